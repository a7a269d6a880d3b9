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
import { itemAt } from "../../../../core/item-at";
import type { SqlType } from "../types/type";
import { addressText } from "./ip-address";
import { javaDouble } from "../../../../columnar/java-number";
import { clock, dateText, daySecondText, timestampText, wallMicros, yearMonthText } from "./time-text";

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
  ipaddress: (value) => addressText((value as DuckDBBlobValue).bytes),
  real: (value) => javaDouble(value as number, true),
  double: (value) => javaDouble(value as number),
  decimal: (value) => (value as DuckDBDecimalValue).toString(),
  char: (value, type) => String(value).padEnd(type.kind === "char" ? type.length : 0),
  varbinary: (value) =>
    [...(value as DuckDBBlobValue).bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" "),
  date: (value) => dateText((value as DuckDBDateValue).days),
  time: (value, type) => clock((value as DuckDBTimeValue).micros, type.kind === "time" ? type.precision : 3),
  timestamp: (value, type) =>
    type.kind === "timestamp" && type.zoned
      ? zonedText(value, type.precision)
      : timestampText((value as DuckDBTimestampValue).micros, type.kind === "timestamp" ? type.precision : 3),
  "interval day to second": (value) => daySecondText(Number(value)),
  "interval year to month": (value) => yearMonthText(Number(value)),
  array: (value, type) =>
    `[${(value as DuckDBListValue).items.map((item) => inner(item, type.kind === "array" ? type.item : type)).join(", ")}]`,
  map: (value, type) =>
    `{${(value as DuckDBMapValue).entries.map((entry) => (type.kind === "map" ? `${inner(entry.key, type.key)}=${inner(entry.value, type.value)}` : "")).join(", ")}}`,
  row: (value, type) => {
    const members = Object.values((value as DuckDBStructValue).entries);
    const fields = type.kind === "row" ? type.fields : [];
    return `{${fields.map(({ name, type: member }, index) => `${name ?? `field${index}`}=${inner(itemAt(members, index), member)}`).join(", ")}}`;
  },
};

function zonedText(value: DuckDBValue, precision: number): string {
  const [instant, zone] = Object.values((value as DuckDBStructValue).entries);
  return `${timestampText(wallMicros((instant as DuckDBTimestampValue).micros, String(zone)), precision)} ${String(zone)}`;
}

/** Inside of an array, map or row, NULL is printed as the word `null`. */
const inner = (value: DuckDBValue, type: SqlType): string => printValue(value, type) ?? "null";

/** A value as Athena prints it; null for NULL. */
export function printValue(value: DuckDBValue, type: SqlType): string | null {
  if (value === null) return null;
  const printer = PRINTERS[type.kind];
  if (printer === undefined) throw new Error(`no value is a ${type.kind}`);
  return printer(value, type);
}
