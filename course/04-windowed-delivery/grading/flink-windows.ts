import type { Evidence } from "../../../grader/index";
import { ExpressionReader, type Expression, type Row, type Value } from "../../sql/read-expression";
import { parseAnswer, type ParseResult } from "../../sql/parse-result";
import { FLINK, SqlParseError, SqlReader } from "../../sql/read-sql";
import { nameColumns, readAlias, readSelectItem, type Paths } from "../../sql/read-select-item";

/** A parsed query over tumbling windows: `SELECT … FROM TABLE(TUMBLE(…)) WHERE … GROUP BY … HAVING …`, in the SQL of Flink. */
export interface WindowQuery {
  readonly table: string;
  readonly timeColumn: string;
  readonly sizeMs: number;
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

const UNITS = [
  { unit: "DAY", ms: 86_400_000, limit: Infinity, separator: "" },
  { unit: "HOUR", ms: 3_600_000, limit: 24, separator: " " },
  { unit: "MINUTE", ms: 60_000, limit: 60, separator: ":" },
  { unit: "SECOND", ms: 1000, limit: 60, separator: ":" },
] as const;
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
  const windows = readTumble(reader);
  reader.expect(")");
  const alias = readAlias(reader);
  const where = reader.consume("WHERE") ? readApart(() => expressions.read()) : () => true;
  const groupPaths = reader.consume("GROUP") ? readGroups(reader) : [];
  const groups = groupPaths.map((path) => path.at(-1) ?? "");
  const having = reader.consume("HAVING") ? expressions.read() : () => true;
  reader.consume(";");
  if (!reader.isAtEnd) throw new SqlParseError(`${reader.next?.text} is not expected there`);
  // The table is an argument of TUMBLE, so its name isn't known outside.
  const unknown = [...paths.values(), ...groupPaths].find((path) => path.length > 1 && path[0] !== alias);
  if (unknown !== undefined) throw new SqlParseError(`there is no table ${unknown[0]} for ${unknown.join(".")}`);
  const lacking = plainColumns.map((column) => paths.get(column)?.at(-1) ?? "").find((name) => !groups.includes(name));
  if (lacking !== undefined) throw new SqlParseError(`${lacking} is neither in a function nor in GROUP BY`);
  const names = nameColumns(items.map(({ name }) => name));
  const createGroups = (events: readonly Row[]) => {
    const byGroup = new Map<string, Row[]>();
    for (const event of events.filter((item) => where(item) === true)) {
      const row = addWindow(event, windows);
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

type Windows = Pick<WindowQuery, "table" | "timeColumn" | "sizeMs">;

/** Parses `TUMBLE(TABLE events, DESCRIPTOR(time), INTERVAL '5' MINUTES)`, with or without names of the arguments. */
function readTumble(reader: SqlReader): Windows {
  reader.expect("TUMBLE", "(");
  const isNamed = reader.consume("DATA");
  reader.expect(...(isNamed ? ["=", ">"] : []), "TABLE");
  const table = reader.parseName();
  reader.expect(",", ...(isNamed ? ["TIMECOL", "=", ">"] : []), "DESCRIPTOR", "(");
  const timeColumn = reader.parseName();
  reader.expect(")", ",", ...(isNamed ? ["SIZE", "=", ">"] : []), "INTERVAL");
  const sizeMs = readInterval(reader);
  reader.expect(")");
  return { table, timeColumn, sizeMs };
}

/** Parses an interval after its keyword: `'5' MINUTES`, `'240' SECONDS(3)`, or `'0 00:05:00' DAY TO SECOND`. */
function readInterval(reader: SqlReader): number {
  const { kind, text } = reader.parseValue();
  if (kind !== "text") throw new SqlParseError(`an interval has its number in quotes, as in '${text}'`);
  const first = readUnit(reader);
  // Without a precision, Calcite, Flink's parser, takes one or two digits, and six in a fraction of a second.
  const [digits = 2, fractionDigits = 6] = readPrecision(reader);
  const last = reader.consume("TO") ? readUnit(reader) : first;
  const [lastDigits = fractionDigits] = last === first ? [] : readPrecision(reader);
  const units = UNITS.slice(first, last + 1);
  const pattern = units.map(
    ({ unit, separator }, n) =>
      `${n === 0 ? "" : separator}(\\d{1,${n === 0 ? digits : 2}})${unit === "SECOND" ? `(?:\\.\\d{1,${lastDigits}})?` : ""}`,
  );
  const numbers = new RegExp(`^${pattern.join("")}$`).exec(text.trim())?.slice(1).map(Number);
  if (numbers === undefined || !numbers.every((number, n) => n === 0 || number < (units[n]?.limit ?? 0)))
    throw new SqlParseError(`'${text}' isn't an interval of these units, with one or two digits for each`);
  const fraction = Number(/\.\d+$/.exec(text.trim())?.[0] ?? 0) * 1000;
  return units.reduce((sum, { ms }, n) => sum + ms * (numbers[n] ?? 0), fraction);
}

/** The position of the next word among the units. */
function readUnit(reader: SqlReader): number {
  const word = reader.parseName().toUpperCase();
  const position = UNITS.findIndex(({ unit }) => word === unit || word === `${unit}S`);
  if (position < 0) throw new SqlParseError(`${word} isn't a unit of time`);
  return position;
}

/** Parses the numbers of digits after a unit, as in `SECOND(3)`, if there are any. */
function readPrecision(reader: SqlReader): number[] {
  if (!reader.consume("(")) return [];
  const numbers = [Number(reader.parseValue().text)];
  while (reader.consume(",")) numbers.push(Number(reader.parseValue().text));
  reader.expect(")");
  return numbers;
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

function addWindow(event: Row, { timeColumn, sizeMs }: Windows): Row {
  const start = Math.floor(Number(findValue(event, timeColumn)) / sizeMs) * sizeMs;
  return { ...event, window_start: start, window_end: start + sizeMs };
}

function findValue(row: Row, column: string | undefined): string | number {
  const value = Object.entries(row).find(([name]) => name === column)?.[1];
  if (value === undefined) throw new SqlParseError(`the table has no column ${column}`);
  return value;
}

/** The learner's query, or the reason why it could not be parsed. */
export const getWindowQuery = (run: Evidence): ParseResult<WindowQuery> =>
  parseAnswer(run.answer("FLINK_WINDOWS"), readWindowQuery, "the query is not understood: ");
