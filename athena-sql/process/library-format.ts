import type { DuckDBTimestampValue } from "@duckdb/node-api";
import { readJoda, type ReadTime } from "../../foundation/dates/joda/read";
import { writeJoda } from "../../foundation/dates/joda/write";
import { toWallTime } from "../../foundation/dates/local-time";
import { JobFault } from "./job";
import { formatMysql, parseMysql } from "./mysql-format";
import { createTimestamp, type ScalarFunction } from "./scalar-functions";
import { toInstantMicros, toWallMicros } from "./time-text";

const refuse = (message: string): never => {
  throw new JobFault("INVALID_FUNCTION_ARGUMENT", message);
};

const throwIllegalLetter = (letter: string): never => refuse(`Illegal pattern component: ${letter}`);

function parseJoda(text: string, pattern: string, thisYear: bigint): ReadTime {
  const read = readJoda(text, { pattern, thisYear: Number(thisYear), throwIllegal: throwIllegalLetter });
  return "message" in read ? refuse(read.message) : read;
}

/** How many minutes the clocks of a zone are ahead of UTC at a time. */
const getZoneMinutes = ({ micros }: DuckDBTimestampValue, zone: string): number =>
  Number((toWallMicros(micros, zone) - micros) / 60_000_000n);

function formatOffset(minutes: number, separator: string): string {
  const total = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${String(Math.floor(total / 60)).padStart(2, "0")}${separator}${String(total % 60).padStart(2, "0")}`;
}

const ISO_TIME =
  /^(\d{4}(?:-\d{2}-\d{2}|-W\d{2}(?:-\d)?|-\d{3}|-\d{2})?)(?:T(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

function parseIsoParts(text: string): { readonly wall: bigint; readonly zone: string } {
  const [, date = "", ...clock] = ISO_TIME.exec(text) ?? refuse(`Invalid format: "${text}"`);
  const [hour, minute, second] = clock.map((part) => Number((part as string | undefined) ?? 0));
  const seconds = (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0);
  const [fraction, zone] = clock.slice(3).map((part) => (part as string | undefined) ?? "");
  return {
    wall:
      BigInt(parseIsoDay(date, text) + seconds * 1000) * 1000n +
      BigInt((fraction ?? "").slice(0, 3).padEnd(3, "0")) * 1000n,
    zone: formatOffsetName(zone ?? ""),
  };
}

function formatOffsetName(zone: string): string {
  const [, sign, hours = "00", minutes = "00"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return sign === undefined || (hours === "00" && minutes === "00") ? "UTC" : `${sign}${hours}:${minutes}`;
}

/** The day that a string names in ISO 8601, as calendar date, week date or day of the year; ms since the epoch. */
function parseIsoDay(date: string, text: string): number {
  const week = /^(\d{4})-W(\d{2})(?:-(\d))?$/.exec(date);
  if (week !== null) {
    const fourth = Date.UTC(Number(week[1]), 0, 4);
    const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * 86_400_000;
    return monday + ((Number(week[2]) - 1) * 7 + Number(week[3] ?? 1) - 1) * 86_400_000;
  }
  const ordinal = /^(\d{4})-(\d{3})$/.exec(date);
  if (ordinal !== null) return Date.UTC(Number(ordinal[1]), 0, Number(ordinal[2]));
  const [, year = "", month = "1", day = "1"] =
    /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date) ?? refuse(`Invalid format: "${text}"`);
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return new Date(ms).getUTCDate() === Number(day)
    ? ms
    : refuse(`Cannot parse "${text}": Value ${day} for dayOfMonth must be in the range [1,31]`);
}

const UNITS_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

function parseDurationMs(text: string): bigint {
  const [, value = "", unit = ""] =
    /^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*$/.exec(text) ??
    refuse(`duration is not a valid data duration string: ${text}`);
  const scale = UNITS_MS[unit] ?? refuse(`Unknown time unit: ${unit}`);
  return BigInt(Math.round(Number(value) * scale));
}

const WORDS: readonly (readonly [string, number])[] = [
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) refuse(`Invalid argument found: ${seconds}`);
  let left = Math.round(Math.abs(seconds));
  const parts: string[] = [];
  for (const [word, size] of WORDS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${word}${count === 1 ? "" : "s"}`);
  }
  return parts.join(", ") || "0 seconds";
}

/** Functions that format and parse times, in the formats of MySQL, Joda-Time and ISO 8601. */
export const formatFunctions: Readonly<Record<string, ScalarFunction>> = {
  mysql_format: {
    takes: ["TIMESTAMP", "VARCHAR"],
    gives: "VARCHAR",
    answer: (wall: DuckDBTimestampValue, format: string) => formatMysql(toWallTime(wall.micros), format),
  },
  mysql_parse: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "TIMESTAMP",
    answer: (text: string, format: string) => createTimestamp(BigInt(parseMysql(text, format)) * 1000n),
  },
  joda_format: {
    takes: ["TIMESTAMP", "VARCHAR", "VARCHAR", "TIMESTAMP"],
    gives: "VARCHAR",
    answer: (...[wall, format, zone, instant]: [DuckDBTimestampValue, string, string, DuckDBTimestampValue]) =>
      writeJoda(
        {
          ...toWallTime(wall.micros),
          epochMs: Number(instant.micros / 1000n),
          zone,
          offsetSeconds: getZoneMinutes(instant, zone) * 60,
        },
        format,
        throwIllegalLetter,
      ),
  },
  joda_instant: {
    takes: ["VARCHAR", "VARCHAR", "BIGINT"],
    gives: "TIMESTAMP",
    answer: (text: string, format: string, thisYear: bigint) => {
      const { wallMs, zone } = parseJoda(text, format, thisYear);
      return createTimestamp(toInstantMicros(BigInt(wallMs) * 1000n, zone));
    },
  },
  joda_zone: {
    takes: ["VARCHAR", "VARCHAR", "BIGINT"],
    gives: "VARCHAR",
    answer: (text: string, format: string, thisYear: bigint) => parseJoda(text, format, thisYear).zone,
  },
  iso_instant: {
    takes: ["VARCHAR"],
    gives: "TIMESTAMP",
    answer: (text: string) => {
      const { wall, zone } = parseIsoParts(text);
      return createTimestamp(toInstantMicros(wall, zone));
    },
  },
  iso_zone: { takes: ["VARCHAR"], gives: "VARCHAR", answer: (text: string) => parseIsoParts(text).zone },
  iso_date: {
    takes: ["VARCHAR"],
    gives: "TIMESTAMP",
    answer: (text: string) => createTimestamp(BigInt(parseIsoDay(text, text)) * 1000n),
  },
  zone_minutes: {
    takes: ["TIMESTAMP", "VARCHAR"],
    gives: "BIGINT",
    answer: (instant: DuckDBTimestampValue, zone: string) => BigInt(getZoneMinutes(instant, zone)),
  },
  zone_offset: {
    takes: ["TIMESTAMP", "VARCHAR"],
    gives: "VARCHAR",
    answer: (instant: DuckDBTimestampValue, zone: string) =>
      zone === "UTC" ? "Z" : formatOffset(getZoneMinutes(instant, zone), ":"),
  },
  duration_ms: { takes: ["VARCHAR"], gives: "BIGINT", answer: parseDurationMs },
  seconds_in_words: { takes: ["DOUBLE"], gives: "VARCHAR", answer: formatSeconds },
};
