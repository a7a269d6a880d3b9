import { itemAt } from "../../core/item-at";
import { isoWeek, MONTHS, shortName, WEEKDAYS } from "../calendar";
import { zoneName } from "../java/names";
import type { LocalTime } from "../local-time";
import { jodaTokens } from "./tokens";

const padded = (value: number, width: number): string =>
  `${value < 0 ? "-" : ""}${String(Math.abs(value)).padStart(width, "0")}`;
const year = (time: LocalTime, count: number): string =>
  count === 2 ? padded(Math.abs(time.year) % 100, 2) : padded(time.year, count);
const named = (name: string, count: number): string => (count < 4 ? shortName(name) : name);

/** An offset such as `+0530`, or with a colon; also the name of a zone without one. */
function offset({ offsetSeconds }: LocalTime, separator: string): string {
  const minutes = Math.abs(Math.trunc(offsetSeconds / 60));
  return `${offsetSeconds < 0 ? "-" : "+"}${padded(Math.floor(minutes / 60), 2)}${separator}${padded(minutes % 60, 2)}`;
}

const LETTERS: Readonly<Record<string, (time: LocalTime, count: number) => string>> = {
  G: () => "AD",
  C: (time, count) => padded(Math.floor(time.year / 100), count),
  Y: year,
  y: year,
  x: (time, count) => {
    const { year: ofWeek } = isoWeek(time);
    return count === 2 ? padded(ofWeek % 100, 2) : padded(ofWeek, count);
  },
  w: (time, count) => padded(isoWeek(time).week, count),
  e: ({ weekday }, count) => padded(weekday, count),
  E: ({ weekday }, count) => named(itemAt(WEEKDAYS, weekday - 1), count),
  D: ({ dayOfYear }, count) => padded(dayOfYear, count),
  M: ({ month }, count) => (count < 3 ? padded(month, count) : named(itemAt(MONTHS, month - 1), count)),
  d: ({ day }, count) => padded(day, count),
  a: ({ hour }) => (hour < 12 ? "AM" : "PM"),
  K: ({ hour }, count) => padded(hour % 12, count),
  h: ({ hour }, count) => padded(hour % 12 || 12, count),
  H: ({ hour }, count) => padded(hour, count),
  k: ({ hour }, count) => padded(hour || 24, count),
  m: ({ minute }, count) => padded(minute, count),
  s: ({ second }, count) => padded(second, count),
  S: ({ micro }, count) => padded(micro, 6).padEnd(count, "0").slice(0, count),
  z: (time, count) => (/^[+-]/.test(time.zone) ? offset(time, ":") : zoneName(time, count < 4 ? "short" : "long")),
  Z: (time, count) => (count === 1 ? offset(time, "") : count === 2 ? offset(time, ":") : time.zone),
};

/**
 * Writes a time by a pattern of Joda-Time's DateTimeFormat, in English.
 *
 * @param illegal called with a letter that patterns do not have; it throws
 * @see https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html
 */
export const writeJoda = (time: LocalTime, pattern: string, illegal: (letter: string) => never): string =>
  jodaTokens(pattern)
    .map((token) => {
      if ("literal" in token) return token.literal;
      const write = Object.hasOwn(LETTERS, token.letter) ? LETTERS[token.letter] : undefined;
      return (write ?? illegal(token.letter))(time, token.count);
    })
    .join("");
