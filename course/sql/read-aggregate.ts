import type { ExpressionReader, Row, Value } from "./read-expression";
import { SqlParseError, UnreadableSqlError, type SqlReader } from "./read-sql";

/** A function of the rows of a group, such as `MAX(value)`. Its value is in the group's row under `key`. */
export interface Aggregate {
  readonly key: string;
  readonly compute: (rows: readonly Row[]) => Value;
}

const AGGREGATES: ReadonlyMap<string, (values: readonly number[]) => number> = new Map([
  ["SUM", (values) => values.reduce((sum, value) => sum + value, 0)],
  ["MIN", (values) => Math.min(...values)],
  ["MAX", (values) => Math.max(...values)],
  ["COUNT", (values) => values.length],
  ["AVG", (values) => values.reduce((sum, value) => sum + value, 0) / values.length],
]);

export const isAggregate = (name: string): boolean => AGGREGATES.has(name.toUpperCase());

/** Parses `(*)`, `(value)` or `(DISTINCT value)` after the name of a function. */
export function readAggregate(reader: SqlReader, expressions: ExpressionReader, word: string): Aggregate["compute"] {
  const name = word.toUpperCase();
  const aggregate = AGGREGATES.get(name);
  if (aggregate === undefined) throw new SqlParseError(`the function ${word} is not expected there`, word);
  reader.expect("(");
  const isAll = name === "COUNT" && reader.consume("*");
  const isDistinct = !isAll && reader.consume("DISTINCT");
  if (!isAll && !isDistinct) reader.consume("ALL");
  const inner = isAll ? () => 1 : expressions.read();
  if (isDistinct && reader.next?.text === ",") throw new UnreadableSqlError(`several columns in ${name}`);
  reader.expect(")");
  return (rows) => {
    const values = rows.map((row) => inner(row)).filter((value) => value !== null);
    const counted = isDistinct ? [...new Set(values)] : values;
    return counted.length === 0 && name !== "COUNT" ? null : aggregate(counted.map(Number));
  };
}
