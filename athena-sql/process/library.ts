import type { DuckDBConnection, DuckDBTimestampValue } from "@duckdb/node-api";
import { regularFunctions } from "./library-regexp";
import { jsonFunctions } from "./library-json";
import { textFunctions } from "./library-text";
import { formatFunctions } from "./library-format";
import { valueFunctions } from "./library-values";
import { MACROS } from "./macros";
import { register, type ScalarFunction, createTimestamp } from "./scalar-functions";
import { parseTimestamp } from "../readers/parse-scalar";
import { JobFault } from "./job";
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

/** Parses a string with a date, a time and perhaps a zone. */
function parseZoned(text: string): { readonly instant: bigint; readonly zone: string } {
  const [, wall = "", zone = ""] =
    /^\s*(\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)?)\s*(\S+)?\s*$/.exec(text) ?? [];
  const parsed = parseTimestamp(wall) as DuckDBTimestampValue | undefined;
  if (parsed === undefined) throw new JobFault("INVALID_CAST_ARGUMENT", `Value cannot be cast to timestamp: ${text}`);
  const name = zone === "" ? "UTC" : requireZone(zone);
  return { instant: toInstantMicros(parsed.micros, name), zone: name };
}

/** Functions of times and zones. */
const timeFunctions: Readonly<Record<string, ScalarFunction>> = {
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

const FUNCTIONS: Readonly<Record<string, ScalarFunction>> = {
  ...valueFunctions,
  ...jsonFunctions,
  ...timeFunctions,
  ...formatFunctions,
  ...textFunctions,
  ...regularFunctions,
};

/**
 * Registers in DuckDB the functions and macros of this library that the SQL calls, and the ones that these call in
 * turn.
 *
 * @param known the names of those already registered; the new names are added
 */
export async function addLibrary(connection: DuckDBConnection, sql: string, known: Set<string>): Promise<void> {
  const required = new Set<string>();
  const macros: string[] = [];
  const collect = (text: string): void => {
    for (const [, name = ""] of text.matchAll(/\b([a-z_0-9]+)\s*\(/g)) {
      if (known.has(name)) continue;
      const macro = Object.hasOwn(MACROS, name) ? MACROS[name] : undefined;
      if (macro === undefined && !Object.hasOwn(FUNCTIONS, name)) continue;
      known.add(name);
      required.add(name);
      if (macro === undefined) continue;
      // A macro can only be created after the functions that it calls.
      collect(macro);
      macros.push(`CREATE TEMP MACRO ${name}${macro}`);
    }
  };
  collect(sql);
  for (const name of required) {
    const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (found !== undefined) register(connection, name, found);
  }
  for (const macro of macros) await connection.run(macro);
}
