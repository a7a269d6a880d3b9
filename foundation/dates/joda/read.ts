import { MONTHS, getShortName, WEEKDAYS } from "../calendar";
import {
  createDigitsReader,
  createLiteralReader,
  createNamesReader,
  readFields,
  type FieldReader,
  type Fields,
} from "../read-text";
import { offset, zoneId } from "./read-zone";
import { resolveFields } from "./resolve";
import { tokenizeJoda, type JodaToken } from "./write";

/** A time that was read from a string. */
export interface ReadTime {
  /** The local time, as ms since the epoch as if it were UTC. */
  readonly wallMs: number;
  /** `UTC`, an offset such as `+02:00`, or an IANA name. */
  readonly zone: string;
}

/** Joda-Time's error message for a string that it cannot read. */
interface ParseFailure {
  readonly message: string;
}

/** The short names of time zones that Joda-Time reads. */
const SHORT_ZONES: Readonly<Record<string, string>> = {
  UT: "UTC",
  UTC: "UTC",
  GMT: "UTC",
  EST: "America/New_York",
  EDT: "America/New_York",
  CST: "America/Chicago",
  CDT: "America/Chicago",
  MST: "America/Denver",
  MDT: "America/Denver",
  PST: "America/Los_Angeles",
  PDT: "America/Los_Angeles",
};
const MONTH_NAMES = [...MONTHS, ...MONTHS.map(getShortName)];
const DAY_NAMES = [...WEEKDAYS, ...WEEKDAYS.map(getShortName)];
/** Reads a month (and below, a weekday) by its name. */
export const monthName = createNamesReader("monthName", MONTH_NAMES);
export const dayName = createNamesReader("dayName", DAY_NAMES);
export const halfday = createNamesReader("halfdayName", ["AM", "PM"]);

/** Reads the digits after the decimal point. */
export const createFractionReader = (max: number): FieldReader => createDigitsReader("fraction", max);

/** The year with these last two digits, from 50 years before a pivot to 49 years after it. */
export function getYearNear(lastDigits: number, pivot: number): number {
  const low = pivot - 50;
  return low + ((((lastDigits - low) % 100) + 100) % 100);
}

/** The pivot for years of two digits: in Joda-Time, 30 years ago. */
export const getPivot = (thisYear: number): number => thisYear - 30;

/**
 * Reads a year of two digits, within the hundred years around a pivot: from 50 before to 49 after it.
 *
 * @param lenient whether a year of another length is read as it is
 */
export function createTwoDigitYearReader(pivot: number, field: string, lenient: boolean): FieldReader {
  const strict = createDigitsReader(field, 2, { min: 2 });
  const any = createDigitsReader(field, 9, { signed: true });
  return {
    field,
    read(text, at) {
      const found = (lenient ? any : strict).read(text, at);
      if ("failsAt" in found || !/^\d\d$/.test(found.value)) return found;
      return { end: found.end, value: String(getYearNear(Number(found.value), pivot)) };
    },
  };
}

const NUMERIC = "cCxyYdhHmsSeDFwWkK";
const isNumber = (token: JodaToken | undefined): boolean =>
  token !== undefined &&
  "letter" in token &&
  (NUMERIC.includes(token.letter) || (token.letter === "M" && token.count < 3));

interface FieldContext {
  readonly count: number;
  readonly next: JodaToken | undefined;
  /** The current year: the pivot for two-digit years is derived from it. */
  readonly thisYear: number;
}

const createYearReader =
  (field: string, { signed }: { readonly signed: boolean }) =>
  ({ count, next, thisYear }: FieldContext): FieldReader =>
    count === 2
      ? createTwoDigitYearReader(getPivot(thisYear), field, !isNumber(next))
      : createDigitsReader(field, isNumber(next) ? count : 9, { signed });
const createNumberReader =
  (field: string, max = 2) =>
  ({ count }: FieldContext): FieldReader =>
    createDigitsReader(field, Math.max(max, count));

const LETTERS: Readonly<Record<string, (context: FieldContext) => FieldReader>> = {
  Y: createYearReader("yearOfEra", { signed: false }),
  y: createYearReader("year", { signed: true }),
  x: createYearReader("weekyear", { signed: true }),
  w: createNumberReader("weekOfWeekyear"),
  e: createNumberReader("dayOfWeek", 1),
  E: () => dayName,
  M: (context) => (context.count < 3 ? createNumberReader("monthOfYear")(context) : monthName),
  d: createNumberReader("dayOfMonth"),
  D: createNumberReader("dayOfYear", 3),
  a: () => halfday,
  h: createNumberReader("clockhourOfHalfday"),
  K: createNumberReader("hourOfHalfday"),
  H: createNumberReader("hourOfDay"),
  k: createNumberReader("clockhourOfDay"),
  m: createNumberReader("minuteOfHour"),
  s: createNumberReader("secondOfMinute"),
  S: ({ count }) => createFractionReader(count),
  z: () => createNamesReader("shortZone", Object.keys(SHORT_ZONES)),
  Z: ({ count }) => (count > 2 ? zoneId : offset),
};

/**
 * Reads a string by a pattern of Joda-Time's DateTimeFormat.
 *
 * @param thisYear the current year
 * @param illegal  called with a letter that patterns do not have, or that can only be written; it throws
 */
export function readJoda(
  text: string,
  {
    pattern,
    thisYear,
    throwIllegal,
  }: { readonly pattern: string; readonly thisYear: number; readonly throwIllegal: (letter: string) => never },
): ReadTime | ParseFailure {
  const tokens = tokenizeJoda(pattern);
  const readers = tokens.map((token, index): FieldReader => {
    if ("literal" in token) return createLiteralReader(token.literal);
    const make = Object.hasOwn(LETTERS, token.letter) ? LETTERS[token.letter] : undefined;
    return (make ?? throwIllegal(token.letter))({ count: token.count, next: tokens[index + 1], thisYear });
  });
  return readTime(text, readers);
}

/** Reads a string piece by piece; an error has Joda-Time's message. */
export function readTime(text: string, readers: readonly FieldReader[]): ReadTime | ParseFailure {
  const read = readFields(text, readers);
  if ("failsAt" in read) return { message: formatInvalidFormat(text, read.failsAt) };
  const wall = resolveFields(read.fields);
  if (typeof wall !== "number") {
    const { value, field, range } = wall;
    return { message: `Cannot parse "${text}": Value ${value} for ${field} must be in the range [${range.join(",")}]` };
  }
  return { wallMs: wall, zone: getZone(read.fields) };
}

const MAX_SHOWN = 32;

/** @see org.joda.time.format.FormatUtils#createErrorMessage */
function formatInvalidFormat(text: string, at: number): string {
  const max = at + MAX_SHOWN;
  const sample = text.length <= max + 3 ? text : `${text.slice(0, max)}...`;
  if (at <= 0) return `Invalid format: "${sample}"`;
  return at >= text.length
    ? `Invalid format: "${sample}" is too short`
    : `Invalid format: "${sample}" is malformed at "${sample.slice(at)}"`;
}

function getZone(fields: Fields): string {
  const getValue = (name: string): string | undefined => fields.findLast(([field]) => field === name)?.[1];
  const offset = getValue("offset");
  return offset ?? getValue("zone") ?? SHORT_ZONES[getValue("shortZone")?.toUpperCase() ?? ""] ?? "UTC";
}
