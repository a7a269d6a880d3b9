import { isObject, JsonNumber, type Json } from "../../foundation/columnar/exact-json";
import { JobFault } from "./job";
import type {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  DuckDBValue,
} from "@duckdb/node-api";
import { getItemAt } from "../../foundation/item-at";
import type { SqlType } from "../types/type";
import { formatJavaDouble } from "../../foundation/columnar/java-number";
import { formatClock, formatDate, formatDaySecond, formatTimestamp, toWallMicros, formatYearMonth } from "./time-text";
import { formatAddress } from "./scalar-functions";

const STEP =
  /\.([\p{L}_$][\p{L}\p{N}_$-]*)|\.(\d+)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[([\p{L}_][\p{L}\p{N}_]*)\]|\.?(\*)|\[\*\]|\.\["((?:[^"\\]|\\.)*)"\]/uy;
const known = new Map<string, readonly string[]>();
const MAX_KNOWN = 1000;

/** The steps of a path such as `$.a["b c"][0]`. @throws JobFault INVALID_FUNCTION_ARGUMENT */
function parseSteps(path: string): readonly string[] {
  const before = known.get(path);
  if (before !== undefined) return before;
  const refuse = (): never => {
    throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Invalid JSON path: '${path}'`);
  };
  const text = path.startsWith("$") ? path.slice(1) : refuse();
  const steps: string[] = [];
  for (let at = 0; at < text.length;) {
    STEP.lastIndex = at;
    const match = STEP.exec(text) ?? refuse();
    const [whole, ...names] = match;
    const name = names.find((each) => (each as string | undefined) !== undefined);
    if (name === undefined || name === "*") refuse();
    steps.push((name ?? "").replaceAll(/\\(.)/g, "$1"));
    at += whole.length;
  }
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(path, steps);
  return steps;
}

/** The part of a document at a path; undefined where there is none. @throws JobFault INVALID_FUNCTION_ARGUMENT */
export function findJsonAt(document: Json, path: string): Json | undefined {
  let value: Json | undefined = document;
  for (const step of parseSteps(path)) {
    if (Array.isArray(value)) value = /^\d+$/.test(step) ? value[Number(step)] : undefined;
    else if (isObject(value)) value = Object.hasOwn(value, step) ? value[step] : undefined;
    else return undefined;
  }
  return value;
}

/** A scalar as text; null for objects, arrays and null. */
export function formatScalar(value: Json | undefined): string | null {
  if (value === undefined || value === null || Array.isArray(value) || isObject(value)) return null;
  return value instanceof JsonNumber ? value.text : String(value);
}

type Printer = (value: DuckDBValue, type: SqlType) => string;

/** Prints values that DuckDB returns as Athena's results show them (ATH-011). The type casts rely on `storedAs`, which says how DuckDB stores each type. */
const PRINTERS: Readonly<Record<string, Printer>> = {
  boolean: String,
  tinyint: String,
  smallint: String,
  integer: String,
  bigint: String,
  varchar: String,
  json: String,
  unknown: String,
  uuid: String,
  ipaddress: (value) => formatAddress((value as DuckDBBlobValue).bytes),
  real: (value) => formatJavaDouble(value as number, true),
  double: (value) => formatJavaDouble(value as number),
  decimal: (value) => (value as DuckDBDecimalValue).toString(),
  char: (value, type) => String(value).padEnd(type.kind === "char" ? type.length : 0),
  varbinary: (value) =>
    [...(value as DuckDBBlobValue).bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" "),
  date: (value) => formatDate((value as DuckDBDateValue).days),
  time: (value, type) => formatClock((value as DuckDBTimeValue).micros, type.kind === "time" ? type.precision : 3),
  timestamp: (value, type) =>
    type.kind === "timestamp" && type.zoned
      ? formatZoned(value, type.precision)
      : formatTimestamp((value as DuckDBTimestampValue).micros, type.kind === "timestamp" ? type.precision : 3),
  "interval day to second": (value) => formatDaySecond(Number(value)),
  "interval year to month": (value) => formatYearMonth(Number(value)),
  array: (value, type) =>
    `[${(value as DuckDBListValue).items.map((item) => printInner(item, type.kind === "array" ? type.item : type)).join(", ")}]`,
  map: (value, type) =>
    `{${(value as DuckDBMapValue).entries.map((entry) => (type.kind === "map" ? `${printInner(entry.key, type.key)}=${printInner(entry.value, type.value)}` : "")).join(", ")}}`,
  row: (value, type) => {
    const members = Object.values((value as DuckDBStructValue).entries);
    const fields = type.kind === "row" ? type.fields : [];
    return `{${fields.map(({ name, type: member }, index) => `${name ?? `field${index}`}=${printInner(getItemAt(members, index), member)}`).join(", ")}}`;
  },
};

function formatZoned(value: DuckDBValue, precision: number): string {
  const [instant, zone] = Object.values((value as DuckDBStructValue).entries);
  return `${formatTimestamp(toWallMicros((instant as DuckDBTimestampValue).micros, String(zone)), precision)} ${String(zone)}`;
}

/** Inside of an array, map or row, NULL is printed as the word `null`. */
const printInner = (value: DuckDBValue, type: SqlType): string => printValue(value, type) ?? "null";

/** A value as Athena prints it; null for NULL. */
export function printValue(value: DuckDBValue, type: SqlType): string | null {
  if (value === null) return null;
  const printer = PRINTERS[type.kind];
  if (printer === undefined) throw new Error(`no value is a ${type.kind}`);
  return printer(value, type);
}
