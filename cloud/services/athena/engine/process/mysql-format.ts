import { itemAt } from "../../../../core/item-at";
import { isoWeek, MONTHS, shortName, WEEKDAYS } from "../../../../dates/calendar";
import { dayName, fraction, halfday, monthName, readTime, twoDigitYear } from "../../../../dates/joda/read";
import type { LocalTime } from "../../../../dates/local-time";
import { digits, literal, type FieldReader } from "../../../../dates/read-text";
import { JobFault } from "./job";

const padded = (value: number, width: number): string => String(value).padStart(width, "0");
const two = (value: number): string => padded(value, 2);
const hour12 = ({ hour }: LocalTime): number => hour % 12 || 12;
const half = ({ hour }: LocalTime): string => (hour < 12 ? "AM" : "PM");

/** How a letter of a format is written and read; Trino maps each letter to a field of Joda-Time. */
interface Specifier {
  readonly write: (time: LocalTime) => string;
  readonly read: FieldReader;
}

const number = (write: (time: LocalTime) => string, field: string, most = 2): Specifier => ({
  write,
  read: digits(field, most),
});
const clockhour = (write: (time: LocalTime) => string): Specifier => number(write, "clockhourOfHalfday");
/** Years of two digits mean 1970 to 2069. */
const PIVOT_YEAR = 2020;

const SPECIFIERS: Readonly<Record<string, Specifier>> = {
  a: { write: ({ weekday }) => shortName(itemAt(WEEKDAYS, weekday - 1)), read: dayName },
  b: { write: ({ month }) => shortName(itemAt(MONTHS, month - 1)), read: monthName },
  c: number(({ month }) => String(month), "monthOfYear"),
  d: number(({ day }) => two(day), "dayOfMonth"),
  e: number(({ day }) => String(day), "dayOfMonth"),
  f: { write: ({ micro }) => padded(micro, 6), read: fraction(9) },
  H: number(({ hour }) => two(hour), "hourOfDay"),
  h: clockhour((time) => two(hour12(time))),
  I: clockhour((time) => two(hour12(time))),
  i: number(({ minute }) => two(minute), "minuteOfHour"),
  j: number(({ dayOfYear }) => padded(dayOfYear, 3), "dayOfYear", 3),
  k: number(({ hour }) => String(hour), "hourOfDay"),
  l: clockhour((time) => String(hour12(time))),
  M: { write: ({ month }) => itemAt(MONTHS, month - 1), read: monthName },
  m: number(({ month }) => two(month), "monthOfYear"),
  p: { write: half, read: halfday },
  S: number(({ second }) => two(second), "secondOfMinute"),
  s: number(({ second }) => two(second), "secondOfMinute"),
  v: number((time) => two(isoWeek(time).week), "weekOfWeekyear"),
  W: { write: ({ weekday }) => itemAt(WEEKDAYS, weekday - 1), read: dayName },
  x: { write: (time) => padded(isoWeek(time).year, 4), read: digits("weekyear", 4, { signed: true }) },
  Y: { write: ({ year }) => padded(year, 4), read: digits("year", 4, { signed: true }) },
  y: { write: ({ year }) => two(year % 100), read: twoDigitYear(PIVOT_YEAR, "year", false) },
};
/** Specifiers that are short for several others. */
const WHOLES: Readonly<Record<string, string>> = { r: "%h:%i:%s %p", T: "%H:%i:%s" };
/** Specifiers of MySQL that engine v3 refuses. */
const REFUSED = "DUuVwX";

type Piece = Specifier | { readonly text: string };

/** @throws JobFault INVALID_FUNCTION_ARGUMENT for specifiers that engine v3 refuses */
function piecesOf(format: string): readonly Piece[] {
  const whole = format.replaceAll(/%([rT])/g, (_, letter: string) => WHOLES[letter] ?? "");
  return Array.from(whole.matchAll(/%(.)|([^%]+|%$)/gsu), ([, letter = "", plain]): Piece => {
    if (plain !== undefined) return { text: plain };
    if (REFUSED.includes(letter))
      throw new JobFault("INVALID_FUNCTION_ARGUMENT", `%${letter} not supported in date format string`);
    return (Object.hasOwn(SPECIFIERS, letter) ? SPECIFIERS[letter] : undefined) ?? { text: letter };
  });
}

/**
 * Writes a time as date_format does.
 *
 * @throws JobFault INVALID_FUNCTION_ARGUMENT for specifiers that engine v3 refuses
 */
export const formatMysql = (time: LocalTime, format: string): string =>
  piecesOf(format)
    .map((piece) => ("text" in piece ? piece.text : piece.write(time)))
    .join("");

/**
 * Reads a text as date_parse does.
 *
 * @returns ms since the epoch
 * @throws JobFault INVALID_FUNCTION_ARGUMENT in Joda-Time's words
 */
export function parseMysql(text: string, format: string): number {
  const readers = piecesOf(format).map((piece) => ("text" in piece ? literal(piece.text) : piece.read));
  const read = readTime(text, readers);
  if ("message" in read) throw new JobFault("INVALID_FUNCTION_ARGUMENT", read.message);
  return read.wallMs;
}
