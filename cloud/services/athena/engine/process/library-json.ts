import type { JsonShape } from "../analysis/cast-json";
import { JsonError, JsonNumber, JsonReader, type Json } from "../readers/json-parse";
import { isObject, writeJson } from "../readers/json-value";
import { JobFault } from "./job";
import { scientific } from "./java-number";
import type { ScalarFunction } from "./scalar-functions";

/** A document with the members of each object in the order of their names, as engine v3 keeps JSON values. */
export function canonical(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, canonical(value[key] ?? null)]));
}

function parsed(text: string, code: string, message: string): Json {
  try {
    return new JsonReader(text).whole();
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new JobFault(code, message);
  }
}

/** A document in the form in which DuckDB reads it as a type. @throws JobFault INVALID_CAST_ARGUMENT */
function shaped(value: Json, shape: JsonShape, type: string): Json {
  const refuse = (): never => {
    throw new JobFault("INVALID_CAST_ARGUMENT", `Cannot cast to ${type}. Unexpected JSON: ${writeJson(value)}`);
  };
  if (shape === "json") return writeJson(value);
  if (value === null) return null;
  if (typeof shape === "string") return isObject(value) || Array.isArray(value) ? refuse() : scalarShaped(value, shape) ?? refuse();
  if ("array" in shape) return Array.isArray(value) ? value.map((item) => shaped(item, shape.array, type)) : refuse();
  if ("map" in shape) return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shaped(member, shape.map, type)])) : refuse();
  if (Array.isArray(value)) return Object.fromEntries(shape.row.map(([, inner], index) => [`f${index + 1}`, shaped(value[index] ?? null, inner, type)]));
  if (!isObject(value)) return refuse();
  return Object.fromEntries(shape.row.map(([name, inner], index) => [`f${index + 1}`, shaped(value[name] ?? null, inner, type)]));
}

function scalarShaped(value: Exclude<Json, null>, kind: string): Json | undefined {
  const text = value instanceof JsonNumber ? value.text : String(value as string | boolean);
  if (kind === "varchar" || kind === "char") return value instanceof JsonNumber && /[.eE]/.test(text) ? scientific(Number(text)) : text;
  if (kind === "boolean") return value instanceof JsonNumber ? Number(text) !== 0 : text === "true" ? true : text === "false" ? false : undefined;
  if (["tinyint", "smallint", "integer", "bigint"].includes(kind)) {
    if (typeof value === "boolean") return new JsonNumber(value ? "1" : "0");
    return /^[+-]?\d+$/.test(text) ? new JsonNumber(text) : value instanceof JsonNumber && Number.isFinite(Number(text)) ? new JsonNumber(String(Math.round(Number(text)))) : undefined;
  }
  if (kind === "date" || kind === "timestamp") return text;
  if (typeof value === "boolean") return new JsonNumber(value ? "1" : "0");
  return text.trim() !== "" && !Number.isNaN(Number(text)) ? new JsonNumber(text) : undefined;
}

/** JSON values, which are kept as their text. */
export const jsonFunctions: Readonly<Record<string, ScalarFunction>> = {
  json_canonical: { takes: ["VARCHAR"], gives: "VARCHAR", answer: (text: string) => writeJson(canonical(parsed(text, "INVALID_FUNCTION_ARGUMENT", `Cannot convert value to JSON: '${text}'`))) },
  json_quoted: { takes: ["VARCHAR"], gives: "VARCHAR", answer: (text: string) => JSON.stringify(text) },
  json_shaped: { takes: ["VARCHAR", "VARCHAR", "VARCHAR"], gives: "VARCHAR", answer: (text: string, shape: string, type: string) =>
    writeJson(shaped(parsed(text, "INVALID_CAST_ARGUMENT", `Cannot cast to ${type}`), JSON.parse(shape) as JsonShape, type)) },
  json_scalar: { takes: ["VARCHAR"], gives: "VARCHAR", answer: (text: string) => {
    const value = new JsonReader(text).whole();
    return value === null ? null : value instanceof JsonNumber ? value.text : typeof value === "string" ? value : writeJson(value);
  } },
};
