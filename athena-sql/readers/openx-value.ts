import { blobValue, dateValue, listValue, mapValue, type DuckDBValue } from "@duckdb/node-api";
import type { HiveType } from "../../foundation/columnar/hive-type";
import { isObject, JsonNumber, type Json } from "../../foundation/columnar/exact-json";
import { formatJavaDouble, toJavaInteger } from "../../foundation/columnar/java-number";
import { BITS, parseHiveDate, parseHiveTimestamp, parseScalar, toTimestamp } from "./parse-scalar";
import { createStruct } from "./create-struct";

/** A value that cannot be converted to its column's type; `text` is the value as it is written. */
export class BadValue extends Error {
  readonly text: string;

  constructor(text: string) {
    super(`not of the column's type: ${text}`);
    this.text = text;
  }
}

type Members = Readonly<Record<string, Json>>;

/** Numbers up to this one count seconds, larger ones milliseconds. */
const LAST_SECOND = 100_000_000_000;

/** The largest time in ms that JavaScript's Date can hold. */
const MAX_MS = 8.64e15;

/** The member of a name; upper and lower case are the same if `anyCase` is set. */
export function findMember(members: Members, name: string, anyCase: boolean): Json | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  if (!anyCase) return undefined;
  const lower = name.toLowerCase();
  for (const key in members) if (key.length === lower.length && key.toLowerCase() === lower) return members[key];
  return undefined;
}

/**
 * The value of a column as OpenX's SerDe reads it from a JSON value: a number is cut to the column's type, as by Java's
 * casts; a string is parsed; for an array column, a value that is not an array becomes the only item of one.
 *
 * @throws BadValue
 */
export function readOpenxValue(value: Json | undefined, type: HiveType, anyCase: boolean): DuckDBValue {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case "array":
      if (value === "") return null;
      return listValue(
        (Array.isArray(value) ? value : [value]).map((item) => readOpenxValue(item, type.item, anyCase)),
      );
    case "map":
      if (value === "") return null;
      if (!isObject(value)) throw new BadValue(formatOpenx(value));
      return mapValue(
        Object.entries(value).map(([key, member]) => ({
          key: readScalar(key, type.key),
          value: readOpenxValue(member, type.value, anyCase),
        })),
      );
    case "struct":
      return readStruct(value, type, anyCase);
    default:
      return readScalar(value, type);
  }
}

function readStruct(value: Json, { fields }: HiveType & { readonly kind: "struct" }, anyCase: boolean): DuckDBValue {
  if (!Array.isArray(value) && !isObject(value) && value !== "") throw new BadValue(formatOpenx(value));
  const findField = (name: string, index: number): Json | undefined =>
    Array.isArray(value) ? value[index] : isObject(value) ? findMember(value, name, anyCase) : undefined;
  return createStruct(fields, ({ name, type }, index) => readOpenxValue(findField(name, index), type, anyCase));
}

/** The value of a column that is neither an array, a map nor a struct. @throws BadValue */
function readScalar(value: Json, type: HiveType): DuckDBValue {
  if (isAsItIs(value, type)) return value;
  const text = formatOpenx(value);
  switch (type.kind) {
    case "string":
      return text;
    case "boolean":
      return text.toLowerCase() === "true";
    case "date":
      return readDate(value);
    case "timestamp":
      return parseTimestamp(text, type);
    case "binary":
    case "varchar":
    case "char":
      return typeof value === "string" ? readSized(text, type) : refuse(text);
    case "decimal":
      // A string that cannot be parsed, or that does not fit the type, gives NULL.
      return parseScalar(text, type) ?? null;
    default:
      return readNumber(value, type);
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
const readDate = (value: Json): DuckDBValue =>
  isInt(value)
    ? dateValue(Number(formatOpenx(value)))
    : (parseHiveDate(formatOpenx(value)) ?? refuse(formatOpenx(value)));

const readSized = (text: string, type: HiveType): DuckDBValue =>
  type.kind === "binary" ? readBytes(text) : (parseScalar(text, type) ?? null);

const refuse = (text: string): never => {
  throw new BadValue(text);
};

function readNumber(value: Json, type: HiveType): DuckDBValue {
  const bits = BITS[type.kind];
  return bits === undefined
    ? (parseScalar(formatOpenx(value), type) ?? refuse(formatOpenx(value)))
    : readWhole(value, type, bits);
}

function readWhole(value: Json, type: HiveType, bits: number): DuckDBValue {
  if (Number.isSafeInteger(value) && bits === 64) return BigInt(Number(value));
  if (typeof value === "number" || value instanceof JsonNumber) {
    const whole = toJavaInteger(String(value), bits);
    return bits === 64 ? whole : Number(whole);
  }
  const text = formatOpenx(value);
  const [, sign = "", digits = ""] = /^([+-]?)0[xX]([0-9a-fA-F]+)$/.exec(text) ?? [];
  return parseScalar(digits === "" ? text : `${sign}${BigInt(`0x${digits}`)}`, type) ?? refuse(text);
}

/** A string with a colon is a timestamp; others count seconds, or, if they are large, milliseconds. */
function parseTimestamp(text: string, type: HiveType): DuckDBValue {
  if (text.includes(":")) {
    // A time with seconds may be followed by a zone.
    const parsed = parseHiveTimestamp(text) ?? (/:\d+:/.test(text) ? parseScalar(text, type) : undefined);
    if (parsed === undefined) throw new BadValue(text);
    return parsed;
  }
  const ms = Number(text) * (Math.abs(Number(text)) > LAST_SECOND ? 1 : 1000);
  if (!/^[+-]?(?:\d{1,19}|(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?)$/.test(text) || Math.abs(ms) > MAX_MS)
    throw new BadValue(text);
  return toTimestamp(ms);
}

/** @throws BadValue if the text is not Base64 */
function readBytes(text: string): DuckDBValue {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text)) throw new BadValue(text);
  return blobValue(Buffer.from(text, "base64"));
}

/** Whether a number fits Java's type int. */
const isInt = (value: Json): boolean =>
  (typeof value === "number" || value instanceof JsonNumber) &&
  /^-?\d{1,10}$/.test(String(value)) &&
  (Number(String(value)) | 0) === Number(String(value));

/** A value as Java's toString writes it: a string unchanged, a whole number's digits, a double in Java's format, other values as JSON. */
function formatOpenx(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || value instanceof JsonNumber) {
    const text = String(value);
    return /^-?\d+$/.test(text) ? text : formatJavaDouble(Number(text));
  }
  return typeof value === "boolean" ? String(value) : formatJson(value);
}

/** Compact JSON as org.json writes it: a number without zeros at the end of its fraction. */
function formatJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(formatJson).join(",")}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, member]) => `${JSON.stringify(key)}:${formatJson(member)}`)
      .join(",")}}`;
  if (typeof value === "number" || value instanceof JsonNumber) {
    const text = formatOpenx(value);
    return text.includes(".") && !text.includes("E") ? text.replace(/\.?0+$/, "") : text;
  }
  return JSON.stringify(value);
}
