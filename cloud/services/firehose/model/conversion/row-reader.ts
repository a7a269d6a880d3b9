import { isUtf8 } from "node:buffer";
import { isObject, type Json, type JsonObject } from "../../../../columnar/exact-json";
import { createEmptyRecordMismatch, createMalformedMismatch, ConversionMismatch } from "./mismatch";
import { parseExactly } from "./json/parse-exactly";
import { NEEDS_EXACT } from "./json/value";
import type { Schema } from "./schema";
import { createColumnWriter, createNotAnObjectError } from "./serde/column-writer";
import type { Deserializer, DeserializerSettings } from "./serde/deserializer";
import { createFieldIndex } from "./serde/keys";
import type { ValueWriter } from "./serde/scalars";

/**
 * Reads a record into rows: lines of JSON with the members c0, c1, … for the schema's columns, from which DuckDB reads
 * the columns' types. Missing values and nulls are left out; keys without a column are ignored. `read` is the record as
 * JSON.parse read it, if a stage before has parsed it.
 */
export type RowReader = (record: Uint8Array, read?: unknown) => string | ConversionMismatch;

/** The name of a column in a row: short, since each row repeats it. */
export const getRowName = (index: number): string => `c${index}`;

/**
 * The reader of records for a schema. Several JSON objects in one record give several rows (FH-085).
 *
 * @param thisYear the year in the lab cloud's time: years of two digits are taken to lie near it
 */
export function createRowReader({ columns }: Schema, settings: DeserializerSettings, thisYear: number): RowReader {
  const serde: Deserializer = settings.kind === "hive" ? { ...settings, thisYear } : settings;
  const writers = columns.map(({ type }) => createColumnWriter(type, serde));
  const indexOf = createFieldIndex(
    columns.map(({ name }) => name),
    serde,
  );
  const formatRow = (value: JsonObject): string => formatRowText(value, writers, indexOf);
  return (record, read) => {
    if (!isUtf8(record)) return createMalformedMismatch(describeInvalidUtf8(record));
    const readText = (): string => Buffer.from(record.buffer, record.byteOffset, record.byteLength).toString("utf8");
    try {
      return (
        readQuickly(() => (read ?? JSON.parse(readText())) as Json, formatRow) ?? readExactly(readText(), formatRow)
      );
    } catch (error) {
      if (error instanceof ConversionMismatch) return error;
      throw error;
    }
  };
}

/** @returns undefined if `readExactly` must read the record: to keep all digits, to read several values, or to word the error */
function readQuickly(read: () => Json, rowOf: (value: JsonObject) => string): string | undefined {
  try {
    const value = read();
    return isObject(value) ? rowOf(value) : undefined;
  } catch (error) {
    if (error === NEEDS_EXACT || error instanceof SyntaxError || error instanceof ConversionMismatch) return undefined;
    throw error;
  }
}

function readExactly(marked: string, rowOf: (value: JsonObject) => string): string {
  const text = marked.replace(/^\uFEFF/, "");
  if (text.trim() === "") throw createEmptyRecordMismatch();
  const rows = parseExactly(text).map((value) => {
    if (isObject(value)) return rowOf(value);
    throw createNotAnObjectError(value);
  });
  return rows.join("");
}

function formatRowText(value: JsonObject, writers: readonly ValueWriter[], indexOf: (key: string) => number): string {
  const found: (Json | undefined)[] = [];
  // Where a key occurs twice, the last occurrence counts.
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

/** The character that a decoder puts in place of bytes that are not UTF-8. */
const REPLACEMENT = "\ufffd";

/** Jackson's message for bytes that are not UTF-8, with the first such byte. */
function describeInvalidUtf8(record: Uint8Array): string {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const text = bytes.toString("utf8");
  for (let at = text.indexOf(REPLACEMENT); at !== -1; at = text.indexOf(REPLACEMENT, at + 1)) {
    const offset = Buffer.byteLength(text.slice(0, at));
    // The record itself may hold the replacement character, in valid UTF-8.
    if (bytes.toString("utf8", offset, offset + 3) !== REPLACEMENT || bytes[offset] !== 0xef)
      return `Invalid UTF-8 start byte 0x${bytes[offset]?.toString(16)}`;
  }
  return "Invalid UTF-8";
}
