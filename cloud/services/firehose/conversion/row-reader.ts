import { emptyRecord, Mismatch } from "./mismatch";
import { parseExactly } from "./json/parse-exactly";
import { isObject, NEEDS_EXACT, type JsonObject, type JsonValue } from "./json/value";
import type { Schema } from "./schema";
import { columnWriter, notAnObject } from "./serde/column-writer";
import type { Deserializer } from "./serde/deserializer";
import { fieldIndex } from "./serde/keys";
import type { ValueWriter } from "./serde/scalars";

/**
 * Reads a record into rows: lines of JSON with the members c0, c1, … for the schema's columns, from which DuckDB reads the
 * columns' types. What is missing, and null, is left out; keys that are no column are ignored.
 */
export type RowReader = (record: Uint8Array) => string | Mismatch;

/** How a column is called in a row: short, since each row repeats it. */
export const rowName = (index: number): string => `c${index}`;

/** The reader of records for a schema. Several JSON objects in one record give several rows (FH-085). */
export function rowReader({ columns }: Schema, serde: Deserializer): RowReader {
  const writers = columns.map(({ type }) => columnWriter(type, serde));
  const indexOf = fieldIndex(columns.map(({ name }) => name), serde);
  const rowOf = (value: JsonObject): string => rowText(value, writers, indexOf);
  return (record) => {
    const text = Buffer.from(record.buffer, record.byteOffset, record.byteLength).toString("utf8");
    try {
      return quickly(text, rowOf) ?? exactly(text, rowOf);
    } catch (error) {
      if (error instanceof Mismatch) return error;
      throw error;
    }
  };
}

/** @returns undefined if the record must be read exactly: to keep all digits, to read several values, or to say what is wrong */
function quickly(text: string, rowOf: (value: JsonObject) => string): string | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return isObject(value) ? rowOf(value) : undefined;
  } catch (error) {
    if (error === NEEDS_EXACT || error instanceof SyntaxError || error instanceof Mismatch) return undefined;
    throw error;
  }
}

function exactly(text: string, rowOf: (value: JsonObject) => string): string {
  if (text.trim() === "") throw emptyRecord();
  const rows = parseExactly(text).map((value) => {
    if (isObject(value)) return rowOf(value);
    throw notAnObject(value);
  });
  return rows.join("");
}

function rowText(value: JsonObject, writers: readonly ValueWriter[], indexOf: (key: string) => number): string {
  const found: (JsonValue | undefined)[] = [];
  // A key that stands twice counts as it stood last.
  for (const key in value) {
    const index = indexOf(key);
    if (index >= 0) found[index] = value[key];
  }
  let row = "";
  for (let index = 0; index < found.length; index++) {
    const member = found[index];
    if (member !== undefined && member !== null) row += `${row === "" ? "{" : ","}"c${index}":${writers[index]?.(member)}`;
  }
  return row === "" ? "{}\n" : `${row}}\n`;
}
