import type { DuckDBTimestampValue } from "@duckdb/node-api";
import { parseTimestamp } from "../readers/parse-scalar";
import { JobFault } from "./job";
import { createTimestamp, type ScalarFunction } from "./scalar-functions";
import { toInstantMicros, toWallMicros } from "./time-text";

/** The name of a zone as results show it. @throws JobFault INVALID_FUNCTION_ARGUMENT */
const requireZone = (name: string): string =>
  findZone(name) ?? fail("INVALID_FUNCTION_ARGUMENT", `'${name}' is not a valid time zone`);

/** The same for `from_unixtime`, which refuses a zone in other words. @throws JobFault NOT_SUPPORTED */
const requireSupportedZone = (name: string): string =>
  findZone(name) ?? fail("NOT_SUPPORTED", `Time zone not supported: ${name}`);

function fail(code: string, message: string): never {
  throw new JobFault(code, message);
}

function findZone(name: string): string | undefined {
  if (/^(utc|gmt|z|ut)$/i.test(name)) return "UTC";
  const fixed = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(name);
  if (fixed !== null) return `${fixed[1] ?? "+"}${(fixed[2] ?? "0").padStart(2, "0")}:${fixed[3] ?? "00"}`;
  try {
    toWallMicros(0n, name);
    return name;
  } catch {
    return undefined;
  }
}

/** Parses a text with a date, a time and perhaps a zone. */
function parseZoned(text: string): { readonly instant: bigint; readonly zone: string } {
  const [, wall = "", zone = ""] =
    /^\s*(\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)?)\s*(\S+)?\s*$/.exec(text) ?? [];
  const parsed = parseTimestamp(wall) as DuckDBTimestampValue | undefined;
  if (parsed === undefined) throw new JobFault("INVALID_CAST_ARGUMENT", `Value cannot be cast to timestamp: ${text}`);
  const name = zone === "" ? "UTC" : requireZone(zone);
  return { instant: toInstantMicros(parsed.micros, name), zone: name };
}

/** Functions of times and zones. */
export const timeFunctions: Readonly<Record<string, ScalarFunction>> = {
  zone_named: { takes: ["VARCHAR"], gives: "VARCHAR", answer: requireZone },
  zone_supported: { takes: ["VARCHAR"], gives: "VARCHAR", answer: requireSupportedZone },
  zone_wall: {
    takes: ["TIMESTAMP", "VARCHAR"],
    gives: "TIMESTAMP",
    answer: (instant: DuckDBTimestampValue, zone: string) => createTimestamp(toWallMicros(instant.micros, zone)),
  },
  zone_instant: {
    takes: ["TIMESTAMP", "VARCHAR"],
    gives: "TIMESTAMP",
    answer: (wall: DuckDBTimestampValue, zone: string) => createTimestamp(toInstantMicros(wall.micros, zone)),
  },
  zoned_instant: {
    takes: ["VARCHAR"],
    gives: "TIMESTAMP",
    answer: (text: string) => createTimestamp(parseZoned(text).instant),
  },
  zoned_zone: { takes: ["VARCHAR"], gives: "VARCHAR", answer: (text: string) => parseZoned(text).zone },
};
