import type { Evidence } from "../../../grader/index";
import { ExpressionReader, type Row, type Value } from "../../sql/read-expression";
import { parseAnswer, type ParseResult } from "../../sql/parse-result";
import { FLINK, SqlParseError, SqlReader } from "../../sql/read-sql";
import { nameColumns, readAlias, readSelectItem, type Paths } from "../../sql/read-select-item";

/** A parsed query over tumbling windows: `SELECT … FROM TABLE(TUMBLE(…)) WHERE … GROUP BY …`, in the SQL of Flink. */
export interface WindowQuery {
  readonly table: string;
  readonly timeColumn: string;
  readonly sizeMs: number;
  readonly groups: readonly string[];
  /** Whether its condition takes an event. */
  readonly consume: (event: Row) => boolean;
  /** The rows that it makes of events. Times are in ms. */
  readonly computeRows: (events: readonly Row[]) => readonly Readonly<Record<string, Value>>[];
}

type Compute = (rows: readonly Row[]) => Value;

interface Item {
  readonly name: string | undefined;
  readonly compute: Compute;
  /** The columns that it reads outside of a function: each has to be in `GROUP BY`. */
  readonly plainColumns: readonly string[];
}

const UNITS = [
  { unit: "DAY", ms: 86_400_000, limit: Infinity },
  { unit: "HOUR", ms: 3_600_000, limit: 24 },
  { unit: "MINUTE", ms: 60_000, limit: 60 },
  { unit: "SECOND", ms: 1000, limit: 60 },
] as const;
const AGGREGATES: ReadonlyMap<string, (values: readonly number[]) => number> = new Map([
  ["SUM", (values) => values.reduce((sum, value) => sum + value, 0)],
  ["MIN", (values) => Math.min(...values)],
  ["MAX", (values) => Math.max(...values)],
  ["AVG", (values) => values.reduce((sum, value) => sum + value, 0) / values.length],
]);

/** @throws SqlParseError if the query cannot be parsed, or Flink would refuse it */
export function readWindowQuery(sql: string): WindowQuery {
  const reader = new SqlReader(sql, FLINK);
  const paths: Paths = new Map();
  const expressions = new ExpressionReader(reader, (path) => {
    const compute = (row: Row) => findValue(row, path.at(-1));
    paths.set(compute, path);
    return compute;
  });
  reader.expect("SELECT");
  const items = [readItem(reader, expressions, paths)];
  while (reader.consume(",")) items.push(readItem(reader, expressions, paths));
  reader.expect("FROM", "TABLE", "(");
  const windows = readTumble(reader);
  reader.expect(")");
  const alias = readAlias(reader);
  const where = reader.consume("WHERE") ? expressions.read() : () => true;
  const groupPaths = reader.consume("GROUP") ? readGroups(reader) : [];
  const groups = groupPaths.map((path) => path.at(-1) ?? "");
  reader.consume(";");
  if (!reader.isAtEnd) throw new SqlParseError(`${reader.next?.text} is not expected there`);
  // The table is an argument of TUMBLE, so its name isn't known outside.
  const unknown = [...paths.values(), ...groupPaths].find((path) => path.length > 1 && path[0] !== alias);
  if (unknown !== undefined) throw new SqlParseError(`there is no table ${unknown[0]} for ${unknown.join(".")}`);
  const lacking = items.flatMap(({ plainColumns }) => plainColumns).find((column) => !groups.includes(column));
  if (lacking !== undefined) throw new SqlParseError(`${lacking} is neither in a function nor in GROUP BY`);
  const names = nameColumns(items.map(({ name }) => name));
  const consume = (event: Row): boolean => where(event) === true;
  const computeRows = (events: readonly Row[]) => {
    const byGroup = new Map<string, Row[]>();
    for (const event of events.filter(consume).map((item) => addWindow(item, windows))) {
      const key = JSON.stringify(groups.map((column) => findValue(event, column)));
      byGroup.set(key, [...(byGroup.get(key) ?? []), event]);
    }
    return [...byGroup.values()].map((rows) =>
      Object.fromEntries(items.map(({ compute }, n) => [names[n], compute(rows)])),
    );
  };
  return { ...windows, groups, consume, computeRows };
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

/** Parses an interval after its keyword: `'5' MINUTES`, or `'0 00:05:00' DAY TO SECOND`. */
function readInterval(reader: SqlReader): number {
  const { kind, text } = reader.parseValue();
  if (kind !== "text") throw new SqlParseError(`an interval has its number in quotes, as in '${text}'`);
  const first = readUnit(reader);
  const last = reader.consume("TO") ? readUnit(reader) : first;
  const units = UNITS.slice(first, last + 1);
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  // One or two digits each: as Calcite, Flink's parser, reads an interval unless it says another precision.
  const isRight =
    text.trim().replace(/\d{1,2}/g, "0") === "0 0:0:0".slice(2 * first, 2 * last + 1) &&
    numbers.every((number, n) => n === 0 || number < (units[n]?.limit ?? 0));
  if (!isRight) throw new SqlParseError(`'${text}' isn't an interval of these units, with one or two digits for each`);
  return units.reduce((sum, { ms }, n) => sum + ms * (numbers[n] ?? 0), 0);
}

/** The position of the next word among the units. */
function readUnit(reader: SqlReader): number {
  const word = reader.parseName().toUpperCase();
  const position = UNITS.findIndex(({ unit }) => word === unit || word === `${unit}S`);
  if (position < 0) throw new SqlParseError(`${word} isn't a unit of time`);
  return position;
}

function readItem(reader: SqlReader, expressions: ExpressionReader, paths: Paths): Item {
  const compute = readFunction(reader, expressions);
  if (compute !== undefined) return { name: readAlias(reader), compute, plainColumns: [] };
  const before = paths.size;
  const item = readSelectItem(reader, expressions, paths);
  const plainColumns = [...paths.values()].slice(before).map((path) => path.at(-1) ?? "");
  return {
    name: item.name,
    compute: ([row]) => (row === undefined ? null : item.compute(row)),
    plainColumns,
  };
}

/** Parses `COUNT(*)`, `MAX(value)` and the like; undefined if no function comes next. */
function readFunction(reader: SqlReader, expressions: ExpressionReader): Compute | undefined {
  if (reader.consume("COUNT")) {
    reader.expect("(");
    if (!reader.consume("*")) expressions.read();
    reader.expect(")");
    return (rows) => rows.length;
  }
  const name = [...AGGREGATES.keys()].find((key) => reader.consume(key));
  const aggregate = name === undefined ? undefined : AGGREGATES.get(name);
  if (aggregate === undefined) return undefined;
  reader.expect("(");
  const inner = expressions.read();
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
