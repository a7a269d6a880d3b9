import { getItemAt } from "../../foundation/item-at";
import { getIsoWeek, MONTHS, getShortName, WEEKDAYS } from "../../foundation/dates/calendar";
import {
  dayName,
  createFractionReader,
  halfday,
  monthName,
  readTime,
  createTwoDigitYearReader,
} from "../../foundation/dates/joda/read";
import type { LocalTime } from "../../foundation/dates/local-time";
import { createDigitsReader, createLiteralReader, type FieldReader } from "../../foundation/dates/read-text";
import { JobFault } from "./job";

const pad = (value: number, width: number): string => String(value).padStart(width, "0");
const padTwo = (value: number): string => pad(value, 2);
const getHour12 = ({ hour }: LocalTime): number => hour % 12 || 12;
const getHalf = ({ hour }: LocalTime): string => (hour < 12 ? "AM" : "PM");

/** How a letter of a format is written and read; Trino maps each letter to a field of Joda-Time. */
interface Specifier {
  readonly write: (time: LocalTime) => string;
  readonly read: FieldReader;
}

const createNumber = (write: (time: LocalTime) => string, field: string, max = 2): Specifier => ({
  write,
  read: createDigitsReader(field, max),
});
const createClockhour = (write: (time: LocalTime) => string): Specifier => createNumber(write, "clockhourOfHalfday");
/** Years of two digits mean 1970 to 2069. */
const PIVOT_YEAR = 2020;

const SPECIFIERS: Readonly<Record<string, Specifier>> = {
  a: { write: ({ weekday }) => getShortName(getItemAt(WEEKDAYS, weekday - 1)), read: dayName },
  b: { write: ({ month }) => getShortName(getItemAt(MONTHS, month - 1)), read: monthName },
  c: createNumber(({ month }) => String(month), "monthOfYear"),
  d: createNumber(({ day }) => padTwo(day), "dayOfMonth"),
  e: createNumber(({ day }) => String(day), "dayOfMonth"),
  f: { write: ({ micro }) => pad(micro, 6), read: createFractionReader(9) },
  H: createNumber(({ hour }) => padTwo(hour), "hourOfDay"),
  h: createClockhour((time) => padTwo(getHour12(time))),
  I: createClockhour((time) => padTwo(getHour12(time))),
  i: createNumber(({ minute }) => padTwo(minute), "minuteOfHour"),
  j: createNumber(({ dayOfYear }) => pad(dayOfYear, 3), "dayOfYear", 3),
  k: createNumber(({ hour }) => String(hour), "hourOfDay"),
  l: createClockhour((time) => String(getHour12(time))),
  M: { write: ({ month }) => getItemAt(MONTHS, month - 1), read: monthName },
  m: createNumber(({ month }) => padTwo(month), "monthOfYear"),
  p: { write: getHalf, read: halfday },
  S: createNumber(({ second }) => padTwo(second), "secondOfMinute"),
  s: createNumber(({ second }) => padTwo(second), "secondOfMinute"),
  v: createNumber((time) => padTwo(getIsoWeek(time).week), "weekOfWeekyear"),
  W: { write: ({ weekday }) => getItemAt(WEEKDAYS, weekday - 1), read: dayName },
  x: { write: (time) => pad(getIsoWeek(time).year, 4), read: createDigitsReader("weekyear", 4, { signed: true }) },
  Y: { write: ({ year }) => pad(year, 4), read: createDigitsReader("year", 4, { signed: true }) },
  y: { write: ({ year }) => padTwo(year % 100), read: createTwoDigitYearReader(PIVOT_YEAR, "year", false) },
};
/** Specifiers that are short for several others. */
const WHOLES: Readonly<Record<string, string>> = { r: "%h:%i:%s %p", T: "%H:%i:%s" };
/** Specifiers of MySQL that engine v3 refuses. */
const REFUSED = "DUuVwX";

type Piece = Specifier | { readonly text: string };

/** @throws JobFault INVALID_FUNCTION_ARGUMENT for specifiers that engine v3 refuses */
function parsePieces(format: string): readonly Piece[] {
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
  parsePieces(format)
    .map((piece) => ("text" in piece ? piece.text : piece.write(time)))
    .join("");

/**
 * Reads a string as date_parse does.
 *
 * @returns ms since the epoch
 * @throws JobFault INVALID_FUNCTION_ARGUMENT in Joda-Time's words
 */
export function parseMysql(text: string, format: string): number {
  const readers = parsePieces(format).map((piece) => ("text" in piece ? createLiteralReader(piece.text) : piece.read));
  const read = readTime(text, readers);
  if ("message" in read) throw new JobFault("INVALID_FUNCTION_ARGUMENT", read.message);
  return read.wallMs;
}
