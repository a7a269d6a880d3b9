import type { HiveType, PlainType } from "../../../../../../foundation/columnar/hive-type";
import { isObject, JsonNumber, type Json } from "../../../../../../foundation/columnar/exact-json";
import { toJavaInteger } from "../../../../../../foundation/columnar/java-number";
import { getJavaClass, formatAsJava, formatJson, NEEDS_EXACT } from "../json/value";
import { type Deserializer, foldKeys, createBadInputMismatch, createMismatch, type HiveJson } from "./deserializer";
import { parseDay, toMicros, formatTimestamp } from "./moment";

/** A number below this counts seconds, any other milliseconds (measured on AWS, 2026-09-08). */
const FIRST_MS = 10n ** 12n * 1_000_000n;

/**
 * A value of a timestamp column, as SQL writes it.
 *
 * @throws Mismatch if the reader does not accept the value as a timestamp
 * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 */
function parseTimestamp(value: Json, serde: Deserializer): string {
  if (typeof value === "number") throw NEEDS_EXACT;
  const text = value instanceof JsonNumber ? value.text : value;
  if (typeof text !== "string") throw createMismatch(`${getJavaClass(value)} cannot be cast to java.lang.String`);
  const micros =
    serde.kind === "hive"
      ? parseHiveMicros(text, serde)
      : (parseIsoMicros(text) ?? parsePlainMicros(text) ?? parseEpochMicros(text));
  const found = micros === undefined ? undefined : formatTimestamp(micros);
  if (found !== undefined) return found;
  throw serde.kind === "hive"
    ? createMismatch("Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]")
    : createBadInputMismatch(text);
}

const parseHiveMicros = (text: string, { timestamps, thisYear }: HiveJson): bigint | undefined => {
  for (const read of timestamps) {
    const micros = read(text, thisYear);
    if (micros !== undefined) return micros;
  }
  return parsePlainMicros(text);
};

/** `2017-02-07T15:13:01.39256Z`: no leading zero may be missing. */
const parseIsoMicros = (text: string): bigint | undefined =>
  readParts(/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z?$/.exec(text));

/** `2017-2-7 15:13:1.14`, as java.sql.Timestamp.valueOf takes it. */
const parsePlainMicros = (text: string): bigint | undefined =>
  readParts(/^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?$/.exec(text.trim()));

function readParts(found: RegExpExecArray | null): bigint | undefined {
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number);
  // Of up to nine digits of a second, the first six are kept.
  const micros = Number((found[7] ?? "").padEnd(6, "0").slice(0, 6));
  return toMicros({ micros, ...removeUndefined({ year, month, day, hour, minute, second }) });
}

const removeUndefined = (parts: Readonly<Record<string, number | undefined>>): Record<string, number> =>
  Object.fromEntries(Object.entries(parts).filter((entry): entry is [string, number] => entry[1] !== undefined));

