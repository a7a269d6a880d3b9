import type { DuckDBValue } from "@duckdb/node-api";
import { itemAt } from "../../../../core/item-at";
import { JobFault, type Format, type JobColumn, type JobFile } from "../process/job";
import { isObject, JsonError, type Json } from "../../../../columnar/exact-json";
import { firstJson } from "./first-json";
import { BadValue, fromJson, memberNamed } from "./json-value";
import { linesOf } from "./lines";

type JsonFormat = Extract<Format, { readonly is: "json" }>;
type Row = readonly DuckDBValue[];

/** JSON.parse would round numbers of so many digits. */
const LONG_NUMBER = /\d{16}/;

/** The rows of a file of JSON, one document a line. @param columns those that are wanted @throws JobFault HIVE_CURSOR_ERROR, HIVE_BAD_DATA */
export function* readJson(file: JobFile, columns: readonly JobColumn[], format: JsonFormat): Generator<Row> {
  const keys = columns.map(({ name }) => format.mapping[name] ?? name);
  for (const line of linesOf(file)) {
    const document = documentOf(line, format);
    yield columns.map((column, index) => {
      const value = Array.isArray(document)
        ? document[column.position]
        : document && memberOf(document, itemAt(keys, index), format);
      try {
        return fromJson(value, column.hive, format.anyCase);
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        if (format.openx && format.ignoreMalformed) return null;
        throw badField(error.text, column);
      }
    });
  }
}

/** What engine v3 says of a value that a column's type does not take. */
export const badField = (text: string, { position, type }: JobColumn): JobFault =>
  new JobFault(
    "HIVE_BAD_DATA",
    `Error parsing field value '${text}' for field ${position}: ${type.kind === "date" || type.kind === "timestamp" ? `Cannot parse '${text}' as ${type.kind}` : `For input string: "${text}"`}`,
  );

function memberOf(
  document: { [key: string]: Json },
  key: string,
  { anyCase, dotsInKeys }: JsonFormat,
): Json | undefined {
  const found = memberNamed(document, key, anyCase);
  if (found !== undefined || !dotsInKeys) return found;
  for (const name in document)
    if (name.includes(".") && name.replaceAll(".", "_").toLowerCase() === key.toLowerCase()) return document[name];
  return undefined;
}

/** Undefined for a line of NULLs. What follows the document on its line is not looked at (ATH-023). */
function documentOf(line: string, format: JsonFormat): { [key: string]: Json } | Json[] | undefined {
  const text = line.trim();
  if (!text.startsWith("{") && !(format.openx && text.startsWith("["))) {
    if (format.openx) return undefined;
    throw new JobFault(
      "HIVE_CURSOR_ERROR",
      "Row is not a valid JSON Object - java.io.IOException: Start token not found where expected",
    );
  }
  try {
    const value = parsed(text);
    return isObject(value) || Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    if (format.ignoreMalformed) return undefined;
    throw new JobFault(
      "HIVE_CURSOR_ERROR",
      `Row is not a valid JSON Object - JSONException: ${error.message} at ${error.at} [character ${error.at + 1} line 1]`,
    );
  }
}

function parsed(text: string): Json {
  if (!LONG_NUMBER.test(text)) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      // Read below, up to where the document ends.
    }
  }
  return firstJson(text);
}
