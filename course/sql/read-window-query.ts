import { ExpressionReader, type Expression, type Row, type Value } from "./read-expression";
import { FLINK, SqlParseError, SqlReader } from "./read-sql";
import { nameColumns, readAlias, readSelectItem, type Paths } from "./read-select-item";
import { findValue, readWindows, type Windows } from "./read-windows";

/** A parsed query over windows: `SELECT … FROM TABLE(TUMBLE(…)) WHERE … GROUP BY … HAVING …`, in the SQL of Flink. */
export interface WindowQuery extends Windows {
  readonly groups: readonly string[];
  /** The events in its rows: those that `WHERE` takes, in the groups that `HAVING` takes. */
  readonly selectEvents: (events: readonly Row[]) => readonly Row[];
  /** The rows that it makes of events. Times are in ms. */
  readonly computeRows: (events: readonly Row[]) => readonly Readonly<Record<string, Value>>[];
}

/** A function of the rows of a group, such as `MAX(value)`. Its value is in the group's row under `key`. */
interface Aggregate {
  readonly key: string;
  readonly compute: (rows: readonly Row[]) => number;
}

const AGGREGATES: ReadonlyMap<string, (values: readonly number[]) => number> = new Map([
  ["SUM", (values) => values.reduce((sum, value) => sum + value, 0)],
  ["MIN", (values) => Math.min(...values)],
  ["MAX", (values) => Math.max(...values)],
  ["COUNT", (values) => values.length],
  ["AVG", (values) => values.reduce((sum, value) => sum + value, 0) / values.length],
]);

/** @throws SqlParseError if the query cannot be parsed, or Flink would refuse it */
export function readWindowQuery(sql: string): WindowQuery {
  const reader = new SqlReader(sql, FLINK);
  const paths: Paths = new Map();
  const aggregates: Aggregate[] = [];
  /** The columns that are read outside of a function and of `WHERE`: each has to be in `GROUP BY`. */
  let plainColumns: readonly Expression[] = [];
  const createColumn = (path: readonly string[]): Expression => {
    const compute = (row: Row) => findValue(row, path.at(-1));
    paths.set(compute, path);
    plainColumns = [...plainColumns, compute];
    return compute;
  };
  /** Reads a part whose columns don't have to be in `GROUP BY`. */
  const readApart = <T>(read: () => T): T => {
    const before = plainColumns;
    const found = read();
    plainColumns = before;
    return found;
  };
  const expressions: ExpressionReader = new ExpressionReader(reader, createColumn, (name) => {
    const key = `function ${aggregates.length}`;
    aggregates.push({ key, compute: readApart(() => readAggregate(reader, expressions, name)) });
    return (row) => findValue(row, key);
  });
  reader.expect("SELECT");
  const items = [readSelectItem(reader, expressions, paths)];
  while (reader.consume(",")) items.push(readSelectItem(reader, expressions, paths));
  reader.expect("FROM", "TABLE", "(");
  const windows = readWindows(reader);
  reader.expect(")");
  const alias = readAlias(reader);
  const where = reader.consume("WHERE") ? readApart(() => expressions.read()) : () => true;
  const groupPaths = reader.consume("GROUP") ? readGroups(reader) : [];
  const groups = groupPaths.map((path) => path.at(-1) ?? "");
  const having = reader.consume("HAVING") ? expressions.read() : () => true;
  reader.consume(";");
  if (!reader.isAtEnd) throw new SqlParseError(`${reader.next?.text} is not expected there`);
  // The table is an argument of the windows, so its name isn't known outside.
  const unknown = [...paths.values(), ...groupPaths].find((path) => path.length > 1 && path[0] !== alias);
  if (unknown !== undefined) throw new SqlParseError(`there is no table ${unknown[0]} for ${unknown.join(".")}`);
  const lacking = plainColumns.map((column) => paths.get(column)?.at(-1) ?? "").find((name) => !groups.includes(name));
  if (lacking !== undefined) throw new SqlParseError(`${lacking} is neither in a function nor in GROUP BY`);
  const names = nameColumns(items.map(({ name }) => name));
  const createGroups = (events: readonly Row[]) => {
    const byGroup = new Map<string, Row[]>();
    // Flink, too, leaves out events first: also those without which a session falls apart.
    for (const row of windows.assign(events.filter((item) => where(item) === true))) {
      const key = JSON.stringify(groups.map((column) => findValue(row, column)));
      byGroup.set(key, [...(byGroup.get(key) ?? []), row]);
    }
    return [...byGroup.values()]
      .map((rows) => ({
        rows,
        row: { ...rows[0], ...Object.fromEntries(aggregates.map(({ key, compute }) => [key, compute(rows)])) },
      }))
      .filter(({ row }) => having(row) === true);
  };
  return {
    ...windows,
    groups,
    selectEvents: (events) => createGroups(events).flatMap(({ rows }) => rows),
    computeRows: (events) =>
      createGroups(events).map(({ row }) =>
        Object.fromEntries(items.map(({ compute }, n) => [names[n], compute(row)])),
      ),
  };
}

/** Parses `(*)` or `(value)` after the name of a function. */
function readAggregate(reader: SqlReader, expressions: ExpressionReader, name: string): Aggregate["compute"] {
  const aggregate = AGGREGATES.get(name.toUpperCase());
  if (aggregate === undefined) throw new SqlParseError(`the function ${name} is not expected there`);
  reader.expect("(");
  const isAll = name.toUpperCase() === "COUNT" && reader.consume("*");
  const inner = isAll ? () => 1 : expressions.read();
  reader.expect(")");
  return (rows) => aggregate(rows.map((row) => Number(inner(row))));
}

function readGroups(reader: SqlReader): string[][] {
  reader.expect("BY");
  const groups: string[][] = [];
  do {
    const path = [reader.parseName()];
    while (reader.consume(".")) path.push(reader.parseName());
    groups.push(path);
  } while (reader.consume(","));
  return groups;
}
