import { getItemAt } from "../../item-at";
import { getDayMs, getDaysInMonth, isLeap, MONTHS, getShortName, WEEKDAYS } from "../calendar";
import { toLocalTime } from "../local-time";
import { PATTERN_LETTERS } from "./letters";
import { tokenizePattern, type PatternToken } from "./tokens";

type Field = "year" | "month" | "day" | "dayOfYear" | "hour" | "minute" | "second" | "fraction" | "weekday";

/** How a letter is read: a number by its count of digits, a name by a list. */
type LetterReader =
  | {
      readonly field: Field;
      readonly min: number;
      readonly max: number;
      readonly isFixed: boolean;
      readonly base?: number;
    }
  | { readonly field: Field; readonly names: readonly string[] };

const SHORT_MONTHS = MONTHS.map(getShortName);
const MAX_DIGITS = 19;

/**
 * A year. Two letters read a year from 2000 to 2099, as Java does; for four or more letters, a longer year would need a
 * sign.
 */
const createYearReader = (count: number): LetterReader => ({
  field: "year",
  min: count,
  max: count === 2 ? 2 : count < 4 ? MAX_DIGITS : count,
  isFixed: count === 2,
  ...(count === 2 ? { base: 2000 } : {}),
});
/** One letter reads all digits, two letters read two. */
const createNumberReader =
  (field: Field) =>
  (count: number): LetterReader => ({ field, min: count, max: count === 1 ? MAX_DIGITS : 2, isFixed: count === 2 });
const createMonthReader = (count: number): LetterReader =>
  count < 3 ? createNumberReader("month")(count) : { field: "month", names: count === 3 ? SHORT_MONTHS : MONTHS };

const READINGS: Readonly<Record<string, (count: number) => LetterReader>> = {
  y: createYearReader,
  u: createYearReader,
  M: createMonthReader,
  L: createMonthReader,
  d: createNumberReader("day"),
  D: (count) => ({ field: "dayOfYear", min: count, max: count === 1 ? MAX_DIGITS : 3, isFixed: count === 3 }),
  E: (count) => ({ field: "weekday", names: count < 4 ? WEEKDAYS.map(getShortName) : WEEKDAYS }),
  H: createNumberReader("hour"),
  m: createNumberReader("minute"),
  s: createNumberReader("second"),
  S: (count) => ({ field: "fraction", min: count, max: count, isFixed: true }),
};

const createReading = (letter: string, count: number): LetterReader | undefined =>
  PATTERN_LETTERS[letter]?.counts.includes(count) ? READINGS[letter]?.(count) : undefined;

/**
 * Reads a string by a pattern: gives ms since the epoch in UTC, or undefined if the text does not match or isn't a valid
 * time.
 */
export type DateReader = (text: string) => number | undefined;

/**
 * Reads dates by a pattern of Java's DateTimeFormatter. Missing parts have their first value: `yyyy/MM` is the month's
 * first moment. A day after the month's end is the month's last day (Java's ResolverStyle.SMART).
 *
 * @returns undefined if the pattern has letters that are not supported for dates of partitions
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/time/format/DateTimeFormatter.html
 */
export function createDateReader(pattern: string): DateReader | undefined {
  const tokens = tokenizePattern(pattern);
  const pieces = tokens?.map((token) => ("letter" in token ? createReading(token.letter, token.count) : token));
  if (pieces === undefined || !pieces.every((piece) => piece !== undefined && !("bracket" in piece))) return undefined;
  const readings = pieces.filter((piece): piece is LetterReader => piece !== undefined && "field" in piece);
  const source = pieces
    .map((piece, index) =>
      piece === undefined || "bracket" in piece ? "" : createSource(piece, pieces.slice(index + 1)),
    )
    .join("");
  const expression = new RegExp(`^${source}$`, "u");
  return (text) => {
    const match = expression.exec(text);
    return match === null ? undefined : computeTime(readings, match.slice(1));
  };
}

type Piece = LetterReader | PatternToken | undefined;

function createSource(piece: LetterReader | PatternToken, behind: readonly Piece[]): string {
  if ("literal" in piece) return piece.literal.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  if ("names" in piece) return `(${piece.names.join("|")})`;
  if (!("min" in piece)) return "";
  return `(\\d{${piece.min},${piece.max}})${piece.isFixed || shouldLeaveDigits(behind) ? "" : "(?!\\d)"}`;
}

/**
 * Whether a number must leave digits to the next fields: only if these are numbers of a fixed width, up to the next
 * text.
 */
function shouldLeaveDigits(behind: readonly Piece[]): boolean {
  const end = behind.findIndex((piece) => piece === undefined || !("min" in piece));
  const numbers = end < 0 ? behind : behind.slice(0, end);
  return numbers.length > 0 && numbers.every((piece) => piece !== undefined && "min" in piece && piece.isFixed);
}

const RANGES: readonly (readonly [Field, number, number])[] = [
  ["month", 1, 12],
  ["day", 1, 31],
  ["dayOfYear", 1, 366],
  ["hour", 0, 24],
  ["minute", 0, 59],
  ["second", 0, 59],
];

function computeTime(readings: readonly LetterReader[], texts: readonly string[]): number | undefined {
  const values = new Map<Field, number>();
  for (const [index, reading] of readings.entries()) {
    const value = parseValue(reading, getItemAt(texts, index));
    // Java refuses a string with two different values for one field.
    if ((values.get(reading.field) ?? value) !== value) return undefined;
    values.set(reading.field, value);
  }
  if (RANGES.some(([field, low, high]) => isOutside(values.get(field), low, high))) return undefined;
  const day = computeDay(values);
  if (day === undefined || !isConsistent(values, day)) return undefined;
  const getValue = (field: Field): number => values.get(field) ?? 0;
  const seconds = (getValue("hour") * 60 + getValue("minute")) * 60 + getValue("second");
  // 24:00 is the day's end.
  if (seconds > 86_400 || (seconds === 86_400 && getValue("fraction") > 0)) return undefined;
  return day + seconds * 1000 + Math.floor(getValue("fraction") * 1000);
}

function parseValue(reading: LetterReader, text: string): number {
  if ("names" in reading) return reading.names.indexOf(text) + 1;
  return reading.field === "fraction" ? Number(`0.${text}`) : Number(text) + (reading.base ?? 0);
}

/** The beginning of the day that the fields determine. */
function computeDay(values: ReadonlyMap<Field, number>): number | undefined {
  const [year, month, day] = [values.get("year") ?? 1970, values.get("month"), values.get("day")];
  const dayOfYear = values.get("dayOfYear");
  if (dayOfYear === undefined || (month !== undefined && day !== undefined))
    return getDayMs(year, month ?? 1, Math.min(day ?? 1, getDaysInMonth(year, month ?? 1)));
  return dayOfYear > 365 && !isLeap(year) ? undefined : getDayMs(year, 1, dayOfYear);
}

/** Whether the fields that did not determine the day match it. */
function isConsistent(values: ReadonlyMap<Field, number>, day: number): boolean {
  const date = toLocalTime(day, "UTC");
  const isField = (field: Field, is: number): boolean => (values.get(field) ?? is) === is;
  const isFromDayOfYear = values.has("dayOfYear") && !(values.has("month") && values.has("day"));
  return (
    isField("dayOfYear", date.dayOfYear) &&
    isField("month", date.month) &&
    isField("weekday", date.weekday) &&
    (!isFromDayOfYear || isField("day", date.day))
  );
}

const isOutside = (value: number | undefined, low: number, high: number): boolean =>
  value !== undefined && (value < low || value > high);
