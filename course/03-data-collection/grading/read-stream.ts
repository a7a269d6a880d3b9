import { SqlReader } from "../../sql/read-sql";

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

/** A parsed statement that creates a stream. */
export interface Stream {
  readonly name: string;
  readonly columns: readonly Column[];
  /** A sign too many or too few, for which AWS refuses the statement. Its columns can be read all the same. */
  readonly slip: SignSlip | undefined;
}

/** A sign of the list of columns that is wrong, and where to look at it. */
interface SignSlip {
  readonly found: string;
  readonly look: string;
}

/** Parses `CREATE OR REPLACE STREAM "…" (…);`. @throws SqlParseError if the statement cannot be parsed */
export function readStream(sql: string): Stream {
  const reader = new SqlReader(sql);
  reader.expect("CREATE");
  if (reader.consume("OR")) reader.expect("REPLACE");
  reader.expect("STREAM");
  const name = reader.parseName();
  reader.expect("(");
  const { columns, slip } = parseColumns(reader);
  const isClosed = reader.consume(")");
  reader.consume(";");
  if (!reader.isAtEnd) throw reader.reject(`${reader.next?.text} is not expected after the stream`);
  return { name, columns, slip: slip ?? (isClosed ? undefined : UNCLOSED) };
}

function parseColumns(reader: SqlReader): Pick<Stream, "columns" | "slip"> {
  const columns: Column[] = [];
  let slip: SignSlip | undefined;
  for (let isLast = false; !isLast;) {
    const column = { name: reader.parseName(), type: parseType(reader) };
    columns.push(column);
    const hasComma = reader.consume(",");
    isLast = hasComma ? reader.next?.text === ")" : reader.next?.kind !== "name";
    if (isLast === hasComma) slip ??= describeCommaSlip(column.name, hasComma);
  }
  return { columns, slip };
}

const UNCLOSED: SignSlip = {
  found: "the bracket after the columns is missing",
  look: "the end of the statement: a closing bracket, and after it the semicolon",
};

const describeCommaSlip = (column: string, hasComma: boolean): SignSlip =>
  hasComma
    ? {
        found: `there is a comma after "${column}", the last column`,
        look: `"${column}": after its type comes the closing bracket, without a comma`,
      }
    : { found: `a comma is missing after "${column}"`, look: `"${column}": a comma after its type` };

function parseType(reader: SqlReader): string {
  const name = reader.parseName();
  const type = name === "CHARACTER" && reader.consume("VARYING") ? `${name} VARYING` : name;
  if (!reader.consume("(")) return normalizeType(type);
  const length = reader.parseValue().text;
  reader.expect(")");
  return normalizeType(`${type}(${length})`);
}
