import type { JsonShape } from "../analysis/cast-json";
import { isObject, JsonError, JsonNumber, writeJson, type Json } from "../../foundation/columnar/exact-json";
import { formatJavaDouble, formatScientific } from "../../foundation/columnar/java-number";
import { JobFault } from "./job";
import { findJsonAt, formatScalar } from "./json-path";
import type { ScalarFunction } from "./scalar-functions";
import { parseWholeJson } from "../readers/open-csv";

/** A document with each object's members sorted by name, as engine v3 keeps JSON values. */
function canonicalize(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonicalize);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, canonicalize(value[key] ?? null)]),
  );
}

function parseText(text: string, code: string, message: string): Json {
  try {
    return parseWholeJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new JobFault(code, message);
  }
}

interface Target {
  readonly type: string;
}

/** @throws JobFault INVALID_CAST_ARGUMENT */
function refuse(value: Json, { type }: Target): never {
  throw new JobFault("INVALID_CAST_ARGUMENT", `Cannot cast to ${type}. Unexpected JSON: ${writeJson(value)}`);
}

/** A document in the form from which DuckDB reads a type. @throws JobFault INVALID_CAST_ARGUMENT */
function shapeJson(value: Json, shape: JsonShape, target: Target): Json {
  if (shape === "json") return writeJson(value);
  if (value === null) return null;
  if (typeof shape === "string")
    return isScalar(value) ? (shapeScalar(value, shape) ?? refuse(value, target)) : refuse(value, target);
  if ("array" in shape)
    return Array.isArray(value) ? value.map((item) => shapeJson(item, shape.array, target)) : refuse(value, target);
  if ("map" in shape)
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeJson(member, shape.map, target)]))
      : refuse(value, target);
  const members = Array.isArray(value)
    ? shape.row.map((_, index) => value[index])
    : isObject(value)
      ? shape.row.map(([name]) => value[name])
      : refuse(value, target);
  return Object.fromEntries(
    shape.row.map(([, inner], index) => [`f${index + 1}`, shapeJson(members.at(index) ?? null, inner, target)]),
  );
}

type Scalar = Exclude<Json, null>;
const formatText = (value: Scalar): string =>
  value instanceof JsonNumber ? value.text : String(value as string | boolean);

function shapeWhole(value: Scalar): Json | undefined {
  const text = formatText(value);
  if (typeof value === "boolean") return new JsonNumber(value ? "1" : "0");
  if (/^[+-]?\d+$/.test(text)) return new JsonNumber(text);
  return value instanceof JsonNumber && Number.isFinite(Number(text))
    ? new JsonNumber(String(Math.round(Number(text))))
    : undefined;
}

function shapeText(value: Scalar): Json {
  const text = formatText(value);
  return value instanceof JsonNumber && /[.eE]/.test(text) ? formatScientific(Number(text)) : text;
}

/** A number as Java writes it into JSON; what is not a number of JSON's becomes a string. */
const formatJavaNumber = (value: number, isReal: boolean): string =>
  Number.isFinite(value) ? formatJavaDouble(value, isReal) : `"${formatJavaDouble(value, isReal)}"`;

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "t", "1"].map((text) => [text, true] as const),
  ...["false", "f", "0"].map((text) => [text, false] as const),
]);

function shapeBoolean(value: Scalar): Json | undefined {
  const text = formatText(value);
  if (value instanceof JsonNumber) return Number(text) !== 0;
  const truth = BOOLEANS.get(text.toLowerCase());
  if (truth === undefined) throw new JobFault("INVALID_CAST_ARGUMENT", `Cannot cast '${text}' to BOOLEAN`);
  return truth;
}

const SHAPES: Readonly<Record<string, (value: Scalar) => Json | undefined>> = {
  varchar: shapeText,
  char: shapeText,
  boolean: shapeBoolean,
  tinyint: shapeWhole,
  smallint: shapeWhole,
  integer: shapeWhole,
  bigint: shapeWhole,
  date: formatText,
  timestamp: formatText,
};

function shapeScalar(value: Scalar, kind: string): Json | undefined {
  const shape = SHAPES[kind];
  if (shape !== undefined) return shape(value);
  if (typeof value === "boolean") return new JsonNumber(value ? "1" : "0");
  const text = formatText(value);
  return text.trim() !== "" && !Number.isNaN(Number(text)) ? new JsonNumber(text) : undefined;
}

/** The parsed document of a string; undefined for a string that is not JSON: then the function answers NULL. */
function parseCached(text: string): Json | undefined {
  try {
    return parseWholeJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return undefined;
  }
}

