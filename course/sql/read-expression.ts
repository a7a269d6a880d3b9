import { readInterval } from "./read-interval";
import { SqlParseError, UnreadableSqlError, type SqlReader } from "./read-sql";

/** A row: its values by the names of the columns. */
export type Row = Readonly<Record<string, Value>>;
export type Value = string | number | boolean | null;
export type Expression = (row: Row) => Value;

const COMPARE: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  "=": (a, b) => a === b,
  "<>": (a, b) => a !== b,
  "!=": (a, b) => a !== b,
  "<=": (a, b) => order(a, b) <= 0,
  "<": (a, b) => order(a, b) < 0,
  ">=": (a, b) => order(a, b) >= 0,
  ">": (a, b) => order(a, b) > 0,
};
const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["TRUE", true],
  ["FALSE", false],
  ["NULL", null],
]);
const NUMBERS = /^(TINYINT|SMALLINT|INT|INTEGER|BIGINT|DECIMAL|NUMERIC|REAL|FLOAT|DOUBLE)$/;
const WHOLE_NUMBERS = /^(TINYINT|SMALLINT|INT|INTEGER|BIGINT)$/;

/** Compares two values: below 0 if `a` comes first. Numbers and texts sort differently: 100 after 21, but '100' before '21'. */
function order(a: Value, b: Value): number {
  if (a === null || b === null) return NaN;
  const [left, right] = typeof a === typeof b ? [a, b] : [toNumber(a), toNumber(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function toNumber(value: Value): number {
  const number = typeof value === "boolean" || value === null || value === "" ? NaN : Number(value);
  if (Number.isNaN(number)) throw new SqlParseError(`${JSON.stringify(value)} is not a number`);
  return number;
}

/** Parses the expressions of one query, from `OR` down to a column's name, into functions of a row. */
export class ExpressionReader {
  readonly #reader: SqlReader;
  /** The names of streams that qualify a column, as in `stream.column`. */
  readonly qualifiers = new Set<string>();
  readonly #createColumn: (path: readonly string[]) => Expression;
  readonly #readFunction: ((name: string) => Expression) | undefined;

  /**
   * @param createColumn reads a path such as `stream.column`; by default a column, with or without its stream
   * @param readFunction reads a function from its opening bracket on; without it, there is none
   */
  constructor(
    reader: SqlReader,
    createColumn?: (path: readonly string[]) => Expression,
    readFunction?: (name: string) => Expression,
  ) {
    this.#reader = reader;
    this.#createColumn = createColumn ?? ((path) => this.#createPlainColumn(path));
    this.#readFunction = readFunction;
  }

  /** @throws SqlParseError if the expression cannot be parsed */
  read(): Expression {
    let left = this.#parseAnd();
    while (this.#reader.consume("OR")) {
      const [first, second] = [left, this.#parseAnd()];
      left = (row) => first(row) === true || second(row) === true;
    }
    return left;
  }

  #parseAnd(): Expression {
    let left = this.#parseNot();
    while (this.#reader.consume("AND")) {
      const [first, second] = [left, this.#parseNot()];
      left = (row) => first(row) === true && second(row) === true;
    }
    return left;
  }

  #parseNot(): Expression {
    return this.#reader.consume("NOT") ? negate(this.#parseNot()) : this.#parseComparison();
  }

  #parseComparison(): Expression {
    const reader = this.#reader;
    const left = this.#parseSum();
    const operator = Object.keys(COMPARE).find((symbol) => reader.consume(symbol));
    const compare = operator === undefined ? undefined : COMPARE[operator];
    if (compare !== undefined) {
      const right = this.#parseSum();
      return (row) => compare(left(row), right(row));
    }
    if (reader.consume("IS")) {
      const isNot = reader.consume("NOT");
      const value = reader.consume("TRUE") ? true : reader.consume("FALSE") ? false : null;
      if (value === null) reader.expect("NULL");
      return (row) => (left(row) === value) !== isNot;
    }
    const isNegated = reader.consume("NOT");
    const holds = this.#parseRange(left);
    if (holds === undefined && isNegated) reader.expect("BETWEEN");
    return holds === undefined ? left : isNegated ? negate(holds) : holds;
  }

  /** Parses `BETWEEN … AND …`, `LIKE …` and `IN (…)`. */
  #parseRange(left: Expression): Expression | undefined {
    const reader = this.#reader;
    if (reader.consume("BETWEEN")) {
      const low = this.#parseSum();
      reader.expect("AND");
      const high = this.#parseSum();
      return (row) => order(low(row), left(row)) <= 0 && order(left(row), high(row)) <= 0;
    }
    if (reader.consume("LIKE")) {
      const pattern = this.#parseSum();
      return (row) => isLike(left(row), pattern(row));
    }
    if (!reader.consume("IN")) return undefined;
    reader.expect("(");
    const items = [this.#parseSum()];
    while (reader.consume(",")) items.push(this.#parseSum());
    reader.expect(")");
    return (row) => items.some((item) => order(left(row), item(row)) === 0);
  }

  #parseSum(): Expression {
    let left = this.#parseProduct();
    for (;;) {
      const sign = this.#reader.consume("+") ? 1 : this.#reader.consume("-") ? -1 : 0;
      if (sign === 0) return left;
      const [first, second] = [left, this.#parseProduct()];
      left = (row) => toNumber(first(row)) + sign * toNumber(second(row));
    }
  }

  #parseProduct(): Expression {
    let left = this.#parseTerm();
    for (;;) {
      const isProduct = this.#reader.consume("*");
      if (!isProduct && !this.#reader.consume("/")) return left;
      const [first, second] = [left, this.#parseTerm()];
      left = (row) =>
        isProduct ? toNumber(first(row)) * toNumber(second(row)) : divide(toNumber(first(row)), toNumber(second(row)));
    }
  }

  #parseTerm(): Expression {
    const reader = this.#reader;
    if (reader.consume("(")) return this.#parseInBrackets();
    if (reader.consume("-")) {
      const inner = this.#parseTerm();
      return (row) => -toNumber(inner(row));
    }
    if (reader.isUnreadable) throw reader.reject("");
    if (reader.consume("CAST")) return this.#cast();
    if (reader.consume("INTERVAL")) {
      const intervalMs = readInterval(reader);
      return () => intervalMs;
    }
    const token = reader.parseValue();
    const { kind, text, isQuoted } = token;
    if (kind === "number") return () => Number(text);
    if (kind === "text") return () => text;
    if (kind === "symbol") throw new SqlParseError(`${text} is not expected there`, text);
    return (isQuoted ? undefined : this.#parseWord(text)) ?? this.#parseColumn(reader.toName(token));
  }

  #parseInBrackets(): Expression {
    const inner = this.read();
    this.#reader.expect(")");
    if (this.#reader.next?.text === ".") throw new UnreadableSqlError("a value of a nested row in brackets");
    return inner;
  }

  /** Parses a constant or a function, whose name isn't in quotes. */
  #parseWord(word: string): Expression | undefined {
    const constant = CONSTANTS.get(word.toUpperCase());
    if (constant !== undefined) return () => constant;
    const { next } = this.#reader;
    // Such as `TIMESTAMP '2030-01-01 12:00:00'`.
    if (next?.kind === "text") throw new UnreadableSqlError(`${word} '${next.text}'`);
    return next?.text === "(" ? this.#readFunction?.(word) : undefined;
  }

  #parseColumn(name: string): Expression {
    return this.#createColumn(this.#reader.parsePath(name));
  }

  #createPlainColumn([name = "", column, ...rest]: readonly string[]): Expression {
    if (rest.length > 0) throw new SqlParseError(`. is not expected behind ${column}`);
    if (column === undefined) return createColumn(name);
    this.qualifiers.add(name);
    return createColumn(column);
  }

  #cast(): Expression {
    const reader = this.#reader;
    reader.expect("(");
    const inner = this.read();
    reader.expect("AS");
    const type = reader.parseValue().text.toUpperCase();
    let length = Infinity;
    if (reader.consume("(")) {
      length = Number(reader.parseValue().text);
      reader.expect(")");
    }
    reader.expect(")");
    if (reader.textTypes.includes(type)) return (row) => String(inner(row)).slice(0, length);
    if (!NUMBERS.test(type)) throw new UnreadableSqlError(`a CAST to ${type}`);
    return (row) => (WHOLE_NUMBERS.test(type) ? Math.trunc(toNumber(inner(row))) : toNumber(inner(row)));
  }
}

const negate =
  (inner: Expression): Expression =>
  (row) =>
    inner(row) !== true;

/** Whether a text has a pattern, in which `%` is any text and `_` any character. */
function isLike(value: Value, pattern: Value): boolean {
  if (value === null || pattern === null) return false;
  if (typeof value !== "string" || typeof pattern !== "string") throw new SqlParseError("LIKE compares texts only");
  const parts = Array.from(pattern.replaceAll(/%+/g, "%"), (sign) =>
    sign === "%" ? "[^]*" : sign === "_" ? "[^]" : sign.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`),
  );
  return new RegExp(`^${parts.join("")}$`, "u").test(value);
}

/** In SQL the quotient of two integers is an integer. */
const divide = (a: number, b: number): number =>
  Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b;

const createColumn =
  (column: string): Expression =>
  (row) => {
    const value = Object.entries(row).find(([name]) => name === column)?.[1];
    if (value === undefined) throw new SqlParseError(`it reads ${column}, and the lab's stream has no such column`);
    return value;
  };
