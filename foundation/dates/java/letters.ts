import { getItemAt } from "../../item-at";
import { DAY_MS, MONTHS, WEEKDAYS, isLeap } from "../calendar";
import type { LocalTime } from "../local-time";
import { formatDayPeriod, formatOrdinal, formatName, formatZoneName } from "./tokens";

const padTwo = (value: number): string => String(value).padStart(2, "0");

interface Parts {
  readonly sign: string;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

function splitOffset(offsetSeconds: number): Parts {
  const size = Math.abs(offsetSeconds);
  return {
    sign: offsetSeconds < 0 ? "-" : "+",
    hours: Math.floor(size / 3600),
    minutes: Math.floor(size / 60) % 60,
    seconds: size % 60,
  };
}

/**
 * An offset as Java's letters X and x write it: `+01`, `+0130`, `+01:30`, with seconds where the form has them.
 *
 * @param form 1 to 5, the number of letters
 * @param zero the text for an offset of zero
 */
function formatIsoOffset(offsetSeconds: number, form: number, zero: string): string {
  if (offsetSeconds === 0) return zero;
  const { sign, hours, minutes, seconds } = splitOffset(offsetSeconds);
  const colon = form === 3 || form === 5 ? ":" : "";
  const withMinutes = form > 1 || minutes > 0 ? `${colon}${padTwo(minutes)}` : "";
  const withSeconds = form > 3 && seconds > 0 ? `${colon}${padTwo(seconds)}` : "";
  return `${sign}${padTwo(hours)}${withMinutes}${withSeconds}`;
}

/** An offset as Java's letter O writes it: `GMT`, `GMT+8`, `GMT+8:30`; in full `GMT+08:00`. */
function formatGmtOffset(offsetSeconds: number, inFull: boolean): string {
  if (offsetSeconds === 0) return "GMT";
  const { sign, hours, minutes, seconds } = splitOffset(offsetSeconds);
  const withMinutes = inFull || minutes > 0 || seconds > 0 ? `:${padTwo(minutes)}` : "";
  const withSeconds = seconds > 0 ? `:${padTwo(seconds)}` : "";
  return `GMT${sign}${inFull ? padTwo(hours) : hours}${withMinutes}${withSeconds}`;
}

/** The weekday as in the United States: 1 (Sunday) to 7 (Saturday). */
const getUsWeekday = ({ weekday }: LocalTime): number => (weekday % 7) + 1;

/** The week of the month, 1 to 6; weeks begin on Sunday. */
const getWeekOfMonth = (time: LocalTime): number => getWeek(time.day, getUsWeekday(time));

/** A day's position in its group of seven days, which begin with the 1st of the month: 1 to 7. */
const getAlignedDayOfWeek = ({ day }: LocalTime): number => ((day - 1) % 7) + 1;

/** The week-based year and its week, by the rules of the United States: week 1 holds January 1. */
function getWeekOfYear(time: LocalTime): { readonly year: number; readonly week: number } {
  const daysInYear = isLeap(time.year) ? 366 : 365;
  const saturday = time.dayOfYear + 7 - getUsWeekday(time);
  if (saturday > daysInYear) return { year: time.year + 1, week: 1 };
  return { year: time.year, week: getWeek(time.dayOfYear, getUsWeekday(time)) };
}

/** The week of `day`, counted from the week with day 1; `weekday` is the day's own. */
const getWeek = (day: number, weekday: number): number => Math.ceil((day + 7 - weekday) / 7);

/** A pattern letter: how many in a row are allowed, and what they write. */
interface PatternLetter {
  readonly counts: readonly number[];
  readonly write: (time: LocalTime, count: number) => string;
}

const countUpTo = (max: number): readonly number[] => Array.from({ length: max }, (_, index) => index + 1);
const pad = (value: number | bigint, width: number): string => String(value).padStart(width, "0");

/** A number, padded to the letter's count. */
const createNumberLetter = (counts: readonly number[], value: (time: LocalTime) => number | bigint): PatternLetter => ({
  counts,
  write: (time, count) => pad(value(time), count),
});

/**
 * A year. Two letters write the last two digits; other counts pad, with a sign if the year has more digits than the
 * four or more letters.
 */
const createYearLetter = (value: (time: LocalTime) => number): PatternLetter => ({
  counts: countUpTo(19),
  write: (time, count) => (count === 2 ? pad(value(time) % 100, 2) : pad(value(time), count)),
});

/**
 * A letter with names. One or two letters write the number; three the short name; four the full name; five one
 * character.
 */
const createNamedLetter = (
  counts: readonly number[],
  value: (time: LocalTime) => number,
  names: readonly string[],
): PatternLetter => ({
  counts,
  write: (time, count) => (count < 3 ? pad(value(time), count) : formatName(getItemAt(names, value(time) - 1), count)),
});

const getQuarter = ({ month }: LocalTime): number => Math.ceil(month / 3);
const month = createNamedLetter(countUpTo(5), (time) => time.month, MONTHS);
const quarterLetter: PatternLetter = {
  counts: countUpTo(5),
  write: (time, count) =>
    getItemAt(
      [
        pad(getQuarter(time), count),
        `Q${getQuarter(time)}`,
        `${formatOrdinal(getQuarter(time))} quarter`,
        String(getQuarter(time)),
      ],
      Math.max(0, count - 2),
    ),
};
const getMilliOfDay = (time: LocalTime): number =>
  ((time.hour * 60 + time.minute) * 60 + time.second) * 1000 + Math.floor(time.micro / 1000);
const createWeekdayLetter = (counts: readonly number[], number: (time: LocalTime) => number): PatternLetter => ({
  counts,
  write: (time, count) =>
    count < 3 ? pad(number(time), count) : formatName(getItemAt(WEEKDAYS, time.weekday - 1), count),
});
const createOffsetLetter = (zeros: readonly string[]): PatternLetter => ({
  counts: countUpTo(5),
  write: (time, count) => formatIsoOffset(time.offsetSeconds, count, zeros.at(count - 1) ?? "Z"),
});

/**
 * The letters of Java's DateTimeFormatter (JDK 17, English as in the United States). The letters that AWS refuses (C I
 * J P R T U V b f i j l o p r t) are exactly those that are not in this table.
 *
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/time/format/DateTimeFormatter.html
 */
export const PATTERN_LETTERS: Readonly<Record<string, PatternLetter>> = {
  G: { counts: countUpTo(5), write: (_, count) => (count < 4 ? "AD" : count === 4 ? "Anno Domini" : "A") },
  u: createYearLetter((time) => time.year),
  y: createYearLetter((time) => time.year),
  Y: createYearLetter((time) => getWeekOfYear(time).year),
  D: createNumberLetter(countUpTo(3), (time) => time.dayOfYear),
  M: month,
  L: month,
  d: createNumberLetter(countUpTo(2), (time) => time.day),
  g: createNumberLetter(
    countUpTo(19),
    ({ epochMs, offsetSeconds }) => Math.floor((epochMs + offsetSeconds * 1000) / DAY_MS) + 40_587,
  ),
  Q: quarterLetter,
  q: quarterLetter,
  w: createNumberLetter(countUpTo(2), (time) => getWeekOfYear(time).week),
  W: createNumberLetter([1], getWeekOfMonth),
  E: {
    counts: countUpTo(5),
    write: (time, count) => formatName(getItemAt(WEEKDAYS, time.weekday - 1), Math.max(3, count)),
  },
  e: createWeekdayLetter(countUpTo(5), getUsWeekday),
  c: createWeekdayLetter([1, 3, 4, 5], getUsWeekday),
  F: createNumberLetter([1], getAlignedDayOfWeek),
  a: { counts: [1], write: ({ hour }) => (hour < 12 ? "AM" : "PM") },
  B: { counts: [1, 4, 5], write: formatDayPeriod },
  h: createNumberLetter(countUpTo(2), ({ hour }) => hour % 12 || 12),
  K: createNumberLetter(countUpTo(2), ({ hour }) => hour % 12),
  k: createNumberLetter(countUpTo(2), ({ hour }) => hour || 24),
  H: createNumberLetter(countUpTo(2), (time) => time.hour),
  m: createNumberLetter(countUpTo(2), (time) => time.minute),
  s: createNumberLetter(countUpTo(2), (time) => time.second),
  S: { counts: countUpTo(9), write: ({ micro }, count) => pad(micro, 6).padEnd(9, "0").slice(0, count) },
  A: createNumberLetter(countUpTo(19), getMilliOfDay),
  n: createNumberLetter(countUpTo(19), ({ micro }) => micro * 1000),
  N: createNumberLetter(countUpTo(19), (time) => BigInt(getMilliOfDay(time)) * 1_000_000n),
  v: { counts: [1, 4], write: (time, count) => formatZoneName(time, count === 4 ? "longGeneric" : "shortGeneric") },
  z: { counts: countUpTo(4), write: (time, count) => formatZoneName(time, count === 4 ? "long" : "short") },
  O: { counts: [1, 4], write: ({ offsetSeconds }, count) => formatGmtOffset(offsetSeconds, count === 4) },
  X: createOffsetLetter([]),
  x: createOffsetLetter(["+00", "+0000", "+00:00", "+0000", "+00:00"]),
  Z: {
    counts: countUpTo(5),
    write: ({ offsetSeconds }, count) =>
      count === 4
        ? formatGmtOffset(offsetSeconds, true)
        : formatIsoOffset(offsetSeconds, count === 5 ? 5 : 2, count === 5 ? "Z" : "+0000"),
  },
};
