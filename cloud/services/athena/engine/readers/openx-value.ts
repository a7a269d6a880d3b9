import { blobValue, dateValue, listValue, mapValue, type DuckDBValue } from "@duckdb/node-api";
import type { HiveType } from "../../../glue/hive-type";
import { isObject, JsonNumber, type Json } from "../../../../columnar/exact-json";
import { javaDouble, javaWhole } from "../../../../columnar/java-number";
import { BadValue } from "./bad-value";
import { BITS, hiveDate, hiveTimestamp, parseScalar, timestampOf } from "./parse-scalar";
import { structOf } from "./struct-of";

type Members = Readonly<Record<string, Json>>;

/** Numbers up to this one count seconds, larger ones milliseconds. */
const LAST_SECOND = 100_000_000_000;

/** The largest time in ms that JavaScript's Date can hold. */
const MOST_MS = 8.64e15;

/** The member of a name; upper and lower case are the same if `anyCase` is set. */
export function memberNamed(members: Members, name: string, anyCase: boolean): Json | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  if (!anyCase) return undefined;
  const lower = name.toLowerCase();
  for (const key in members) if (key.length === lower.length && key.toLowerCase() === lower) return members[key];
  return undefined;
}

/**
 * The value of a column as OpenX's SerDe reads it from a JSON value: a number is cut to the column's type, as by Java's
 * casts; a text is parsed; for an array column, a value that is no array becomes the only item of one.
 *
 * @throws BadValue
 */
export function openxValue(value: Json | undefined, type: HiveType, anyCase: boolean): DuckDBValue {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case "array":
      if (value === "") return null;
      return listValue((Array.isArray(value) ? value : [value]).map((item) => openxValue(item, type.item, anyCase)));
    case "map":
      if (value === "") return null;
      if (!isObject(value)) throw new BadValue(openxText(value));
      return mapValue(
        Object.entries(value).map(([key, member]) => ({
          key: scalarOf(key, type.key),
          value: openxValue(member, type.value, anyCase),
        })),
      );
    case "struct":
      return structFrom(value, type, anyCase);
    default:
      return scalarOf(value, type);
  }
}

function structFrom(value: Json, { fields }: HiveType & { readonly kind: "struct" }, anyCase: boolean): DuckDBValue {
  if (!Array.isArray(value) && !isObject(value) && value !== "") throw new BadValue(openxText(value));
  const memberOf = (name: string, index: number): Json | undefined =>
    Array.isArray(value) ? value[index] : isObject(value) ? memberNamed(value, name, anyCase) : undefined;
  return structOf(fields, ({ name, type }, index) => openxValue(memberOf(name, index), type, anyCase));
}

/** The value of a column that is neither an array, a map nor a struct. @throws BadValue */
function scalarOf(value: Json, type: HiveType): DuckDBValue {
  if (isAsItIs(value, type)) return value;
  const text = openxText(value);
  switch (type.kind) {
    case "string":
      return text;
    case "boolean":
      return text.toLowerCase() === "true";
    case "date":
      return dateOf(value);
    case "timestamp":
      return timestampFrom(text, type);
    case "binary":
    case "varchar":
    case "char":
      return typeof value === "string" ? sizedOf(text, type) : refuse(text);
    case "decimal":
      // A text that cannot be parsed, or that does not fit the type, gives NULL.
      return parseScalar(text, type) ?? null;
    default:
      return numberOf(value, type);
  }
}

/**
 * Whether JSON.parse already gave the column's value, as it mostly does: then it does not have to be converted to text
 * and parsed.
 */
function isAsItIs(value: Json, { kind }: HiveType): value is string | boolean | number {
  if (typeof value === "string") return kind === "string";
  if (typeof value === "boolean") return kind === "boolean";
  return typeof value === "number" && (kind === "double" || (kind === "int" && (value | 0) === value));
}

/** A date from a JSON value; a whole number counts days. */
const dateOf = (value: Json): DuckDBValue =>
  isInt(value) ? dateValue(Number(openxText(value))) : (hiveDate(openxText(value)) ?? refuse(openxText(value)));

const sizedOf = (text: string, type: HiveType): DuckDBValue =>
  type.kind === "binary" ? bytesOf(text) : (parseScalar(text, type) ?? null);

const refuse = (text: string): never => {
  throw new BadValue(text);
};

function numberOf(value: Json, type: HiveType): DuckDBValue {
  const bits = BITS[type.kind];
  return bits === undefined
    ? (parseScalar(openxText(value), type) ?? refuse(openxText(value)))
    : wholeOf(value, type, bits);
}

function wholeOf(value: Json, type: HiveType, bits: number): DuckDBValue {
  if (Number.isSafeInteger(value) && bits === 64) return BigInt(Number(value));
  if (typeof value === "number" || value instanceof JsonNumber) {
    const whole = javaWhole(String(value), bits);
    return bits === 64 ? whole : Number(whole);
  }
  const text = openxText(value);
  const [, sign = "", digits = ""] = /^([+-]?)0[xX]([0-9a-fA-F]+)$/.exec(text) ?? [];
  return parseScalar(digits === "" ? text : `${sign}${BigInt(`0x${digits}`)}`, type) ?? refuse(text);
}

/** A text with a colon is a timestamp; others count seconds, or, if they are large, milliseconds. */
function timestampFrom(text: string, type: HiveType): DuckDBValue {
  if (text.includes(":")) {
    // A time with seconds may be followed by a zone.
    const parsed = hiveTimestamp(text) ?? (/:\d+:/.test(text) ? parseScalar(text, type) : undefined);
    if (parsed === undefined) throw new BadValue(text);
    return parsed;
  }
  const ms = Number(text) * (Math.abs(Number(text)) > LAST_SECOND ? 1 : 1000);
  if (!/^[+-]?(?:\d{1,19}|(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?)$/.test(text) || Math.abs(ms) > MOST_MS)
    throw new BadValue(text);
  return timestampOf(ms);
}

/** @throws BadValue if the text is not Base64 */
function bytesOf(text: string): DuckDBValue {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text)) throw new BadValue(text);
  return blobValue(Buffer.from(text, "base64"));
}

/** Whether a number fits Java's type int. */
const isInt = (value: Json): boolean =>
  (typeof value === "number" || value instanceof JsonNumber) &&
  /^-?\d{1,10}$/.test(String(value)) &&
  (Number(String(value)) | 0) === Number(String(value));

/** A value as Java's toString writes it: a text unchanged, a whole number's digits, a double in Java's format, other values as JSON. */
function openxText(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || value instanceof JsonNumber) {
    const text = String(value);
    return /^-?\d+$/.test(text) ? text : javaDouble(Number(text));
  }
  return typeof value === "boolean" ? String(value) : jsonOf(value);
}

/** Compact JSON as org.json writes it: a number without zeros at the end of its fraction. */
function jsonOf(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(",")}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, member]) => `${JSON.stringify(key)}:${jsonOf(member)}`)
      .join(",")}}`;
  if (typeof value === "number" || value instanceof JsonNumber) {
    const text = openxText(value);
    return text.includes(".") && !text.includes("E") ? text.replace(/\.?0+$/, "") : text;
  }
  return JSON.stringify(value);
}
