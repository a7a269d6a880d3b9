import { listValue, mapValue, type DuckDBValue } from "@duckdb/node-api";
import type { HiveType } from "../../foundation/columnar/hive-type";
import { isObject, JsonNumber, type Json } from "../../foundation/columnar/exact-json";
import { readJoda } from "../../foundation/dates/joda/read";
import type { Format } from "../process/job";
import { toInstantMicros } from "../process/time-text";
import { BITS, parseHiveDate, parseHiveTimestamp, parseScalar, toTimestamp } from "./parse-scalar";
import { createStruct } from "./create-struct";

/** A row that Hive's JSON SerDe refuses; the message is that of Java's exception. */
export class RowRefusal extends Error {}

const NUMBERS = [...Object.keys(BITS), "float", "double"];
/** The names of Jackson, the parser of the SerDe, for the whole-number types. */
const JACKSON: Readonly<Record<string, string>> = {
  tinyint: "Java byte",
  smallint: "Java short",
  int: "int",
  bigint: "long (-9223372036854775808 - 9223372036854775807)",
};

/** The formats in which timestamps may be written. */
type TimePatterns = Pick<Extract<Format, { readonly is: "hive-json" }>, "patterns" | "thisYear">;

/** A value of a row other than null. Numbers must be JSON numbers: this SerDe converts no text to a number. */
type Value = Exclude<Json, null>;

/**
 * The value of a column as Hive's JSON SerDe reads it from a JSON value; the SerDe reads token by token.
 *
 * @throws RowRefusal
 */
export function readHiveJsonValue(value: Json | undefined, type: HiveType, times: TimePatterns): DuckDBValue {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case "array":
      if (!Array.isArray(value)) throw new RowRefusal("java.io.IOException: Start of Array expected");
      return listValue(value.map((item) => readHiveJsonValue(item, type.item, times)));
    case "map":
      return mapValue(
        Object.entries(getMembers(value)).map(([key, member]) => ({
          key: readKey(key, type.key),
          value: readHiveJsonValue(member, type.value, times),
        })),
      );
    case "struct": {
      const found = toLowerCaseNames(getMembers(value));
      return createStruct(type.fields, (field) => readHiveJsonValue(found.get(field.name), field.type, times));
    }
    default:
      return NUMBERS.includes(type.kind) ? readNumber(value, type) : readWord(value, type, times);
  }
}

/** An object's members by their names in lower case. Of members with equal names the last one wins. */
export const toLowerCaseNames = (object: Readonly<Record<string, Json>>): ReadonlyMap<string, Json> =>
  new Map(Object.entries(object).map(([name, member]) => [name.toLowerCase(), member]));

function getMembers(value: Value): Readonly<Record<string, Json>> {
  if (!isObject(value)) throw new RowRefusal("java.io.IOException: Start of Object expected");
  return value;
}

function readKey(key: string, type: HiveType): DuckDBValue {
  const parsed = parseScalar(key, type);
  if (parsed === undefined) throw new RowRefusal(`For input string: "${key}"`);
  return parsed;
}

function readNumber(value: Value, type: HiveType): DuckDBValue {
  if (!(value instanceof JsonNumber) && typeof value !== "number")
    throw createJacksonRefusal(`Current token (${getToken(value)}) not numeric, can not use numeric value accessors`);
  const text = String(value);
  // Jackson reads -0 as an integer first, which has no sign.
  if (type.kind === "float" || type.kind === "double") return /^-0+$/.test(text) ? 0 : Number(text);
  const parsed = parseScalar(truncateNumber(text), type);
  if (parsed === undefined) throw createJacksonRefusal(`Numeric value (${text}) out of range of ${JACKSON[type.kind]}`);
  return parsed;
}

/** A number without its fraction; a number too large for a double stays as it is written. */
const truncateNumber = (text: string): string =>
  /^-?\d+$/.test(text) || !Number.isFinite(Number(text)) ? text : String(BigInt(Math.trunc(Number(text))));

/** The value of a text column for a JSON value that is not text: the token's text. For an object or an array, Hive would take the opening bracket and then read the rest wrongly. */
function readWord(value: Value, type: HiveType, times: TimePatterns): DuckDBValue {
  if (typeof value === "object" && !(value instanceof JsonNumber))
    throw new RowRefusal("java.io.IOException: Field name expected");
  const text = String(value);
  switch (type.kind) {
    case "boolean":
      return text.toLowerCase() === "true";
    case "date":
      return parseHiveDate(text) ?? refuseTime("date");
    case "timestamp":
      return parseTimestamp(text, times) ?? refuseTime("timestamp");
    default:
      // A string that is not a decimal, or that does not fit the type, gives NULL.
      return parseScalar(text, type) ?? null;
  }
}

const refuseTime = (kind: string): never => {
  throw new RowRefusal(`java.lang.IllegalArgumentException: Cannot create ${kind}, parsing error`);
};

function parseTimestamp(text: string, { patterns, thisYear }: TimePatterns): DuckDBValue | undefined {
  for (const pattern of patterns) {
    if (pattern === "millis") {
      if (/^-?\d{1,16}$/.test(text)) return toTimestamp(Number(text));
      continue;
    }
    const read = readJoda(text, { pattern, thisYear, throwIllegal: throwIllegalPattern });
    if (!("message" in read))
      return toTimestamp(Number(toInstantMicros(BigInt(read.wallMs) * 1000n, read.zone) / 1000n));
  }
  return parseHiveTimestamp(text);
}

const throwIllegalPattern = (letter: string): never => {
  throw new RowRefusal(`java.lang.IllegalArgumentException: Illegal pattern component: ${letter}`);
};

const createJacksonRefusal = (message: string): RowRefusal =>
  new RowRefusal(`org.codehaus.jackson.JsonParseException: ${message}`);

/** The name that Jackson gives the first token of a value that is not a number. */
function getToken(value: Exclude<Value, JsonNumber | number>): string {
  if (typeof value === "boolean") return value ? "VALUE_TRUE" : "VALUE_FALSE";
  if (typeof value === "object") return Array.isArray(value) ? "START_ARRAY" : "START_OBJECT";
  return "VALUE_STRING";
}
