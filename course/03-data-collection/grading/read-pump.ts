import { ExpressionReader, type Row, type Value } from "./read-expression";
import { SqlNotRead, SqlReader } from "./read-sql";

/** A parsed pump: `CREATE OR REPLACE PUMP "…" AS INSERT INTO "…" SELECT STREAM … FROM "…" WHERE …;` */
export interface Pump {
  readonly name: string;
  readonly into: string;
  /** The columns that the pump fills, if it names them. */
  readonly columns: readonly string[] | undefined;
  readonly from: string;
  /** The values that the pump makes of a row; undefined if its condition leaves the row out. */
  readonly rowOf: (row: Row) => readonly Value[] | undefined;
  /** Whether its condition takes a row. */
  readonly takes: (row: Row) => boolean;
  /** The values that the pump makes of a row, whatever its condition says. */
  readonly valuesOf: (row: Row) => readonly Value[];
}

/** Parses a pump that selects columns. @throws SqlNotRead if the statement cannot be parsed */
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
  const expressions = new ExpressionReader(reader);
  const items = [item(reader, expressions)];
  while (reader.takes(",")) items.push(item(reader, expressions));
  reader.expects("FROM");
  const from = reader.name();
  const streams = [from, ...aliasIn(reader)];
  const where = reader.takes("WHERE") ? expressions.read() : () => true;
  reader.takes(";");
  if (!reader.isAtEnd) throw new SqlNotRead(`${reader.next?.text} is not expected there`);
  const unknown = [...expressions.qualifiers].find((stream) => !streams.includes(stream));
  if (unknown !== undefined) throw new SqlNotRead(`there is no stream ${unknown} behind FROM`);
  const valuesOf = (row: Row): Value[] => {
    const values = items.flatMap((one) => one(row));
    if (columns !== undefined && columns.length !== values.length)
      throw new SqlNotRead(`the pump fills ${columns.length} columns, and selects ${values.length}`);
    return values;
  };
  const takes = (row: Row): boolean => where(row) === true;
  const rowOf = (row: Row) => (takes(row) ? valuesOf(row) : undefined);
  return { name, into, columns, from, rowOf, takes, valuesOf };
}

function namesUntilClosed(reader: SqlReader): string[] {
  const names = [reader.name()];
  while (reader.takes(",")) names.push(reader.name());
  reader.expects(")");
  return names;
}

/** Parses one item of the SELECT list into a function that gives its values of a row; `*` gives all values. */
function item(reader: SqlReader, expressions: ExpressionReader): (row: Row) => readonly Value[] {
  if (reader.takes("*")) return (row) => Object.values(row);
  const expression = expressions.read();
  aliasIn(reader);
  return (row) => [expression(row)];
}

/** Parses an alias, with or without AS, if there is one. */
function aliasIn(reader: SqlReader): string[] {
  const { next } = reader;
  const isName = next?.kind === "name" && (next.isQuoted || !["FROM", "WHERE"].includes(next.text));
  return reader.takes("AS") || isName ? [reader.name()] : [];
}
