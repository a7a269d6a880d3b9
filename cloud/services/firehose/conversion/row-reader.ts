import { isUtf8 } from "node:buffer";
import { isObject, type Json, type JsonObject } from "../../../columnar/exact-json";
import { emptyRecord, malformed, Mismatch } from "./mismatch";
import { parseExactly } from "./json/parse-exactly";
import { NEEDS_EXACT } from "./json/value";
import type { Schema } from "./schema";
import { columnWriter, notAnObject } from "./serde/column-writer";
import type { Deserializer, DeserializerSettings } from "./serde/deserializer";
import { fieldIndex } from "./serde/keys";
import type { ValueWriter } from "./serde/scalars";

/**
 * Reads a record into rows: lines of JSON with the members c0, c1, … for the schema's columns, from which DuckDB reads the
 * columns' types. What is missing, and null, is left out; keys that are no column are ignored. `read` is the record as
 * JSON.parse reads it, if somebody did before.
 */
export type RowReader = (record: Uint8Array, read?: unknown) => string | Mismatch;

/** How a column is called in a row: short, since each row repeats it. */
export const rowName = (index: number): string => `c${index}`;

/**
 * The reader of records for a schema. Several JSON objects in one record give several rows (FH-085).
 *
 * @param thisYear the year now, of the cloud's time: two digits of a year mean one near it
 */
export function rowReader({ columns }: Schema, settings: DeserializerSettings, thisYear: number): RowReader {
  const serde: Deserializer = settings.kind === "hive" ? { ...settings, thisYear } : settings;
  const writers = columns.map(({ type }) => columnWriter(type, serde));
  const indexOf = fieldIndex(
    columns.map(({ name }) => name),
    serde,
  );
  const rowOf = (value: JsonObject): string => rowText(value, writers, indexOf);
  return (record, read) => {
    if (!isUtf8(record)) return malformed(invalidUtf8(record));
    const text = (): string => Buffer.from(record.buffer, record.byteOffset, record.byteLength).toString("utf8");
    try {
      return quickly(() => (read ?? JSON.parse(text())) as Json, rowOf) ?? exactly(text(), rowOf);
    } catch (error) {
      if (error instanceof Mismatch) return error;
      throw error;
    }
  };
}

/** @returns undefined if the record must be read exactly: to keep all digits, to read several values, or to say what is wrong */
function quickly(read: () => Json, rowOf: (value: JsonObject) => string): string | undefined {
  try {
    const value = read();
    return isObject(value) ? rowOf(value) : undefined;
  } catch (error) {
    if (error === NEEDS_EXACT || error instanceof SyntaxError || error instanceof Mismatch) return undefined;
    throw error;
  }
}

function exactly(marked: string, rowOf: (value: JsonObject) => string): string {
  const text = marked.replace(/^\uFEFF/, "");
  if (text.trim() === "") throw emptyRecord();
  const rows = parseExactly(text).map((value) => {
    if (isObject(value)) return rowOf(value);
    throw notAnObject(value);
  });
  return rows.join("");
}

function rowText(value: JsonObject, writers: readonly ValueWriter[], indexOf: (key: string) => number): string {
  const found: (Json | undefined)[] = [];
  // A key that stands twice counts as it stood last.
  for (const key in value) {
    const index = indexOf(key);
    if (index >= 0) found[index] = value[key];
  }
  let row = "";
  for (let index = 0; index < found.length; index++) {
    const member = found[index];
    if (member !== undefined && member !== null)
      row += `${row === "" ? "{" : ","}"c${index}":${writers[index]?.(member)}`;
  }
  return row === "" ? "{}\n" : `${row}}\n`;
}

/** What stands for bytes that are no UTF-8 once they are read. */
const REPLACEMENT = "\ufffd";

/** Jackson's words for bytes that are no UTF-8, with the first of them. */
function invalidUtf8(record: Uint8Array): string {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const text = bytes.toString("utf8");
  for (let at = text.indexOf(REPLACEMENT); at !== -1; at = text.indexOf(REPLACEMENT, at + 1)) {
    const offset = Buffer.byteLength(text.slice(0, at));
    // The record may hold that character itself.
    if (bytes.toString("utf8", offset, offset + 3) !== REPLACEMENT || bytes[offset] !== 0xef)
      return `Invalid UTF-8 start byte 0x${bytes[offset]?.toString(16)}`;
  }
  return "Invalid UTF-8";
}
