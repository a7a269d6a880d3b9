import { blobValue, dateValue, decimalValue, timestampValue, type DuckDBValue } from "@duckdb/node-api";
import type { HiveType } from "../../foundation/columnar/hive-type";

/** The size in bits of each whole-number type. */
export const BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, int: 32, bigint: 64 };

/** Reads a string as a value of a scalar type, as SerDes do; undefined where the text is no such value. */
export function parseScalar(text: string, type: HiveType): DuckDBValue | undefined {
  switch (type.kind) {
    case "string":
      return text;
    case "varchar":
    case "char":
      return [...text]
        .slice(0, type.length)
        .join("")
        .replace(type.kind === "char" ? / +$/ : /$^/, "");
    case "boolean":
      return parseBoolean(text);
    case "float":
    case "double":
      return parseDouble(text);
    case "decimal":
      return parseDecimal(text, type);
    case "date":
      return parseDate(text);
    case "timestamp":
      return parseTimestamp(text);
    case "binary":
      return blobValue(Buffer.from(text, "utf8"));
    default:
      return parseInteger(text, type.kind);
  }
}

function parseBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : undefined;
}

function parseInteger(text: string, kind: string): DuckDBValue | undefined {
  const bits = BITS[kind];
  if (bits === undefined || !/^[+-]?\d+$/.test(text)) return undefined;
  if (text.length < 10 && kind !== "bigint" && kind !== "tinyint" && kind !== "smallint") return Number(text);
  const value = BigInt(text.replace(/^\+/, ""));
  if (BigInt.asIntN(bits, value) !== value) return undefined;
  return kind === "bigint" ? value : Number(value);
}

function parseDouble(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(trimmed)) return Number(trimmed.replace(/[dDfF]$/, ""));
  return /^[+-]?(NaN|Infinity)$/.test(trimmed) ? Number(trimmed.replace("+", "")) : undefined;
}

/**
 * Parses a decimal. Digits beyond the scale are rounded half up; undefined for a number that does not fit the
 * precision.
 */
function parseDecimal(
  text: string,
  { precision, scale }: HiveType & { readonly kind: "decimal" },
): DuckDBValue | undefined {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
  if (whole === "" && fraction === "") return undefined;
  const shift = Number(exponent) - fraction.length + scale;
  if (Math.abs(shift) > 100) return undefined;
  const digits = BigInt(whole + fraction);
  const cut = 10n ** BigInt(Math.max(0, -shift));
  const value = (digits * 10n ** BigInt(Math.max(0, shift)) + cut / 2n) / cut;
  if (value >= 10n ** BigInt(precision)) return undefined;
  return decimalValue(sign === "-" ? -value : value, precision, scale);
}

function countDays(year: string, month: string, day: string): number | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (Number(year) < 100) date.setUTCFullYear(Number(year));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
    ? date.getTime() / 86_400_000
    : undefined;
}

function parseDate(text: string): DuckDBValue | undefined {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim()) ?? [];
  const days = year === "" ? undefined : countDays(year, month, day);
  return days === undefined ? undefined : dateValue(days);
}

/** A date as Hive parses it: a day beyond the month's end runs over into the next month, and a time of day after the date is ignored. */
export function parseHiveDate(text: string): DuckDBValue | undefined {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?: .*)?$/.exec(text.trim()) ?? [];
  return year === "" ? undefined : dateValue(getDayNumber([year, month, day]));
}

/**
 * A timestamp as Hive parses it: complete date and time, without a zone; an hour beyond 23 runs over into the next day.
 */
export function parseHiveTimestamp(text: string): DuckDBValue | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second, fraction] = match.slice(1);
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return toTimestamp(
    (getDayNumber([year, month, day]) * 86_400 + seconds) * 1000 + Number((fraction ?? "").slice(0, 3).padEnd(3, "0")),
  );
}

function getDayNumber(parts: readonly (string | undefined)[]): number {
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000;
}

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * `2030-01-02 03:04:05.678`, or ISO 8601. Digits beyond milliseconds are cut off, as columns have millisecond
 * precision.
 */
export function parseTimestamp(text: string): DuckDBValue | undefined {
  const match = TIMESTAMP.exec(text.trim());
  if (match === null) return undefined;
  const getPart = (index: number): string => (match[index] as string | undefined) ?? "";
  const days = countDays(getPart(1), getPart(2), getPart(3));
  const [hour, minute, second] = [Number(getPart(4)), Number(getPart(5)), Number(getPart(6))];
  if (days === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const seconds = days * 86_400 + hour * 3600 + minute * 60 + second - parseOffsetSeconds(getPart(8));
  return toTimestamp(seconds * 1000 + Number(getPart(7).slice(0, 3).padEnd(3, "0")));
}

function parseOffsetSeconds(zone: string): number {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
}

/** @param ms since the epoch */
export const toTimestamp = (ms: number): DuckDBValue => timestampValue(BigInt(Math.trunc(ms)) * 1000n);
