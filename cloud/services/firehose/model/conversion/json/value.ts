import { JsonNumber, writeJson, type Json } from "../../../../../../foundation/columnar/exact-json";
import { formatJavaDouble } from "../../../../../../foundation/columnar/java-number";

/** Thrown where JSON.parse may have lost significant digits: the record is then read by `parseExactly`. */
export const NEEDS_EXACT = Symbol("needs exact numbers");

/** The Java class that AWS's parser reads a value as, for its error texts. */
export function getJavaClass(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "string") return "java.lang.String";
  if (typeof value === "boolean") return "java.lang.Boolean";
  if (typeof value === "number") throw NEEDS_EXACT;
  if (value instanceof JsonNumber)
    return !value.isWhole
      ? "java.lang.Double"
      : canFitLong(BigInt(value.text))
        ? "java.lang.Long"
        : "java.math.BigInteger";
  return Array.isArray(value) ? "java.util.ArrayList" : "java.util.LinkedHashMap";
}

const canFitLong = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

/** A scalar as Java's toString gives it. */
export function formatAsJava(value: null | boolean | string | JsonNumber): string {
  if (!(value instanceof JsonNumber)) return String(value);
  return value.isWhole ? BigInt(value.text).toString() : formatJavaDouble(Number(value.text));
}

/** JSON text without blanks, with numbers as they were written. */
export const formatJson = (value: Json): string =>
  writeJson(value, () => {
    throw NEEDS_EXACT;
  });