const KINDS: Readonly<Record<string, (item: Json) => string | undefined>> = {
  boolean: (item) => (typeof item === "boolean" ? String(item) : undefined),
  // 1 and 1.0 are different numbers for engine v3's JSON functions.
  bigint: (item) => (item instanceof JsonNumber && /^-?\d+$/.test(item.text) ? String(BigInt(item.text)) : undefined),
  double: (item) => (item instanceof JsonNumber && /[.eE]/.test(item.text) ? String(Number(item.text)) : undefined),
  text: (item) => (typeof item === "string" ? item : undefined),
};

const isScalar = (value: Json): boolean => !Array.isArray(value) && !isObject(value);

/** The part of a document at a path; undefined where there is none, or the text is not JSON. @throws JobFault for a string that is not a path */
function findAt(text: string, path: string): Json | undefined {
  const document = parseCached(text);
  const found = findJsonAt(document ?? null, path);
  return document === undefined ? undefined : found;
}

/** Functions that read parts of JSON documents. */
const looking: Readonly<Record<string, ScalarFunction>> = {
  json_is_scalar: {
    takes: ["VARCHAR"],
    gives: "BOOLEAN",
    answer: (text: string) => isScalar(parseText(text, "INVALID_FUNCTION_ARGUMENT", `Invalid JSON value: ${text}`)),
  },
  json_array_holds: {
    takes: ["VARCHAR", "VARCHAR", "VARCHAR"],
    gives: "BOOLEAN",
    answer: (text: string, requested: string, kind: string) => {
      // A JSON array cannot hold an infinite number or NaN.
      if (kind === "double" && !Number.isFinite(Number(requested))) return false;
      const value = parseCached(text);
      const same = kind === "double" ? String(Number(requested)) : requested;
      return Array.isArray(value) ? value.some((item) => KINDS[kind]?.(item) === same) : null;
    },
  },
  json_item: {
    takes: ["VARCHAR", "BIGINT"],
    gives: "VARCHAR",
    answer: (text: string, index: bigint) => {
      const value = parseCached(text);
      const item = Array.isArray(value) ? value.at(Number(index)) : undefined;
      // A string comes without its quotes, as engine v3 answers it, though the result is then no JSON.
      return item === undefined || item === null
        ? null
        : typeof item === "string"
          ? item
          : writeJson(canonicalize(item));
    },
  },
  json_array_size: {
    takes: ["VARCHAR"],
    gives: "BIGINT",
    answer: (text: string) => {
      const value = parseCached(text);
      return Array.isArray(value) ? BigInt(value.length) : null;
    },
  },
  json_at: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string, path: string) => {
      const found = findAt(text, path);
      return found === undefined ? null : writeJson(canonicalize(found));
    },
  },
  json_scalar_at: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string, path: string) => formatScalar(findAt(text, path)),
  },
  json_size_at: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "BIGINT",
    answer: (text: string, path: string) => {
      const found = findAt(text, path);
      return found === undefined
        ? null
        : BigInt(Array.isArray(found) ? found.length : isObject(found) ? Object.keys(found).length : 0);
    },
  },
};

/** Functions of JSON values, which are kept as their text. */
export const jsonFunctions: Readonly<Record<string, ScalarFunction>> = {
  ...looking,
  json_canonical: {
    takes: ["VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string) =>
      writeJson(canonicalize(parseText(text, "INVALID_FUNCTION_ARGUMENT", `Cannot convert value to JSON: '${text}'`))),
  },
  json_double: { takes: ["DOUBLE"], gives: "VARCHAR", answer: (value: number) => formatJavaNumber(value, false) },
  json_real: {
    takes: ["VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string) => formatJavaNumber(Number(text.replace("inf", "Infinity")), true),
  },
  json_quoted: { takes: ["VARCHAR"], gives: "VARCHAR", answer: (text: string) => JSON.stringify(text) },
  json_shaped: {
    takes: ["VARCHAR", "VARCHAR", "VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string, shape: string, type: string) =>
      writeJson(
        shapeJson(parseText(text, "INVALID_CAST_ARGUMENT", `Cannot cast to ${type}`), JSON.parse(shape) as JsonShape, {
          type,
        }),
      ),
  },
  json_scalar: {
    takes: ["VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string) => {
      const value = parseWholeJson(text);
      return value === null
        ? null
        : value instanceof JsonNumber
          ? value.text
          : typeof value === "string"
            ? value
            : writeJson(value);
    },
  },
};
