import type { Core } from "../../../../core/core";
import { splitBucketAndKey } from "../../../s3/model/bucket";
import type { EncryptionInput } from "../fields";
import type { ResultObjects } from "../ports";
import { createServiceNote } from "../../../../core/notes";
import type { ResultColumn } from "../stored-execution";
import type { ColumnInfo as AthenaColumn } from "@aws-sdk/client-athena";
import type { ColumnInfo } from "../../../../../athena-sql/index";

/** A column of a SHOW or DESCRIBE statement; Hive's `string` has no length (ATH-016). */
export const createHiveColumn = (name: string, type: "string" | "varchar" = "string"): ResultColumn => ({
  name,
  type,
  precision: 0,
  scale: 0,
});

/** The only result column of INSERT, CTAS and UNLOAD: how many rows they wrote (ATH-009). */
export const ROWS_COLUMN: ResultColumn = { name: "rows", type: "bigint", precision: 19, scale: 0 };

/** A column of a query's result. */
export const queryColumn = ({ name, resultType, precision, scale }: ColumnInfo): ResultColumn => ({
  name,
  type: resultType,
  precision,
  scale,
});

/** Texts of a query's result are case-sensitive, those of SHOW are not. */
const isCaseSensitive = ({ type, precision }: ResultColumn): boolean =>
  (type === "varchar" || type === "char") && precision > 0;

/** A column as GetQueryResults answers it (ATH-008). */
export const describeColumn = (column: ResultColumn): AthenaColumn => ({
  CatalogName: "hive",
  SchemaName: "",
  TableName: "",
  Name: column.name,
  Label: column.name,
  Type: column.type,
  Precision: column.precision,
  Scale: column.scale,
  Nullable: "UNKNOWN",
  CaseSensitive: isCaseSensitive(column),
});

/** The contents of a `.metadata` file. */
interface Metadata {
  /** The id of the query; if the engine ran it, the engine's own id of it. */
  readonly id: string;
  /** The kind of a statement that wrote rows, `INSERT` or `CREATE TABLE`, and how many. */
  readonly update?: { readonly kind: string; readonly rows: number } | undefined;
  readonly columns: readonly ResultColumn[];
}

/** The members that the file has for a column of each type; none for other types. */
const FIGURES: Readonly<
  Record<string, { readonly precision?: true; readonly scale?: true; readonly caseSensitive: true }>
> = {
  ...Object.fromEntries(
    [
      "tinyint",
      "smallint",
      "integer",
      "bigint",
      "float",
      "double",
      "decimal",
      "varchar",
      "char",
      "varbinary",
      "timestamp",
      "timestamp with time zone",
      "time",
      "time with time zone",
    ].map((type) => [type, { precision: true, scale: true, caseSensitive: true }]),
  ),
  date: { scale: true, caseSensitive: true },
  boolean: { caseSensitive: true },
  "interval day to second": { caseSensitive: true },
  "interval year to month": { caseSensitive: true },
};
const UNKNOWN_NULLABLE = 3;

/**
 * The `.metadata` file beside a result: a protocol buffer, which Athena's JDBC driver reads. AWS does not document it; its fields are
 * known from files that AWS wrote.
 */
export function encodeMetadata({ id, update, columns }: Metadata): Buffer {
  return Buffer.concat([
    encodeText(1, id),
    ...(update === undefined ? [] : [encodeText(2, update.kind), encodeNumber(3, update.rows)]),
    ...columns.map((column) => encodeBytes(4, encodeColumn(column))),
  ]);
}

function encodeColumn(column: ResultColumn): Buffer {
  // SHOW's columns also have the type varchar, but no length.
  const figures = column.type === "varchar" && column.precision === 0 ? undefined : FIGURES[column.type];
  return Buffer.concat([
    encodeText(1, "hive"),
    encodeText(4, column.name),
    encodeText(5, column.name),
    encodeText(6, column.type),
    ...(figures?.precision ? [encodeNumber(7, column.precision)] : []),
    ...(figures?.scale ? [encodeNumber(8, column.scale)] : []),
    encodeNumber(9, UNKNOWN_NULLABLE),
    ...(figures === undefined ? [] : [encodeNumber(10, Number(isCaseSensitive(column)))]),
  ]);
}

const encodeText = (field: number, value: string): Buffer => encodeBytes(field, Buffer.from(value));
const encodeBytes = (field: number, value: Buffer): Buffer =>
  Buffer.concat([encodeVarint(field * 8 + 2), encodeVarint(value.length), value]);
const encodeNumber = (field: number, value: number): Buffer =>
  Buffer.concat([encodeVarint(field * 8), encodeVarint(value)]);

/** @param value a whole number, 0 or more */
function encodeVarint(value: number): Buffer {
  const found: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) found.push((rest % 0x80) + 0x80);
  return Buffer.from([...found, rest]);
}

