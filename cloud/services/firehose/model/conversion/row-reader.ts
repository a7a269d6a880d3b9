import { isUtf8 } from "node:buffer";
import {
  isObject,
  type Json,
  type JsonObject,
  ExactJson,
  JsonError,
  type JsonDialect,
} from "../../../../../foundation/columnar/exact-json";
import { NEEDS_EXACT } from "./json/value";
import type { Schema } from "./schema";
import { createColumnWriter, createNotAnObjectError } from "./serde/column-writer";
import {
  type Deserializer,
  type DeserializerSettings,
  createFieldIndex,
  createEmptyRecordMismatch,
  createMalformedMismatch,
  ConversionMismatch,
} from "./serde/deserializer";
import type { ValueWriter } from "./serde/scalars";

/** The dialect of JSON that Jackson, AWS's parser, accepts. */
const JACKSON: JsonDialect = {
  blanks: /[ \t\n\r]*/y,
  scalar: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w$.])|(?:true|false|null)(?![\w$])/y,
  deepest: 1_000,
};
/** The characters that Jackson names as one token in an error message. */
const WORD = /[\w$]+/y;

/**
 * Reads all JSON values of a string, one after the other, with every digit of their numbers.
 *
 * @throws Mismatch in Jackson's words, as AWS gives them
 */
function parseExactly(text: string): readonly Json[] {
  const reader = new ExactJson(text, JACKSON);
  const values: Json[] = [];
  try {
    while (!reader.isAtEnd()) values.push(reader.parseValue());
    return values;
  } catch (error) {
    throw error instanceof JsonError ? createMalformedMismatch(formatAsJackson(text, error)) : error;
  }
}

function formatAsJackson(text: string, error: JsonError): string {
  const { at } = error;
  switch (error.message) {
    case "Nested too deeply":
      return `Document nesting depth (${JACKSON.deepest + 1}) exceeds the maximum allowed (${JACKSON.deepest})`;
    case "Missing value":
      return describeMissingValue(text, at);
    case "Illegal escape or character in a string":
      return describeBadString(text, at);
    case "Unterminated string":
      return describeBadString(text, error.start);
    case "Expected a quoted name":
      return describeUnexpected(text, error, "was expecting double-quote to start field name");
    case "Expected a ':' after a key":
      return describeUnexpected(text, error, "was expecting a colon to separate field name and value");
    case "Expected a ',' or '}'":
      return describeUnexpected(text, error, "was expecting comma to separate Object entries");
    case "Expected a ',' or ']'":
      return describeUnexpected(text, error, "was expecting comma to separate Array entries");
    case "Unexpected text after the document":
      // Not thrown by `value()`: a string may hold several values, which Jackson reads one after the other.
      throw error;
  }
}

function describeMissingValue(text: string, at: number): string {
  if (at >= text.length) return `Unexpected end-of-input within/between Object entries${describePosition(text, at)}`;
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0];
  const requested = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";
  return word === undefined
    ? `Unexpected character ${formatToken(text, at)}: expected a valid value (${requested})${describePosition(text, at)}`
    : `Unrecognized token '${word}': was expecting (${requested})${describePosition(text, at + word.length)}`;
}

/** @param from the offset of the opening quote */
function describeBadString(text: string, from: number): string {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32)
      return `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value${describePosition(text, at)}`;
    if (text[at] !== "\\") continue;
    const escape = text.charAt(at + 1);
    if (!/["\\/bfnrtu]/.test(escape) && escape !== "")
      return `Unrecognized character escape '${escape}' (code ${escape.charCodeAt(0)})${describePosition(text, at + 1)}`;
    at += 1;
  }
  return `Unexpected end-of-input in VALUE_STRING${describePosition(text, text.length)}`;
}

function describeUnexpected(text: string, { at, start, message }: JsonError, expected: string): string {
  if (at < text.length)
    return `Unexpected character ${formatToken(text, at)}: ${expected}${describePosition(text, at)}`;
  const within = message === "Expected a ',' or ']'" ? "Array" : "Object";
  return `Unexpected end-of-input: expected close marker for ${within} (start marker at ${formatPosition(text, start)})${describePosition(text, at)}`;
}

const formatToken = (text: string, at: number): string => `('${text.charAt(at)}' (code ${text.codePointAt(at)}))`;

/** Jackson's message also names its reader object, by a number that differs each time; the number is left out here. */
const describePosition = (text: string, at: number): string => `\n at ${formatPosition(text, at)}`;

const formatPosition = (text: string, at: number): string =>
  `[line: ${text.slice(0, at).split("\n").length}, column: ${at - text.lastIndexOf("\n", at - 1)}]`;

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
