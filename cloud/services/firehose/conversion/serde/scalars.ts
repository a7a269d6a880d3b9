import type { HiveType, PlainType } from "../../../glue/hive-type";
import { badInput, doesNotMatch } from "../mismatch";
import { isObject, JsonNumber, type Json } from "../../../../columnar/exact-json";
import { javaWhole } from "../../../../columnar/java-number";
import { javaClass, javaText, jsonText, NEEDS_EXACT } from "../json/value";
import type { Deserializer } from "./deserializer";
import { decimalText } from "./decimal";
import { withFoldedKeys } from "./keys";
import { dayText } from "./moment";
import { timestampOf } from "./timestamps";

/**
 * Writes a value other than null as JSON text that DuckDB reads as the column's type.
 *
 * @throws Mismatch; NEEDS_EXACT where a number must be read again with all its digits
 */
export type ValueWriter = (value: Json) => string;

export function scalarWriter(type: HiveType, serde: Deserializer): ValueWriter {
  switch (type.kind) {
    case "decimal":
      return (value) => JSON.stringify(decimalText(numberText(value, serde), type) ?? null);
    case "char":
    case "varchar":
      return sized(type.length, serde);
    case "array":
    case "map":
    case "struct":
      throw new TypeError(`${type.kind} holds more than one value`);
    default:
      return PLAIN[type.kind](serde);
  }
}

const PLAIN: Readonly<Record<PlainType, (serde: Deserializer) => ValueWriter>> = {
  boolean: (serde) => (value) => booleanText(value, serde),
  tinyint: (serde) => whole(serde, 8),
  smallint: (serde) => whole(serde, 16),
  int: (serde) => whole(serde, 32),
  bigint: (serde) => whole(serde, 64),
  float: (serde) => fraction(serde, Math.fround),
  double: (serde) => fraction(serde, (number) => number),
  string: (serde) => (value) => quoted(textOf(value, serde)),
  // DuckDB takes the string's UTF-8 bytes.
  binary: (serde) => (value) => quoted(textOf(value, serde)),
  date: () => dateText,
  timestamp: (serde) => (value) => `"${timestampOf(value, serde)}"`,
};

const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * A lone surrogate exists only in UTF-16, so it becomes U+FFFD; JSON.stringify escapes lone surrogates, and nothing
 * else as \ud….
 */
function quoted(text: string): string {
  const json = JSON.stringify(text);
  return json.includes("\\ud") ? JSON.stringify(text.replaceAll(LONE_SURROGATE, "\ufffd")) : json;
}

/** Anything but true and the word "true", in any case, is false: measured with both SerDes themselves. */
function booleanText(value: Json, { kind }: Deserializer): string {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return String(value.toLowerCase() === "true");
  // Hive's SerDe misreads the rest of the record after an object or list.
  if (kind === "hive" && (isObject(value) || Array.isArray(value)))
    throw doesNotMatch(`${javaClass(value)} cannot be cast to java.lang.Boolean`);
  return "false";
}

function whole(serde: Deserializer, bits: number): ValueWriter {
  const [least, most] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return (value) => {
    // For 64 bits every safe integer lies within the limits, although they are not safe integers themselves.
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most)
      return value === 0 ? "0" : String(value);
    return value instanceof JsonNumber
      ? wholeNumber(value.text, bits, serde)
      : wholeText(numberText(value, serde), bits, serde);
  };
}

/** OpenX's SerDe casts numbers as Java does; Hive's refuses numbers that are too large, and cuts fractions. Measured with both SerDes themselves. */
function wholeNumber(text: string, bits: number, { kind }: Deserializer): string {
  const cast = javaWhole(text, bits);
  const isFraction = !/^-?\d+$/.test(text);
  const number = isFraction ? Math.trunc(Number(text)) : BigInt(text);
  if (kind === "hive" && !(isFraction ? Number(cast) === number : cast === number)) throw badInput(text);
  return cast.toString();
}

/** As Java's parseInt reads it; the OpenX reader also takes hexadecimal. */
function wholeText(text: string, bits: number, { kind }: Deserializer): string {
  const [, sign, hex, digits] = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|(\d+))$/.exec(text) ?? [];
  if (digits === undefined && (hex === undefined || kind === "hive")) throw badInput(text);
  const magnitude = BigInt(digits ?? `0x${hex}`);
  const number = sign === "-" ? -magnitude : magnitude;
  if (BigInt.asIntN(bits, number) !== number) throw badInput(text);
  return number.toString();
}

/** @param kept rounds a number to the column's type */
function fraction(serde: Deserializer, kept: (number: number) => number): ValueWriter {
  return (value) => {
    // Digits that JSON.parse lost do not fit into a double either.
    const number = kept(typeof value === "number" ? value : fractionIn(numberText(value, serde).trim()));
    return Number.isFinite(number) ? String(number) : `"${number}"`;
  };
}

/** As Java's parseDouble reads it. */
function fractionIn(text: string): number {
  if (!/^[+-]?(NaN|Infinity|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?)$/.test(text)) throw badInput(text);
  return Number(text.replace(/(?<=[\d.])[dDfF]$/, ""));
}

/**
 * The text of a number. The Hive reader refuses strings; both error texts are measured on AWS, 2026-09-13.
 * @throws Mismatch if the value is no number
 */
function numberText(value: Json, serde: Deserializer): string {
  if (value instanceof JsonNumber) return value.text;
  if (typeof value === "number") throw NEEDS_EXACT;
  if (typeof value !== "string") throw doesNotMatch(`${javaClass(value)} cannot be cast to java.lang.Number`);
  if (serde.kind === "hive")
    throw doesNotMatch("Current token (VALUE_STRING) not numeric, can not use numeric value accessors");
  return value;
}

/** Any value as a string: scalars as Java writes them; objects and lists as JSON, which the Hive reader refuses. */
function textOf(value: Json, serde: Deserializer): string {
  if (typeof value === "string") return value;
  // The record may have had 1.0 or 1e0 where JSON.parse gives 1.
  if (typeof value === "number") throw NEEDS_EXACT;
  if (value instanceof JsonNumber) return serde.kind === "hive" ? value.text : javaText(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (serde.kind === "hive") throw fieldFormat();
  return jsonText(withFoldedKeys(value, serde));
}

/** Measured on AWS, 2026-09-13; this message lacks the usual words at its start. */
const fieldFormat = (): Error => {
  const mismatch = doesNotMatch("");
  mismatch.message = "One or more fields have incorrect format. Exception when validating field (root)";
  return mismatch;
};

const sized =
  (length: number, serde: Deserializer): ValueWriter =>
  (value) =>
    quoted([...textOf(value, serde)].slice(0, length).join(""));

function dateText(value: Json): string {
  const day = typeof value === "string" ? dayText(value) : undefined;
  if (day === undefined) throw badInput(typeof value === "object" ? jsonText(value) : String(value));
  return `"${day}"`;
}
