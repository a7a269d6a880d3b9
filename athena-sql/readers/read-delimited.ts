import { blobValue, listValue, mapValue, type DuckDBValue } from "@duckdb/node-api";
import type { HiveType } from "../../foundation/columnar/hive-type";
import type { Format, JobColumn, JobFile } from "../process/job";
import { readLines } from "./lines";
import { BITS, parseHiveDate, parseHiveTimestamp, parseScalar } from "./parse-scalar";
import { createStruct } from "./create-struct";

type DelimitedFormat = Extract<Format, { readonly is: "delimited" }>;

/** The rows of a file of delimited text, as LazySimpleSerDe reads it: a field that is not a value of its column's type is NULL. @throws JobFault */
export function* readDelimited(
  file: JobFile,
  columns: readonly JobColumn[],
  format: DelimitedFormat,
): Generator<readonly DuckDBValue[]> {
  for (const line of readLines(file).slice(format.skipLines)) {
    const fields = split(line, format.field, format.escape);
    yield columns.map(({ position, hive }) => {
      const field = fields[position];
      return field === undefined ? null : readValue(field, hive, { format, depth: 0 });
    });
  }
}

interface NestingLevel {
  readonly format: DelimitedFormat;
  /** How many arrays, maps and structs the value is nested in. */
  readonly depth: number;
}

function readValue(text: string, type: HiveType, { format, depth }: NestingLevel): DuckDBValue {
  if (text === format.nullText) return null;
  const delimiter = format.items.at(depth) ?? String.fromCharCode(depth + 2);
  const next = { format, depth: depth + 1 };
  switch (type.kind) {
    case "array":
      return text === ""
        ? listValue([])
        : listValue(split(text, delimiter, format.escape).map((item) => readValue(item, type.item, next)));
    case "struct": {
      const parts = split(text, delimiter, format.escape);
      return createStruct(type.fields, (field, index) =>
        parts[index] === undefined ? null : readValue(parts[index], field.type, next),
      );
    }
    case "map":
      return parseMap(text, type, { format, depth });
    default:
      return readScalar(unescapeText(text, format.escape), type);
  }
}

/** A scalar value as LazySimpleSerDe reads it: a string that is not a value of the type is NULL. */
const readScalar = (text: string, type: HiveType): DuckDBValue => parseField(text, type) ?? null;

function parseField(text: string, type: HiveType): DuckDBValue | undefined {
  switch (type.kind) {
    case "date":
      return parseHiveDate(text);
    case "timestamp":
      return parseHiveTimestamp(text);
    case "binary":
      return blobValue(readBytes(text));
    case "decimal":
      return text.trim() === text ? parseScalar(text, type) : undefined;
    default:
      return parseScalar(BITS[type.kind] === undefined ? text : removeFraction(text), type);
  }
}

const removeFraction = (text: string): string => text.replace(/^([+-]?)(?=\.\d)/, "$10").replace(/\.\d*$/, "");

/**
 * Binary values are written as Base64; a string that is not Base64, or decodes to no byte, is taken as its UTF-8 bytes.
 */
function readBytes(text: string): Buffer {
  const bytes = Buffer.from(/^[A-Za-z0-9+/=\s-]*$/.test(text) ? text : "", "base64");
  return bytes.length === 0 ? Buffer.from(text, "utf8") : bytes;
}

function parseMap(
  text: string,
  type: HiveType & { readonly kind: "map" },
  { format, depth }: NestingLevel,
): DuckDBValue {
  if (text === "") return mapValue([]);
  const [between, inside] = [
    format.items.at(depth) ?? String.fromCharCode(depth + 2),
    format.items.at(depth + 1) ?? String.fromCharCode(depth + 3),
  ];
  const next = { format, depth: depth + 2 };
  // The first of several entries with one key counts; one whose key is NULL, or no value of the type, is left out.
  const entries = new Map<string, { readonly key: DuckDBValue; readonly value: DuckDBValue }>();
  for (const entry of split(text, between, format.escape)) {
    const [written = "", ...rest] = split(entry, inside, format.escape);
    const key = readValue(written, type.key, next);
    const value = rest.length === 0 ? null : readValue(rest.join(inside), type.value, next);
    if (key !== null && !entries.has(String(key))) entries.set(String(key), { key, value });
  }
  return mapValue([...entries.values()]);
}

function split(text: string, delimiter: string, escape: string | undefined): string[] {
  if (escape === undefined || !text.includes(escape)) return text.split(delimiter);
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === escape) at += 1;
    else if (text.startsWith(delimiter, at)) {
      parts.push(text.slice(from, at));
      from = at + delimiter.length;
    }
  }
  return [...parts, text.slice(from)];
}

function unescapeText(text: string, escape: string | undefined): string {
  if (escape === undefined || !text.includes(escape)) return text;
  let plain = "";
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === escape && at + 1 < text.length) at += 1;
    plain += text.charAt(at);
  }
  return plain;
}