/** Seconds or milliseconds since the epoch, with or without a fraction. */
function parseEpochMicros(text: string): bigint | undefined {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^([+-]?)(\d{1,19})(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  // The number in microseconds, if it counts seconds.
  const digits = `${whole}${fraction}`;
  const shift = 6 - fraction.length + Number(exponent);
  const millionths = shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : BigInt(digits) / 10n ** BigInt(-shift);
  const micros = millionths < FIRST_MS ? millionths : millionths / 1000n;
  return sign === "-" ? -micros : micros;
}

/** A number with a larger exponent fits no decimal column; writing out its zeros would only take memory. */
const LARGEST_EXPONENT = 100;

/**
 * A number as a decimal column holds it: rounded half up to the column's scale.
 *
 * @returns undefined if the number has too many digits before the point: Hive then keeps null
 * @throws  Mismatch if the text isn't a number
 */
function formatDecimal(
  text: string,
  { precision, scale }: { readonly precision: number; readonly scale: number },
): string | undefined {
  const { isNegative, digits, point } = splitParts(text);
  if (digits === "" || point < -LARGEST_EXPONENT) return insertPoint("0", isNegative, scale);
  if (point > LARGEST_EXPONENT) return undefined;
  const units = roundHalfUp(digits, point + scale);
  return units.length > precision ? undefined : insertPoint(units, isNegative, scale);
}

/** A number as `0.digits` times ten to the power of `point`. @throws Mismatch if the text isn't a number */
function splitParts(text: string): { readonly isNegative: boolean; readonly digits: string; readonly point: number } {
  const [, sign, whole = "", fraction = "", exponent] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
  if (whole + fraction === "") throw createBadInputMismatch(text);
  const digits = (whole + fraction).replace(/^0+/, "");
  return { isNegative: sign === "-", digits, point: digits.length - fraction.length + Number(exponent ?? 0) };
}

/** The first `count` of the digits as a whole number, rounded by the digits behind them. */
function roundHalfUp(digits: string, count: number): string {
  if (count < 0) return "0";
  const stored = BigInt(digits.slice(0, count).padEnd(count, "0") || "0");
  return (stored + ((digits.charAt(count) || "0") >= "5" ? 1n : 0n)).toString();
}

/** Inserts the decimal point, `scale` digits from the end. */
function insertPoint(units: string, isNegative: boolean, scale: number): string {
  const padded = units.padStart(scale + 1, "0");
  const text = scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  return isNegative && /[1-9]/.test(text) ? `-${text}` : text;
}

/**
 * Writes a value other than null as JSON text that DuckDB reads as the column's type.
 *
 * @throws Mismatch; NEEDS_EXACT where a number must be read again with all its digits
 */
export type ValueWriter = (value: Json) => string;

export function createScalarWriter(type: HiveType, serde: Deserializer): ValueWriter {
  switch (type.kind) {
    case "decimal":
      return (value) => JSON.stringify(formatDecimal(formatNumber(value, serde), type) ?? null);
    case "char":
    case "varchar":
      return createSizedWriter(type.length, serde);
    case "array":
    case "map":
    case "struct":
      throw new TypeError(`${type.kind} holds more than one value`);
    default:
      return PLAIN[type.kind](serde);
  }
}

const PLAIN: Readonly<Record<PlainType, (serde: Deserializer) => ValueWriter>> = {
  boolean: (serde) => (value) => formatBoolean(value, serde),
  tinyint: (serde) => createWholeWriter(serde, 8),
  smallint: (serde) => createWholeWriter(serde, 16),
  int: (serde) => createWholeWriter(serde, 32),
  bigint: (serde) => createWholeWriter(serde, 64),
  float: (serde) => createFractionWriter(serde, Math.fround),
  double: (serde) => createFractionWriter(serde, (number) => number),
  string: (serde) => (value) => quoteText(formatAsString(value, serde)),
  // DuckDB takes the string's UTF-8 bytes.
  binary: (serde) => (value) => quoteText(formatAsString(value, serde)),
  date: () => formatDate,
  timestamp: (serde) => (value) => `"${parseTimestamp(value, serde)}"`,
};

const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * A lone surrogate exists only in UTF-16, so it becomes U+FFFD; JSON.stringify escapes lone surrogates, and nothing
 * else as \ud….
 */
function quoteText(text: string): string {
  const json = JSON.stringify(text);
  return json.includes("\\ud") ? JSON.stringify(text.replaceAll(LONE_SURROGATE, "\ufffd")) : json;
}

/** Anything but true and the word "true", in any case, is false: measured with both SerDes themselves. */
function formatBoolean(value: Json, { kind }: Deserializer): string {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return String(value.toLowerCase() === "true");
  // Hive's SerDe misreads the rest of the record after an object or list.
  if (kind === "hive" && (isObject(value) || Array.isArray(value)))
    throw createMismatch(`${getJavaClass(value)} cannot be cast to java.lang.Boolean`);
  return "false";
}

function createWholeWriter(serde: Deserializer, bits: number): ValueWriter {
  const [min, max] = [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
  return (value) => {
    // For 64 bits every safe integer lies within the limits, although they are not safe integers themselves.
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max)
      return value === 0 ? "0" : String(value);
    return value instanceof JsonNumber
      ? parseWholeNumber(value.text, bits, serde)
      : parseWholeText(formatNumber(value, serde), bits, serde);
  };
}

/** OpenX's SerDe casts numbers as Java does; Hive's refuses numbers that are too large, and cuts fractions. Measured with both SerDes themselves. */
function parseWholeNumber(text: string, bits: number, { kind }: Deserializer): string {
  const cast = toJavaInteger(text, bits);
  const isFraction = !/^-?\d+$/.test(text);
  const number = isFraction ? Math.trunc(Number(text)) : BigInt(text);
  if (kind === "hive" && !(isFraction ? Number(cast) === number : cast === number)) throw createBadInputMismatch(text);
  return cast.toString();
}

/** As Java's parseInt reads it; the OpenX reader also takes hexadecimal. */
function parseWholeText(text: string, bits: number, { kind }: Deserializer): string {
  const [, sign, hex, digits] = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|(\d+))$/.exec(text) ?? [];
  if (digits === undefined && (hex === undefined || kind === "hive")) throw createBadInputMismatch(text);
  const magnitude = BigInt(digits ?? `0x${hex}`);
  const number = sign === "-" ? -magnitude : magnitude;
  if (BigInt.asIntN(bits, number) !== number) throw createBadInputMismatch(text);
  return number.toString();
}

