import { readObjectBytes, decompress } from "./objects";

/** The contents of an object in a readable form. */
type Preview =
  | {
      readonly kind: "table";
      readonly format: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "text"; readonly format: string; readonly text: string };

/**
 * How many bytes of an object are read for text; and the largest Parquet file, which is read whole, since its index is
 * at its end.
 */
const [TEXT_BYTES, PARQUET_BYTES] = [256 * 1024, 16 * 1024 * 1024];
const ROWS = 500;

/** Reads an object's beginning, and recognizes its format by the contents, not only by its name. @throws AwsError */
export async function readPreview(bucket: string, key: string, size: number): Promise<Preview> {
  const head = await readObjectBytes(bucket, key, TEXT_BYTES);
  if (hasPrefix(head, "PAR1")) return previewParquet(bucket, key, size);
  const bytes = await decompress(head, TEXT_BYTES);
  const zipped = bytes === head ? "" : ", gzip";
  if (hasPrefix(bytes, "ORC"))
    return note(
      "ORC",
      "An ORC file. Query it with Athena: the console reads JSON, CSV, Parquet, text, and gzip of these.",
    );
  const text = decodeUtf8(bytes);
  if (text === undefined) return note("bytes", toHexadecimal(bytes.slice(0, 512)));
  return (
    parseJsonTable(text, zipped) ?? parseCsvTable(key, text, zipped) ?? { kind: "text", format: `text${zipped}`, text }
  );
}

const note = (format: string, text: string): Preview => ({ kind: "text", format, text });

const hasPrefix = (bytes: Uint8Array, mark: string): boolean =>
  bytes.length >= mark.length && [...mark].every((letter, n) => bytes[n] === letter.charCodeAt(0));

/** Decodes UTF-8, whose last character may have been cut; undefined if the bytes are no text. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  for (const cut of [0, 1, 2, 3]) {
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, bytes.length - cut));
      return text.includes("\0") ? undefined : text;
    } catch {
      // Ignored: perhaps only the last character was cut, which is tried next.
    }
  }
  return undefined;
}

const toHexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .join(" ")
    .replaceAll(/((?:.. ){15}..) /g, "$1\n");

/** Lines of JSON objects as a table; a single JSON value as indented text. */
function parseJsonTable(text: string, zipped: string): Preview | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const values = lines.slice(0, ROWS).map(parseText);
  // The last line may have been cut.
  const whole = values.at(-1) === undefined && values.length > 1 ? values.slice(0, -1) : values;
  if (whole.length > 0 && whole.every(isObject)) return { ...createTable(whole), format: `JSON lines${zipped}` };
  const value = parseText(text);
  return typeof value === "object"
    ? { kind: "text", format: `JSON${zipped}`, text: JSON.stringify(value, null, 2) }
    : undefined;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function createTable(records: readonly Record<string, unknown>[]) {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    kind: "table" as const,
    columns,
    rows: records.map((record) => columns.map((name) => formatCell(record[name]))),
  };
}

function formatCell(value: unknown): string {
  if (value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object")
    return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner)) ?? "";
  return String(value);
}

/**
 * A table of an object whose name ends in `.csv`. Fields are parsed by RFC 4180: fields with commas, line ends or
 * quotes are quoted, with doubled quotes.
 */
function parseCsvTable(key: string, text: string, zipped: string): Preview | undefined {
  if (!/\.csv(?:\.gz)?$/i.test(key)) return undefined;
  const rows: string[][] = [[]];
  for (const [, quoted, bare = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== "," && rows.length > ROWS) break;
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  const [columns = [], ...body] = rows.filter((row) => row.length > 1 || row[0] !== "");
  return { kind: "table", format: `CSV${zipped}`, columns, rows: body };
}

/** A preview of Parquet, whose reader is loaded with the first such object. */
async function previewParquet(bucket: string, key: string, size: number): Promise<Preview> {
  if (size > PARQUET_BYTES) return note("Parquet", "This file is too large for a preview. Query it with Athena.");
  const { parquetReadObjects } = await import("hyparquet");
  const { buffer } = await readObjectBytes(bucket, key, size);
  try {
    const rows = await parquetReadObjects({ file: buffer, rowStart: 0, rowEnd: ROWS });
    return { ...createTable(rows), format: "Parquet" };
  } catch (error) {
    return note("Parquet", `This file could not be read: ${String(error)}`);
  }
}
