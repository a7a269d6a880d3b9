import { SqlNotRead, type SqlReader } from "./read-sql";

/** A row: its values by the names of the columns. */
export type Row = Readonly<Record<string, string | number>>;
export type Value = string | number | boolean | null;
type Expression = (row: Row) => Value;

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
  const [left, right] = typeof a === typeof b ? [a, b] : [numberIn(a), numberIn(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function numberIn(value: Value): number {
  const number = typeof value === "boolean" || value === null || value === "" ? NaN : Number(value);
  if (Number.isNaN(number)) throw new SqlNotRead(`${JSON.stringify(value)} is no number`);
  return number;
}

/** Parses the expressions of one query, from `OR` down to a column's name, into functions of a row. */
export class ExpressionReader {
  readonly #reader: SqlReader;
  /** The names of streams that qualify a column, as in `stream.column`. */
  readonly qualifiers = new Set<string>();

  constructor(reader: SqlReader) {
    this.#reader = reader;
  }

  /** @throws SqlNotRead if the expression cannot be parsed */
  read(): Expression {
    let left = this.#both();
    while (this.#reader.takes("OR")) {
      const [one, other] = [left, this.#both()];
      left = (row) => one(row) === true || other(row) === true;
    }
    return left;
  }

  #both(): Expression {
    let left = this.#negated();
    while (this.#reader.takes("AND")) {
      const [one, other] = [left, this.#negated()];
      left = (row) => one(row) === true && other(row) === true;
    }
    return left;
  }

  #negated(): Expression {
    return this.#reader.takes("NOT") ? not(this.#negated()) : this.#compared();
  }

  #compared(): Expression {
    const reader = this.#reader;
    const left = this.#sum();
    const operator = Object.keys(COMPARE).find((symbol) => reader.takes(symbol));
    const compare = operator === undefined ? undefined : COMPARE[operator];
    if (compare !== undefined) {
      const right = this.#sum();
      return (row) => compare(left(row), right(row));
    }
    if (reader.takes("IS")) {
      const isNot = reader.takes("NOT");
      reader.expects("NULL");
      return (row) => (left(row) === null) !== isNot;
    }
    const isNegated = reader.takes("NOT");
    const holds = this.#range(left);
    if (holds === undefined && isNegated) reader.expects("BETWEEN");
    return holds === undefined ? left : isNegated ? not(holds) : holds;
  }

  /** Parses `BETWEEN … AND …` and `IN (…)`. */
  #range(left: Expression): Expression | undefined {
    const reader = this.#reader;
    if (reader.takes("BETWEEN")) {
      const low = this.#sum();
      reader.expects("AND");
      const high = this.#sum();
      return (row) => order(low(row), left(row)) <= 0 && order(left(row), high(row)) <= 0;
    }
    if (!reader.takes("IN")) return undefined;
    reader.expects("(");
    const items = [this.#sum()];
    while (reader.takes(",")) items.push(this.#sum());
    reader.expects(")");
    return (row) => items.some((item) => order(left(row), item(row)) === 0);
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      const sign = this.#reader.takes("+") ? 1 : this.#reader.takes("-") ? -1 : 0;
      if (sign === 0) return left;
      const [one, other] = [left, this.#product()];
      left = (row) => numberIn(one(row)) + sign * numberIn(other(row));
    }
  }

  #product(): Expression {
    let left = this.#term();
    for (;;) {
      const isProduct = this.#reader.takes("*");
      if (!isProduct && !this.#reader.takes("/")) return left;
      const [one, other] = [left, this.#term()];
      left = (row) =>
        isProduct ? numberIn(one(row)) * numberIn(other(row)) : quotient(numberIn(one(row)), numberIn(other(row)));
    }
  }

  #term(): Expression {
    const reader = this.#reader;
    if (reader.takes("(")) {
      const inner = this.read();
      reader.expects(")");
      return inner;
    }
    if (reader.takes("-")) {
      const inner = this.#term();
      return (row) => -numberIn(inner(row));
    }
    if (reader.takes("CAST")) return this.#cast();
    const { kind, text, isQuoted } = reader.value();
    if (kind === "number") return () => Number(text);
    if (kind === "text") return () => text;
    if (kind === "symbol") throw new SqlNotRead(`${text} is not expected there`);
    const constant = isQuoted ? undefined : CONSTANTS.get(text);
    if (constant !== undefined) return () => constant;
    if (!reader.takes(".")) return columnOf(text);
    this.qualifiers.add(text);
    return columnOf(reader.name());
  }

  #cast(): Expression {
    const reader = this.#reader;
    reader.expects("(");
    const inner = this.read();
    reader.expects("AS");
    const type = reader.name();
    let length = Infinity;
    if (reader.takes("(")) {
      length = Number(reader.value().text);
      reader.expects(")");
    }
    reader.expects(")");
    if (/^(VARCHAR|CHAR)$/.test(type)) return (row) => String(inner(row)).slice(0, length);
    if (!NUMBERS.test(type)) throw new SqlNotRead(`a CAST to ${type} is not expected there`);
    return (row) => (WHOLE_NUMBERS.test(type) ? Math.trunc(numberIn(inner(row))) : numberIn(inner(row)));
  }
}

const not =
  (inner: Expression): Expression =>
  (row) =>
    inner(row) !== true;

/** In SQL the quotient of two integers is an integer. */
const quotient = (a: number, b: number): number =>
  Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b;

const columnOf =
  (column: string): Expression =>
  (row) => {
    const value = Object.entries(row).find(([name]) => name === column)?.[1];
    if (value === undefined) throw new SqlNotRead(`the stream that comes in has no column ${column}`);
    return value;
  };
