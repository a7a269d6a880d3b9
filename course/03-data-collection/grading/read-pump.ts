import { ExpressionReader, type Row, type Value } from "../../sql/read-expression";
import { readScalarFunction } from "../../sql/read-function";
import { SqlParseError, SqlReader, UnreadableSqlError } from "../../sql/read-sql";

/**
 * The functions that the checks read, of those that the service knows:
 * https://docs.aws.amazon.com/kinesisanalytics/latest/sqlref/sql-reference-string-and-search-functions.html, and its pages
 * sql-reference-numeric-functions.html and sql-reference-null-functions.html
 */
const FUNCTIONS = /^(ABS|CEIL|CHAR(ACTER)?_LENGTH|COALESCE|FLOOR|LOWER|TRIM|UPPER)$/;

/** A parsed pump: `CREATE OR REPLACE PUMP "…" AS INSERT INTO "…" SELECT STREAM … FROM "…" WHERE …;` */
export interface Pump {
  readonly name: string;
  readonly into: string;
  /** The columns that the pump fills, if it names them. */
  readonly columns: readonly string[] | undefined;
  readonly from: string;
  /** The values that the pump makes of a row; undefined if its condition leaves the row out. */
  readonly createRow: (row: Row) => readonly Value[] | undefined;
  /** Whether its condition takes a row. */
  readonly consume: (row: Row) => boolean;
  /** The values that the pump makes of a row, whatever its condition says. */
  readonly computeValues: (row: Row) => readonly Value[];
}

/** Parses a pump that selects columns. @throws SqlParseError if the statement cannot be parsed */
export function readPump(sql: string): Pump {
  const reader = new SqlReader(sql);
  reader.expect("CREATE");
  if (reader.consume("OR")) reader.expect("REPLACE");
  reader.expect("PUMP");
  const name = reader.parseName();
  reader.expect("AS", "INSERT", "INTO");
  const into = reader.parseName();
  const columns = reader.consume("(") ? parseNames(reader) : undefined;
  reader.expect("SELECT");
  reader.consume("STREAM");
  reader.consume("ALL");
  const expressions = createExpressionReader(reader);
  const items = [parseItem(reader, expressions)];
  while (reader.consume(",")) items.push(parseItem(reader, expressions));
  reader.expect("FROM");
  const from = reader.parseName();
  const streams = [from, ...parseAlias(reader)];
  const where = reader.consume("WHERE") ? expressions.read() : () => true;
  reader.expectEnd();
  const unknown = [...expressions.qualifiers].find((stream) => !streams.includes(stream));
  if (unknown !== undefined) throw new SqlParseError(`there is no stream ${unknown} after FROM`);
  const computeValues = (row: Row): Value[] => {
    const values = items.flatMap((item) => item(row));
    if (columns !== undefined && columns.length !== values.length)
      throw new SqlParseError(`the pump fills ${columns.length} columns, and selects ${values.length}`);
    return values;
  };
  const consume = (row: Row): boolean => where(row) === true;
  const createRow = (row: Row) => (consume(row) ? computeValues(row) : undefined);
  return { name, into, columns, from, createRow, consume, computeValues };
}

function createExpressionReader(reader: SqlReader): ExpressionReader {
  const expressions: ExpressionReader = new ExpressionReader(reader, undefined, (name) => {
    if (!FUNCTIONS.test(name)) throw new UnreadableSqlError(`the function ${name}`);
    return readScalarFunction(reader, expressions, name);
  });
  return expressions;
}

function parseNames(reader: SqlReader): string[] {
  const names = [reader.parseName()];
  while (reader.consume(",")) names.push(reader.parseName());
  reader.expect(")");
  return names;
}

/** Parses one item of the SELECT list into a function that gives its values of a row; `*` and `stream.*` give all values. */
function parseItem(reader: SqlReader, expressions: ExpressionReader): (row: Row) => readonly Value[] {
  const { next } = reader;
  if (reader.consumeAll()) {
    if (next?.kind === "name") expressions.qualifiers.add(next.text);
    return (row) => Object.values(row);
  }
  const expression = expressions.read();
  parseAlias(reader);
  return (row) => [expression(row)];
}

/** Parses an alias, with or without AS, if there is one. */
function parseAlias(reader: SqlReader): string[] {
  const { next } = reader;
  const isName = next?.kind === "name" && (next.isQuoted || !["FROM", "WHERE"].includes(next.text));
  return reader.consume("AS") || isName ? [reader.parseName()] : [];
}