/**
 * The Content-Type of files of statements that Athena's engine did not plan as a query; the next line has that of
 * planned ones (measured on AWS, 2026-09-23).
 */
export const UNPLANNED = "binary/octet-stream";
export const PLANNED = "application/octet-stream";

/** An object that a query writes. */
interface QueryObject {
  /** The address of the object, `s3://…`. */
  readonly path: string;
  readonly contentType: string;
  readonly openContent: () => AsyncIterable<Uint8Array>;
}

/** Writes a query's objects into S3: its result, the files beside it, and the data of new tables. */
export class ResultFiles {
  readonly #core: Pick<Core, "now" | "journal">;
  readonly #objects: ResultObjects;
  readonly #encryption: EncryptionInput | undefined;

  constructor(core: Pick<Core, "now" | "journal">, objects: ResultObjects, encryption?: EncryptionInput) {
    this.#core = core;
    this.#objects = objects;
    this.#encryption = encryption;
  }

  /** The same writer, for a query whose results are encrypted with a key. */
  encryptResults(encryption: EncryptionInput | undefined): ResultFiles {
    return new ResultFiles(this.#core, this.#objects, encryption);
  }

  /**
   * Writes an object.
   * @returns its size in bytes
   * @throws AwsFault; any error of reading `content`: then nothing is written
   */
  async put({ path, contentType, openContent }: QueryObject): Promise<number> {
    const { bucket, key } = splitBucketAndKey(path);
    const at = this.#core.now();
    const kms = this.#encryption?.EncryptionOption === "SSE_KMS" ? { kms: { key: this.#encryption.KmsKey } } : {};
    const note = createServiceNote(this.#core, {
      service: "s3",
      operation: "PutObject",
      input: { Bucket: bucket, Key: key, ContentType: contentType },
      caller: "athena.amazonaws.com",
    });
    try {
      const { etag, size } = await this.#objects.putObject({ bucket, key, openContent, contentType, at, ...kms });
      note.noteAnswer({ ETag: `"${etag}"` });
      return size;
    } catch (error) {
      throw note.noteRefusal(error);
    }
  }

  /** Writes a text file: lines separated by LF, without one at the end (ATH-015). */
  putLines(path: string, lines: readonly string[], contentType: string): Promise<number> {
    return this.put({ path, contentType, openContent: () => yieldOnce(lines.join("\n")) });
  }

  /** Writes the `.metadata` file of a result. */
  putMetadata(path: string, metadata: Metadata, contentType: string): Promise<number> {
    return this.put({ path: `${path}.metadata`, contentType, openContent: () => yieldOnce(encodeMetadata(metadata)) });
  }
}

async function* yieldOnce(content: string | Uint8Array): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(content);
  if (bytes.length > 0) yield bytes;
}

/**
 * A row of a result as Athena writes it: every value in quotes, quotes inside doubled, NULL as an empty field without
 * quotes, LF at the end (ATH-014).
 *
 * @param row null for NULL
 */
export const formatCsv = (row: readonly (string | null)[]): string =>
  `${row.map((value) => (value === null ? "" : `"${value.includes('"') ? value.replaceAll('"', '""') : value}"`)).join(",")}\n`;

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;

/** A row that was read, and the offset of the next one. */
interface ReadRow {
  readonly row: readonly (string | null)[];
  readonly next: number;
}

/**
 * Reads one row that `formatCsv` wrote.
 *
 * @param bytes UTF-8
 * @param from  the offset of the row
 * @returns     undefined if the bytes end before the row does
 */
export function readCsvRow(bytes: Uint8Array, from: number): ReadRow | undefined {
  const row: (string | null)[] = [];
  let at = from;
  for (;;) {
    const field = readField(bytes, at);
    if (field === undefined) return undefined;
    row.push(field.value);
    if (bytes[field.end] === NEWLINE) return { row, next: field.end + 1 };
    at = field.end + 1;
  }
}

/** @returns the field; `end` is the offset of the comma or line end after it */
function readField(
  bytes: Uint8Array,
  from: number,
): { readonly value: string | null; readonly end: number } | undefined {
  if (bytes[from] !== QUOTE)
    return bytes[from] === COMMA || bytes[from] === NEWLINE ? { value: null, end: from } : undefined;
  let hasQuotes = false;
  for (let at = from + 1; ; at++) {
    at = bytes.indexOf(QUOTE, at);
    // A quote at the end of the bytes may be the first of two.
    if (at < 0 || at + 1 >= bytes.length) return undefined;
    if (bytes[at + 1] !== QUOTE) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + from + 1, at - from - 1).toString("utf8");
      return { value: hasQuotes ? text.replaceAll('""', '"') : text, end: at + 1 };
    }
    hasQuotes = true;
    at += 1;
  }
}
