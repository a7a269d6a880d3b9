import { createUnknownKeyTypeFault } from "./faults";
import type { HiveType } from "../../../../foundation/columnar/hive-type";
import { HiveTypeError, parseHiveType } from "../../../../foundation/columnar/parse-hive-type";

/** A partition's value, read as its key's type; `compareKeyValues` compares two of the same type. */
type KeyValue = bigint | string;

/** How the values of a partition key are compared. In the catalog all values are strings. */
export interface KeyType {
  /** The type's name in Glue's error texts. */
  readonly family: "String" | "Integral" | "Decimal" | "Date" | "Timestamp";
  /** Undefined if the text is not a value of this type; `problem` then gives the message. */
  readonly read: (text: string) => KeyValue | undefined;
  readonly describeProblem: (text: string) => string;
}

/** Compares strings by code points, integers by size. */
export function compareKeyValues(a: KeyValue, b: KeyValue): number {
  if (typeof a === "string" && typeof b === "string") return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : Number(a > b);
}

const TEXT: KeyType = { family: "String", read: (text) => text, describeProblem: () => "" };

const WHOLE: KeyType = {
  family: "Integral",
  read: (text) => (/^[+-]?\d{1,30}$/.test(text) ? BigInt(text.replace("+", "")) : undefined),
  describeProblem: (text) => `For input string: "${text}" is not an integer.`,
};

/** All decimals are compared as integers in units of 10^-100. */
const SMALLEST_EXPONENT = 100;

const DECIMAL: KeyType = {
  family: "Decimal",
  read(text) {
    const [, sign = "", whole = "", fraction = "", exponent = "0"] =
      /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/.exec(text) ?? [];
    const zeros = SMALLEST_EXPONENT + Number(exponent) - fraction.length;
    if (whole + fraction === "" || zeros < 0 || zeros > 3 * SMALLEST_EXPONENT) return undefined;
    return BigInt(`${whole}${fraction}${"0".repeat(zeros)}`) * (sign === "-" ? -1n : 1n);
  },
  describeProblem: (text) => `${text} is not a decimal.`,
};

const DATE: KeyType = {
  family: "Date",
  read: (text) => (isDate(text) ? text : undefined),
  describeProblem: (text) => `${text} is not a date.`,
};

const TIMESTAMP: KeyType = {
  family: "Timestamp",
  read(text) {
    const [, date = "", time = "", fraction = ""] =
      /^(\S{10}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?$/.exec(text) ?? [];
    return isDate(date) ? `${date} ${time}.${fraction.padEnd(9, "0")}` : undefined;
  },
  describeProblem: (text) => `Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] ${text} is not a timestamp.`,
};

/** Whether a string is an existing day in the form `yyyy-mm-dd`. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

const KEY_TYPES: Readonly<Partial<Record<HiveType["kind"], KeyType>>> = {
  string: TEXT,
  char: TEXT,
  varchar: TEXT,
  tinyint: WHOLE,
  smallint: WHOLE,
  int: WHOLE,
  bigint: WHOLE,
  decimal: DECIMAL,
  date: DATE,
  timestamp: TIMESTAMP,
};

/**
 * The type of a partition key that an expression compares.
 *
 * @throws AwsFault InvalidInputException for a type that AWS does not allow in partition expressions
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
 */
export function getKeyType(type: string): KeyType {
  // Only in partition expressions `long` is another name of bigint.
  const known = type.trim().toLowerCase() === "long" ? WHOLE : KEY_TYPES[getKind(type) ?? "struct"];
  if (known === undefined) throw createUnknownKeyTypeFault(type);
  return known;
}

function getKind(type: string): HiveType["kind"] | undefined {
  try {
    return parseHiveType(type).kind;
  } catch (error) {
    if (error instanceof HiveTypeError) return undefined;
    throw error;
  }
}
