import type { Evidence } from "../../../grader/index";
import { ExpressionReader, type Row, type Value } from "../../sql/read-expression";
import { FLINK, SqlParseError, SqlReader } from "../../sql/read-sql";

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
  readonly name: string;
  readonly compute: Compute;
  /** The columns that it reads outside of a function: each has to be in `GROUP BY`. */
  readonly plainColumns: readonly string[];
}

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ["SECOND", 1000],
  ["MINUTE", 60_000],
  ["HOUR", 3_600_000],
  ["DAY", 86_400_000],
]);
const AGGREGATES: ReadonlyMap<string, (values: readonly number[]) => number> = new Map([
  ["SUM", (values) => values.reduce((sum, value) => sum + value, 0)],
  ["MIN", (values) => Math.min(...values)],
  ["MAX", (values) => Math.max(...values)],
  ["AVG", (values) => values.reduce((sum, value) => sum + value, 0) / values.length],
]);

/** @throws SqlParseError if the query cannot be parsed, or Flink would refuse it */
export function readWindowQuery(sql: string): WindowQuery {
  const reader = new SqlReader(sql, FLINK);
  const columns: string[] = [];
  const expressions = new ExpressionReader(reader, (path) => {
    const column = path.at(-1) ?? "";
    columns.push(column);
    return (row) => findValue(row, column);
  });
  reader.expect("SELECT");
  const items = [readItem(reader, expressions, columns)];
  while (reader.consume(",")) items.push(readItem(reader, expressions, columns));
  reader.expect("FROM", "TABLE", "(");
  const windows = readTumble(reader);
  reader.expect(")");
  readAlias(reader);
  const where = reader.consume("WHERE") ? expressions.read() : () => true;
  const groups = reader.consume("GROUP") ? readGroups(reader) : [];
  reader.consume(";");
  if (!reader.isAtEnd) throw new SqlParseError(`${reader.next?.text} is not expected there`);
  const lacking = items.flatMap(({ plainColumns }) => plainColumns).find((column) => !groups.includes(column));
  if (lacking !== undefined) throw new SqlParseError(`${lacking} is neither in a function nor in GROUP BY`);
  const consume = (event: Row): boolean => where(event) === true;
  const computeRows = (events: readonly Row[]) => {
    const byGroup = new Map<string, Row[]>();
    for (const event of events.filter(consume).map((item) => addWindow(item, windows))) {
      const key = JSON.stringify(groups.map((column) => findValue(event, column)));
      byGroup.set(key, [...(byGroup.get(key) ?? []), event]);
    }
    return [...byGroup.values()].map((rows) =>
      Object.fromEntries(items.map(({ name, compute }) => [name, compute(rows)])),
    );
  };
  return { ...windows, groups, consume, computeRows };
}

type Windows = Pick<WindowQuery, "table" | "timeColumn" | "sizeMs">;

/** Parses `TUMBLE(TABLE events, DESCRIPTOR(time), INTERVAL '5' MINUTES)`. */
function readTumble(reader: SqlReader): Windows {
  reader.expect("TUMBLE", "(", "TABLE");
  const table = reader.parseName();
  reader.expect(",", "DESCRIPTOR", "(");
  const timeColumn = reader.parseName();
  reader.expect(")", ",", "INTERVAL");
  const sizeMs = readInterval(reader);
  reader.expect(")");
  return { table, timeColumn, sizeMs };
}

/** Parses an interval behind its keyword: `'5' MINUTES`, or `'0 00:05:00' DAY TO SECOND`. */
function readInterval(reader: SqlReader): number {
  const { text } = reader.parseValue();
  const unit = reader.parseName().toUpperCase().replace(/S$/, "");
  if (reader.consume("TO")) {
    reader.expect("SECOND");
    const [, days, hours, minutes, seconds] = /^(\d+) (\d+):(\d+):(\d+)$/.exec(text) ?? [];
    return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
  }
  // As Calcite, Flink's parser, reads an interval unless it says another precision.
  if (!/^\d{1,2}$/.test(text)) throw new SqlParseError(`an interval of one unit has one or two digits, not '${text}'`);
  return Number(text) * (UNIT_MS.get(unit) ?? NaN);
}

function readItem(reader: SqlReader, expressions: ExpressionReader, columns: string[]): Item {
  const function_ = readFunction(reader, expressions);
  const before = columns.length;
  const compute = function_ ?? readPlain(expressions);
  // The columns within a function were read before.
  const plainColumns = columns.slice(before);
  return { name: readAlias(reader) ?? columns.at(-1) ?? "", compute, plainColumns };
}

function readPlain(expressions: ExpressionReader): Compute {
  const expression = expressions.read();
  return ([row]) => (row === undefined ? null : expression(row));
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

function readGroups(reader: SqlReader): string[] {
  reader.expect("BY");
  const groups: string[] = [];
  do {
    let name = reader.parseName();
    while (reader.consume(".")) name = reader.parseName();
    groups.push(name);
  } while (reader.consume(","));
  return groups;
}

/** An alias, with or without AS, if there is one. */
function readAlias(reader: SqlReader): string | undefined {
  const { next } = reader;
  const isName =
    next?.kind === "name" && (next.isQuoted || !["FROM", "WHERE", "GROUP"].includes(next.text.toUpperCase()));
  return reader.consume("AS") || isName ? reader.parseName() : undefined;
}

function addWindow(event: Row, { timeColumn, sizeMs }: Windows): Row {
  const start = Math.floor(Number(findValue(event, timeColumn)) / sizeMs) * sizeMs;
  return { ...event, window_start: start, window_end: start + sizeMs };
}

function findValue(row: Row, column: string): string | number {
  const value = Object.entries(row).find(([name]) => name === column)?.[1];
  if (value === undefined) throw new SqlParseError(`the table has no column ${column}`);
  return value;
}

/** The learner's query, or the reason why it could not be parsed. */
export function getWindowQuery(run: Evidence): { readonly found: WindowQuery } | { readonly problem: string } {
  const answer = run.answer("FLINK_WINDOWS");
  if ("error" in answer) return { problem: answer.error };
  if (typeof answer.value !== "string") return { problem: "it is not text" };
  try {
    return { found: readWindowQuery(answer.value) };
  } catch (error) {
    if (!(error instanceof SqlParseError)) throw error;
    return { problem: `the query is not understood: ${error.message}` };
  }
}
