import { SqlParseError, SqlReader } from "../../sql/read-sql";

/** A column of an in-application stream. */
export interface Column {
  readonly name: string;
  /** The type in upper case, without spaces: `VARCHAR(32)`. */
  readonly type: string;
}

/**
 * A type in capitals, without spaces. INTEGER and INT are one type, and so are VARCHAR and CHARACTER VARYING:
 * https://docs.aws.amazon.com/kinesisanalytics/latest/sqlref/sql-reference-data-types.html
 */
export const normalizeType = (type: unknown): string =>
  String(type)
    .toUpperCase()
    .replace(/^\s*CHARACTER\s+VARYING\b/, "VARCHAR")
    .replace(/\s/g, "")
    .replace(/^INT$/, "INTEGER");

/** Parses `CREATE OR REPLACE STREAM "…" (…);`. @throws SqlParseError if the statement cannot be parsed */
export function readStream(sql: string): { readonly name: string; readonly columns: readonly Column[] } {
  const reader = new SqlReader(sql);
  reader.expect("CREATE");
  if (reader.consume("OR")) reader.expect("REPLACE");
  reader.expect("STREAM");
  const name = reader.parseName();
  reader.expect("(");
  const columns: Column[] = [];
  do columns.push({ name: reader.parseName(), type: parseType(reader) });
  while (reader.consume(","));
  reader.expect(")");
  reader.consume(";");
  if (!reader.isAtEnd) throw new SqlParseError(`${reader.next?.text} is not expected after the stream`);
  return { name, columns };
}

function parseType(reader: SqlReader): string {
  const name = reader.parseName();
  const type = name === "CHARACTER" && reader.consume("VARYING") ? `${name} VARYING` : name;
  if (!reader.consume("(")) return normalizeType(type);
  const length = reader.parseValue().text;
  reader.expect(")");
  return normalizeType(`${type}(${length})`);
}