/** @param stored rounds a number to the column's type */
function createFractionWriter(serde: Deserializer, stored: (number: number) => number): ValueWriter {
  return (value) => {
    // Digits that JSON.parse lost do not fit into a double either.
    const number = stored(typeof value === "number" ? value : parseFraction(formatNumber(value, serde).trim()));
    return Number.isFinite(number) ? String(number) : `"${number}"`;
  };
}

/** As Java's parseDouble reads it. */
function parseFraction(text: string): number {
  if (!/^[+-]?(NaN|Infinity|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?)$/.test(text)) throw createBadInputMismatch(text);
  return Number(text.replace(/(?<=[\d.])[dDfF]$/, ""));
}

/**
 * The text of a number. The Hive reader refuses strings; both error texts are measured on AWS, 2026-09-13.
 * @throws Mismatch if the value isn't a number
 */
function formatNumber(value: Json, serde: Deserializer): string {
  if (value instanceof JsonNumber) return value.text;
  if (typeof value === "number") throw NEEDS_EXACT;
  if (typeof value !== "string") throw createMismatch(`${getJavaClass(value)} cannot be cast to java.lang.Number`);
  if (serde.kind === "hive")
    throw createMismatch("Current token (VALUE_STRING) not numeric, can not use numeric value accessors");
  return value;
}

/** Any value as a string: scalars as Java writes them; objects and lists as JSON, which the Hive reader refuses. */
function formatAsString(value: Json, serde: Deserializer): string {
  if (typeof value === "string") return value;
  // The record may have had 1.0 or 1e0 where JSON.parse gives 1.
  if (typeof value === "number") throw NEEDS_EXACT;
  if (value instanceof JsonNumber) return serde.kind === "hive" ? value.text : formatAsJava(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (serde.kind === "hive") throw createFieldFormatError();
  return formatJson(foldKeys(value, serde));
}

/** Measured on AWS, 2026-09-13; this message lacks the usual words at its start. */
const createFieldFormatError = (): Error => {
  const mismatch = createMismatch("");
  mismatch.message = "One or more fields have incorrect format. Exception when validating field (root)";
  return mismatch;
};

const createSizedWriter =
  (length: number, serde: Deserializer): ValueWriter =>
  (value) =>
    quoteText([...formatAsString(value, serde)].slice(0, length).join(""));

function formatDate(value: Json): string {
  const day = typeof value === "string" ? parseDay(value) : undefined;
  if (day === undefined) throw createBadInputMismatch(typeof value === "object" ? formatJson(value) : String(value));
  return `"${day}"`;
}
