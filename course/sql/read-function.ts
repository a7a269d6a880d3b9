import type { Expression, ExpressionReader, Value } from "./read-expression";
import { SqlParseError, UnreadableSqlError, type SqlReader } from "./read-sql";

interface ScalarFunction {
  /** The fewest and the most arguments. */
  readonly counts: readonly [least: number, most: number];
  /** Is not asked about an argument that is NULL: then the value is NULL. */
  readonly compute: (values: readonly Exclude<Value, null>[]) => Value;
}

const createTextFunction = (compute: (text: string) => Value): ScalarFunction => ({
  counts: [1, 1],
  compute: ([text]) => {
    if (typeof text !== "string") throw new SqlParseError(`${text} is not text`);
    return compute(text);
  },
});

const createNumberFunction = (compute: (value: number) => number): ScalarFunction => ({
  counts: [1, 1],
  compute: ([value]) => {
    if (typeof value !== "number") throw new SqlParseError(`${JSON.stringify(value)} is not a number`);
    return compute(value);
  },
});

const FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map([
  ["LOWER", createTextFunction((text) => text.toLowerCase())],
  ["UPPER", createTextFunction((text) => text.toUpperCase())],
  // SQL trims spaces only, and no other white space.
  ["TRIM", createTextFunction((text) => text.replace(/^ +| +$/g, ""))],
  ["LTRIM", createTextFunction((text) => text.replace(/^ +/, ""))],
  ["RTRIM", createTextFunction((text) => text.replace(/ +$/, ""))],
  ["CHAR_LENGTH", createTextFunction((text) => Array.from(text).length)],
  ["CHARACTER_LENGTH", createTextFunction((text) => Array.from(text).length)],
  ["ABS", createNumberFunction(Math.abs)],
  ["FLOOR", createNumberFunction(Math.floor)],
  ["CEIL", createNumberFunction(Math.ceil)],
  ["CONCAT", { counts: [1, Infinity], compute: (values) => values.join("") }],
]);

/** Functions that return the first argument that isn't NULL. */
const FIRST_VALUE = /^(COALESCE|IFNULL)$/;

/** Parses a function of values in one row, such as `LOWER(name)`, after its name. */
export function readScalarFunction(reader: SqlReader, expressions: ExpressionReader, word: string): Expression {
  const name = word.toUpperCase();
  const isFirst = FIRST_VALUE.test(name);
  const found = FUNCTIONS.get(name);
  if (found === undefined && !isFirst) throw new UnreadableSqlError(`the function ${word}`);
  reader.expect("(");
  if (/^(BOTH|LEADING|TRAILING)$/i.test(reader.next?.text ?? ""))
    throw new UnreadableSqlError(`${reader.next?.text} in ${name}`);
  const inner = [expressions.read()];
  while (reader.consume(",")) inner.push(expressions.read());
  reader.expect(")");
  if (found === undefined) return (row) => inner.map((item) => item(row)).find((value) => value !== null) ?? null;
  const [least, most] = found.counts;
  if (inner.length < least || inner.length > most)
    throw new SqlParseError(`${name} takes ${least} value(s), not ${inner.length}`);
  return (row) => {
    const values = inner.map((item) => item(row)).filter((value) => value !== null);
    return values.length < inner.length ? null : found.compute(values);
  };
}
