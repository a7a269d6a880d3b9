import type { DuckDBValue } from "@duckdb/node-api";
import { isObject, JsonError, type Json, type JsonObject } from "../../foundation/columnar/exact-json";
import { getItemAt } from "../../foundation/item-at";
import type { HiveType } from "../../foundation/columnar/hive-type";
import { JobFault, type Format, type JobColumn, type JobFile } from "../process/job";
import { readHiveJsonValue, toLowerCaseNames, RowRefusal } from "./hive-json-value";
import { readLines } from "./lines";
import { BadValue, findMember, readOpenxValue } from "./openx-value";
import { OrgJsonError, readOrgJson } from "./org-json";
import { parseFirstJson } from "./open-csv";

type OpenxFormat = Extract<Format, { readonly is: "openx" }>;
type HiveFormat = Extract<Format, { readonly is: "hive-json" }>;
type Row = readonly DuckDBValue[];

/** Matches numbers of which JSON.parse could lose digits. */
const LONG_NUMBER = /\d{16}|\d[eE]/;
/**
 * Matches numbers whose spelling JSON.parse would lose too, for columns of texts, which show a number as it is written.
 */
const WRITTEN_NUMBER = /\d{16}|\d[eE]|\.\d*0(?!\d)|-0/;

/** The rows of a file of JSON, one document a line, as OpenX's SerDe reads it. @param columns the columns that the query needs @throws JobFault HIVE_CURSOR_ERROR, HIVE_BAD_DATA */
export function* readOpenx(file: JobFile, columns: readonly JobColumn[], format: OpenxFormat): Generator<Row> {
  const keys = columns.map(({ name }) => format.mapping[name] ?? name);
  const exact = createExactNumbersPattern(columns);
  for (const line of readLines(file)) {
    const document = parseOpenxDocument(line, format, exact);
    yield columns.map((column, index) => {
      const value = Array.isArray(document)
        ? document[column.position]
        : document && findColumn(document, getItemAt(keys, index), format);
      try {
        return readOpenxValue(value, column.hive, format.anyCase);
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        if (format.ignoreMalformed) return null;
        throw createBadFieldFault(error.text, column);
      }
    });
  }
}

/**
 * The rows of a file of JSON as Hive's own SerDe reads it: a value that does not fit its column fails the query, even
 * if the query does not need that column.
 *
 * @param columns all columns of the table that are read from files
 * @throws JobFault HIVE_CURSOR_ERROR
 */
export function* readHiveJson(file: JobFile, columns: readonly JobColumn[], format: HiveFormat): Generator<Row> {
  const requested = columns.flatMap(({ needed }, index) => (needed ? [index] : []));
  const exact = createExactNumbersPattern(columns);
  for (const line of readLines(file)) {
    try {
      const members = toLowerCaseNames(parseHiveDocument(line, exact));
      const row = columns.map(({ name, hive }) => readHiveJsonValue(members.get(name), hive, format));
      yield requested.map((index) => getItemAt(row, index));
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      throw new JobFault("HIVE_CURSOR_ERROR", error.message);
    }
  }
}

const createExactNumbersPattern = (columns: readonly JobColumn[]): RegExp =>
  columns.some(({ hive }) => isShowingNumbers(hive)) ? WRITTEN_NUMBER : LONG_NUMBER;

function isShowingNumbers(type: HiveType): boolean {
  switch (type.kind) {
    case "array":
      return isShowingNumbers(type.item);
    case "map":
      return isShowingNumbers(type.value);
    case "struct":
      return type.fields.some((field) => isShowingNumbers(field.type));
    default:
      return ["string", "varchar", "char", "binary", "date"].includes(type.kind);
  }
}

/** Engine v3's error for a value that does not fit its column's type. */
export const createBadFieldFault = (text: string, { position, type }: JobColumn): JobFault =>
  new JobFault(
    "HIVE_BAD_DATA",
    `Error parsing field value '${text}' for field ${position}: ${type.kind === "date" || type.kind === "timestamp" ? `Cannot parse '${text}' as ${type.kind}` : `For input string: "${text}"`}`,
  );

function findColumn(document: JsonObject, key: string, { anyCase, dotsInKeys }: OpenxFormat): Json | undefined {
  const found = findMember(document, key, anyCase);
  if (found !== undefined || !dotsInKeys) return found;
  for (const name in document) if (name.includes(".") && name.replaceAll(".", "_") === key) return document[name];
  return undefined;
}

/**
 * The document of a line; undefined for a line whose columns are all NULL. Text after the document is ignored
 * (ATH-023).
 */
function parseOpenxDocument(line: string, format: OpenxFormat, exact: RegExp): JsonObject | Json[] | undefined {
  const text = line.trim();
  if (!text.startsWith("{") && !text.startsWith("[")) return undefined;
  try {
    const quick = parseExactly(text, exact);
    const value =
      quick === undefined || canHaveRepeatedName(text, quick, format.anyCase)
        ? readOrgJson(text, format.anyCase)
        : quick;
    return isObject(value) || Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof OrgJsonError)) throw error;
    if (format.ignoreMalformed) return undefined;
    throw new JobFault("HIVE_CURSOR_ERROR", `Row is not a valid JSON Object - JSONException: ${error.message}`);
  }
}

/** Whether an object may have two members of one name, of which JSON.parse would keep the last only. */
function canHaveRepeatedName(text: string, value: Json, anyCase: boolean): boolean {
  let ends = 0;
  for (let at = text.indexOf('":'); at !== -1; at = text.indexOf('":', at + 2)) ends += 1;
  return ends !== countNames(value, anyCase);
}

/** The number of names in a document; NaN where two names of an object differ only in upper and lower case. */
function countNames(value: Json, anyCase: boolean): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countNames(item, anyCase);
    return count;
  }
  if (!isObject(value)) return 0;
  let hasCapitals = false;
  for (const name in value) {
    count += 1 + countNames(value[name] ?? null, anyCase);
    hasCapitals ||= anyCase && name !== name.toLowerCase();
  }
  return hasCapitals && hasTwins(Object.keys(value)) ? NaN : count;
}

const hasTwins = (names: readonly string[]): boolean =>
  new Set(names.map((name) => name.toLowerCase())).size < names.length;

/** @throws RowRefusal */
function parseHiveDocument(line: string, exact: RegExp): JsonObject {
  const text = line.trim();
  try {
    const value = parseExactly(text, exact) ?? parseFirstJson(text);
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new RowRefusal(`org.codehaus.jackson.JsonParseException: ${formatJacksonError(text, error)}`);
  }
  throw new RowRefusal("java.io.IOException: Start token not found where expected");
}

function formatJacksonError(text: string, { at, message }: JsonError): string {
  const character = text.charAt(at);
  return character === ""
    ? "Unexpected end-of-input: expected close marker for OBJECT"
    : `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${message}`;
}

/**
 * A string parsed by JSON.parse, the fast way; undefined where the slower readers are needed, because JSON.parse loses
 * digits or fails.
 */
function parseExactly(text: string, exact: RegExp): Json | undefined {
  if (exact.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
