import { SqlNotRead, SqlReader } from "./read-sql";

/** A row, by the names of its columns. */
export type Row = Readonly<Record<string, string | number>>;
type Value = string | number | boolean;
type Expression = (row: Row) => Value;

/** `CREATE OR REPLACE PUMP "…" AS INSERT INTO "…" SELECT STREAM … FROM "…" WHERE …;` */
export interface Pump {
  readonly name: string;
  readonly into: string;
  /** The columns that it fills, if it names them. */
  readonly columns: readonly string[] | undefined;
  readonly from: string;
  /** What it gives of a row; undefined if the row is left out. */
  readonly rowOf: (row: Row) => readonly Value[] | undefined;
}

/** Reads a pump that selects columns. @throws SqlNotRead */
export function readPump(sql: string): Pump {
  const reader = new SqlReader(sql);
  reader.expects("CREATE");
  if (reader.takes("OR")) reader.expects("REPLACE");
  reader.expects("PUMP");
  const name = reader.name();
  reader.expects("AS", "INSERT", "INTO");
  const into = reader.name();
  const columns = reader.takes("(") ? namesUntilClosed(reader) : undefined;
  reader.expects("SELECT");
  reader.takes("STREAM");
  const items = [item(reader)];
  while (reader.takes(",")) items.push(item(reader));
  reader.expects("FROM");
  const from = reader.name();
  reader.takes("AS");
  if (reader.next?.kind === "name" && reader.next.text !== "WHERE") reader.name();
  const where = reader.takes("WHERE") ? either(reader) : () => true;
  reader.takes(";");
  if (!reader.isAtEnd) throw new SqlNotRead(`${reader.next?.text} is not expected there`);
  const rowOf = (row: Row) => (where(row) === true ? items.map((one) => one(row)) : undefined);
  return { name, into, columns, from, rowOf };
}

function namesUntilClosed(reader: SqlReader): string[] {
  const names = [reader.name()];
  while (reader.takes(",")) names.push(reader.name());
  reader.expects(")");
  return names;
}

function item(reader: SqlReader): Expression {
  const expression = either(reader);
  if (reader.takes("AS")) reader.name();
  return expression;
}

function either(reader: SqlReader): Expression {
  let left = both(reader);
  while (reader.takes("OR")) {
    const [one, other] = [left, both(reader)];
    left = (row) => one(row) === true || other(row) === true;
  }
  return left;
}

function both(reader: SqlReader): Expression {
  let left = negated(reader);
  while (reader.takes("AND")) {
    const [one, other] = [left, negated(reader)];
    left = (row) => one(row) === true && other(row) === true;
  }
  return left;
}

function negated(reader: SqlReader): Expression {
  if (!reader.takes("NOT")) return compared(reader);
  const inner = negated(reader);
  return (row) => inner(row) !== true;
}

const COMPARE: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  "=": (a, b) => a === b,
  "<>": (a, b) => a !== b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

function compared(reader: SqlReader): Expression {
  const left = term(reader);
  const operator = Object.keys(COMPARE).find((symbol) => reader.takes(symbol));
  const compare = operator === undefined ? undefined : COMPARE[operator];
  if (compare !== undefined) {
    const right = term(reader);
    return (row) => compare(left(row), right(row));
  }
  if (!reader.takes("BETWEEN")) return left;
  const low = term(reader);
  reader.expects("AND");
  const high = term(reader);
  return (row) => low(row) <= left(row) && left(row) <= high(row);
}

function term(reader: SqlReader): Expression {
  if (reader.takes("(")) {
    const inner = either(reader);
    reader.expects(")");
    return inner;
  }
  if (reader.takes("CAST")) return cast(reader);
  const { kind, text } = reader.value();
  if (kind === "number") return () => Number(text);
  if (kind === "text") return () => text;
  if (kind === "symbol") throw new SqlNotRead(`${text} is not expected there`);
  // A stream's name before the column's.
  const column = reader.takes(".") ? reader.name() : text;
  return (row) => {
    const value = Object.entries(row).find(([name]) => name === column)?.[1];
    if (value === undefined) throw new SqlNotRead(`the stream that comes in has no column ${column}`);
    return value;
  };
}

function cast(reader: SqlReader): Expression {
  reader.expects("(");
  const inner = either(reader);
  reader.expects("AS");
  reader.name();
  if (reader.takes("(")) {
    reader.value();
    reader.expects(")");
  }
  reader.expects(")");
  return inner;
}
