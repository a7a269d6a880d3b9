import { itemAt } from "../../core/item-at";
import { DAY_MS, MONTHS, WEEKDAYS } from "../calendar";
import type { LocalTime } from "../local-time";
import { alignedDayOfWeek, usWeekday, weekOfMonth, weekOfYear } from "../us-weeks";
import { dayPeriod, ordinal, textOf, zoneName } from "./names";
import { gmtOffset, isoOffset } from "./offset-text";

/** A pattern letter: how many in a row are allowed, and what they write. */
interface PatternLetter {
  readonly counts: readonly number[];
  readonly write: (time: LocalTime, count: number) => string;
}

const upTo = (max: number): readonly number[] => Array.from({ length: max }, (_, index) => index + 1);
const padded = (value: number | bigint, width: number): string => String(value).padStart(width, "0");

/** A number, padded to the letter's count. */
const number = (counts: readonly number[], value: (time: LocalTime) => number | bigint): PatternLetter => ({
  counts,
  write: (time, count) => padded(value(time), count),
});

/**
 * A year. Two letters write the last two digits; other counts pad, with a sign if the year has more digits than the
 * four or more letters.
 */
const year = (value: (time: LocalTime) => number): PatternLetter => ({
  counts: upTo(19),
  write: (time, count) => (count === 2 ? padded(value(time) % 100, 2) : padded(value(time), count)),
});

/**
 * A letter with names. One or two letters write the number; three the short name; four the full name; five one
 * character.
 */
const named = (
  counts: readonly number[],
  value: (time: LocalTime) => number,
  names: readonly string[],
): PatternLetter => ({
  counts,
  write: (time, count) => (count < 3 ? padded(value(time), count) : textOf(itemAt(names, value(time) - 1), count)),
});

const quarter = ({ month }: LocalTime): number => Math.ceil(month / 3);
const month = named(upTo(5), (time) => time.month, MONTHS);
const quarterLetter: PatternLetter = {
  counts: upTo(5),
  write: (time, count) =>
    itemAt(
      [padded(quarter(time), count), `Q${quarter(time)}`, `${ordinal(quarter(time))} quarter`, String(quarter(time))],
      Math.max(0, count - 2),
    ),
};
const milliOfDay = (time: LocalTime): number =>
  ((time.hour * 60 + time.minute) * 60 + time.second) * 1000 + Math.floor(time.micro / 1000);
const weekday = (counts: readonly number[], number: (time: LocalTime) => number): PatternLetter => ({
  counts,
  write: (time, count) => (count < 3 ? padded(number(time), count) : textOf(itemAt(WEEKDAYS, time.weekday - 1), count)),
});
const offset = (zeros: readonly string[]): PatternLetter => ({
  counts: upTo(5),
  write: (time, count) => isoOffset(time.offsetSeconds, count, zeros.at(count - 1) ?? "Z"),
});

/**
 * The letters of Java's DateTimeFormatter (JDK 17, English as in the United States). The letters that AWS refuses (C I
 * J P R T U V b f i j l o p r t) are exactly those that are not in this table.
 *
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/time/format/DateTimeFormatter.html
 */
export const PATTERN_LETTERS: Readonly<Record<string, PatternLetter>> = {
  G: { counts: upTo(5), write: (_, count) => (count < 4 ? "AD" : count === 4 ? "Anno Domini" : "A") },
  u: year((time) => time.year),
  y: year((time) => time.year),
  Y: year((time) => weekOfYear(time).year),
  D: number(upTo(3), (time) => time.dayOfYear),
  M: month,
  L: month,
  d: number(upTo(2), (time) => time.day),
  g: number(upTo(19), ({ epochMs, offsetSeconds }) => Math.floor((epochMs + offsetSeconds * 1000) / DAY_MS) + 40_587),
  Q: quarterLetter,
  q: quarterLetter,
  w: number(upTo(2), (time) => weekOfYear(time).week),
  W: number([1], weekOfMonth),
  E: { counts: upTo(5), write: (time, count) => textOf(itemAt(WEEKDAYS, time.weekday - 1), Math.max(3, count)) },
  e: weekday(upTo(5), usWeekday),
  c: weekday([1, 3, 4, 5], usWeekday),
  F: number([1], alignedDayOfWeek),
  a: { counts: [1], write: ({ hour }) => (hour < 12 ? "AM" : "PM") },
  B: { counts: [1, 4, 5], write: dayPeriod },
  h: number(upTo(2), ({ hour }) => hour % 12 || 12),
  K: number(upTo(2), ({ hour }) => hour % 12),
  k: number(upTo(2), ({ hour }) => hour || 24),
  H: number(upTo(2), (time) => time.hour),
  m: number(upTo(2), (time) => time.minute),
  s: number(upTo(2), (time) => time.second),
  S: { counts: upTo(9), write: ({ micro }, count) => padded(micro, 6).padEnd(9, "0").slice(0, count) },
  A: number(upTo(19), milliOfDay),
  n: number(upTo(19), ({ micro }) => micro * 1000),
  N: number(upTo(19), (time) => BigInt(milliOfDay(time)) * 1_000_000n),
  v: { counts: [1, 4], write: (time, count) => zoneName(time, count === 4 ? "longGeneric" : "shortGeneric") },
  z: { counts: upTo(4), write: (time, count) => zoneName(time, count === 4 ? "long" : "short") },
  O: { counts: [1, 4], write: ({ offsetSeconds }, count) => gmtOffset(offsetSeconds, count === 4) },
  X: offset([]),
  x: offset(["+00", "+0000", "+00:00", "+0000", "+00:00"]),
  Z: {
    counts: upTo(5),
    write: ({ offsetSeconds }, count) =>
      count === 4
        ? gmtOffset(offsetSeconds, true)
        : isoOffset(offsetSeconds, count === 5 ? 5 : 2, count === 5 ? "Z" : "+0000"),
  },
};
