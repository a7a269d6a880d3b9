import { getItemAt } from "../../item-at";
import { getIsoWeek, MONTHS, getShortName, WEEKDAYS } from "../calendar";
import type { LocalTime } from "../local-time";
import { formatZoneName } from "../java/tokens";

/** A piece of a Joda-Time pattern. */
export type JodaToken = { readonly letter: string; readonly count: number } | { readonly literal: string };

const PIECES = /''|'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g;

/** Splits a pattern of Joda-Time's DateTimeFormat. */
export const tokenizeJoda = (pattern: string): readonly JodaToken[] =>
  Array.from(pattern.matchAll(PIECES), ([text, quoted, letter]): JodaToken => {
    if (text === "''") return { literal: "'" };
    if (quoted !== undefined) return { literal: quoted.replaceAll("''", "'") };
    return letter === undefined ? { literal: text } : { letter, count: text.length };
  });

const pad = (value: number, width: number): string =>
  `${value < 0 ? "-" : ""}${String(Math.abs(value)).padStart(width, "0")}`;
const formatYear = (time: LocalTime, count: number): string =>
  count === 2 ? pad(Math.abs(time.year) % 100, 2) : pad(time.year, count);
const formatName = (name: string, count: number): string => (count < 4 ? getShortName(name) : name);

/** An offset such as `+0530`, or with a colon; also the name of a zone without one. */
function formatOffset({ offsetSeconds }: LocalTime, separator: string): string {
  const minutes = Math.abs(Math.trunc(offsetSeconds / 60));
  return `${offsetSeconds < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}${separator}${pad(minutes % 60, 2)}`;
}

const LETTERS: Readonly<Record<string, (time: LocalTime, count: number) => string>> = {
  G: () => "AD",
  C: (time, count) => pad(Math.floor(time.year / 100), count),
  Y: formatYear,
  y: formatYear,
  x: (time, count) => {
    const { year: ofWeek } = getIsoWeek(time);
    return count === 2 ? pad(ofWeek % 100, 2) : pad(ofWeek, count);
  },
  w: (time, count) => pad(getIsoWeek(time).week, count),
  e: ({ weekday }, count) => pad(weekday, count),
  E: ({ weekday }, count) => formatName(getItemAt(WEEKDAYS, weekday - 1), count),
  D: ({ dayOfYear }, count) => pad(dayOfYear, count),
  M: ({ month }, count) => (count < 3 ? pad(month, count) : formatName(getItemAt(MONTHS, month - 1), count)),
  d: ({ day }, count) => pad(day, count),
  a: ({ hour }) => (hour < 12 ? "AM" : "PM"),
  K: ({ hour }, count) => pad(hour % 12, count),
  h: ({ hour }, count) => pad(hour % 12 || 12, count),
  H: ({ hour }, count) => pad(hour, count),
  k: ({ hour }, count) => pad(hour || 24, count),
  m: ({ minute }, count) => pad(minute, count),
  s: ({ second }, count) => pad(second, count),
  S: ({ micro }, count) => pad(micro, 6).padEnd(count, "0").slice(0, count),
  z: (time, count) =>
    /^[+-]/.test(time.zone) ? formatOffset(time, ":") : formatZoneName(time, count < 4 ? "short" : "long"),
  Z: (time, count) => (count === 1 ? formatOffset(time, "") : count === 2 ? formatOffset(time, ":") : time.zone),
};

/**
 * Writes a time by a pattern of Joda-Time's DateTimeFormat, in English.
 *
 * @param illegal called with a letter that patterns do not have; it throws
 * @see https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html
 */
export const writeJoda = (time: LocalTime, pattern: string, illegal: (letter: string) => never): string =>
  tokenizeJoda(pattern)
    .map((token) => {
      if ("literal" in token) return token.literal;
      const write = Object.hasOwn(LETTERS, token.letter) ? LETTERS[token.letter] : undefined;
      return (write ?? illegal(token.letter))(time, token.count);
    })
    .join("");
