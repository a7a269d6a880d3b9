/** A number as it was written: JavaScript's own would lose digits. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isWhole(): boolean {
    return /^-?\d+$/.test(this.text);
  }
}

/** Thrown where JSON.parse may have lost digits that count: the record is then read by `parseExactly`. */
export const NEEDS_EXACT = Symbol("needs exact numbers");

/** An object with its members in order; of equal keys the last one counts. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * A JSON value. Numbers are JavaScript's where JSON.parse read them, and exact where `parseExactly` did.
 */
export type JsonValue = null | boolean | string | number | JsonNumber | readonly JsonValue[] | JsonObject;

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);

export const isArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** The Java class that AWS's parser reads a value as, for its error texts. */
export function javaClass(value: JsonValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return "java.lang.String";
  if (typeof value === "boolean") return "java.lang.Boolean";
  if (typeof value === "number") throw NEEDS_EXACT;
  if (value instanceof JsonNumber)
    return !value.isWhole
      ? "java.lang.Double"
      : fitsLong(BigInt(value.text))
        ? "java.lang.Long"
        : "java.math.BigInteger";
  return isArray(value) ? "java.util.ArrayList" : "java.util.LinkedHashMap";
}

const fitsLong = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

/** A scalar as Java's toString gives it. */
export function javaText(value: null | boolean | string | JsonNumber): string {
  if (!(value instanceof JsonNumber)) return String(value);
  return value.isWhole ? BigInt(value.text).toString() : javaDouble(Number(value.text));
}

/** As Double.toString: always a fraction, and an exponent outside 10^-3 to 10^7. */
function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = "", exponent = ""] = value.toExponential().split("e");
    return `${digits.includes(".") ? digits : `${digits}.0`}E${exponent.replace("+", "")}`;
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? "-0" : value}.0` : String(value);
}

/** JSON text without blanks, with numbers as they were written. */
export function jsonText(value: JsonValue): string {
  if (value instanceof JsonNumber) return value.text;
  if (typeof value === "number") throw NEEDS_EXACT;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member)}`)
    .join(",")}}`;
}
