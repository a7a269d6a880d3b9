import { JsonNumber, type Json } from "../../../../../columnar/exact-json";
import { getJavaClass, NEEDS_EXACT } from "../json/value";
import { type Deserializer, type HiveJson, createBadInputMismatch, createMismatch } from "./deserializer";
import { toMicros, formatTimestamp } from "./moment";

/** A number below this counts seconds, any other milliseconds (measured on AWS, 2026-09-08). */
const FIRST_MS = 10n ** 12n * 1_000_000n;

/**
 * A value of a timestamp column, as SQL writes it.
 *
 * @throws Mismatch if the reader does not accept the value as a timestamp
 * @see https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 */
export function parseTimestamp(value: Json, serde: Deserializer): string {
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
