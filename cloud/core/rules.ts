import type { Readable } from "node:stream";
import { createSerializationFault, ValueNotEmulated } from "./faults";
import type { Rule } from "./rule";
import { NO_VIOLATIONS, formatScalar, prefixPaths, type Violation } from "./violations";

export type { Rule } from "./rule";

/** The lowest and the highest allowed value; an absent one is no bound. */
interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

const createViolation = (value: unknown, must: string): Violation => ({ path: "", value: formatScalar(value), must });

function throwWrongType(value: unknown, requested: string): never {
  if (Array.isArray(value)) throw createSerializationFault("Start of list found where not expected");
  if (typeof value === "object") throw createSerializationFault("Start of structure or map found where not expected.");
  const found =
    typeof value === "boolean" ? `${String(value).toUpperCase()}_VALUE` : `${typeof value}`.toUpperCase() + "_VALUE";
  throw createSerializationFault(`${found} can not be converted to ${requested}`);
}

function checkLength(value: unknown, length: number, { min = 0, max = Infinity }: Bounds): readonly Violation[] {
  if (length < min) return [createViolation(value, `have length greater than or equal to ${min}`)];
  if (length > max) return [createViolation(value, `have length less than or equal to ${max}`)];
  return NO_VIOLATIONS;
}

/**
 * A string.
 *
 * @param constraint `length` in Unicode characters; `pattern` as AWS documents it; it must match the whole string, and
 * the error text quotes it as given
 */
export function string(constraint: { readonly length?: Bounds; readonly pattern?: string } = {}): Rule<string> {
  const { length, pattern } = constraint;
  // Made at first use: otherwise each start would make hundreds.
  let whole: RegExp | undefined;
  return {
    check(value) {
      if (typeof value !== "string") return throwWrongType(value, "a String");
      const found = length === undefined ? [] : [...checkLength(value, countCharacters(value), length)];
      if (pattern !== undefined && !(whole ??= new RegExp(`^(?:${pattern})$`, "u")).test(value))
        found.push(createViolation(value, `satisfy regular expression pattern: ${pattern}`));
      return found.length === 0 ? NO_VIOLATIONS : found;
    },
  };
}

/** AWS counts Unicode characters, not UTF-16 units. */
function countCharacters(text: string): number {
  let pairs = 0;
  for (let i = 1; i < text.length; i++)
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) pairs++;
  return text.length - pairs;
}

/** A string out of a fixed set, such as an SDK enum's values. */
export function oneOf<const T extends string>(values: readonly T[]): Rule<T> {
  return {
    check(value) {
      if (typeof value !== "string") return throwWrongType(value, "a String");
      if (values.some((item) => item === value)) return NO_VIOLATIONS;
      return [createViolation(value, `satisfy enum value set: [${values.join(", ")}]`)];
    },
  };
}

/**
 * A string out of AWS's set of values, of which the lab cloud implements some.
 *
 * @param others the others, which are refused by name
 */
export function emulatedOf<const T extends string>(values: readonly T[], others: readonly string[]): Rule<T> {
  const all = oneOf([...values, ...others]);
  return {
    only: values,
    check(value) {
      const found = all.check(value);
      if (others.some((item) => item === value)) throw new ValueNotEmulated(String(value));
      return found;
    },
  };
}

function number(bounds: Bounds, isRight: (value: number) => boolean, requested: string): Rule<number> {
  const { min = -Infinity, max = Infinity } = bounds;
  return {
    check(value) {
      if (typeof value !== "number" || !isRight(value)) return throwWrongType(value, requested);
      if (value < min) return [createViolation(value, `have value greater than or equal to ${min}`)];
      if (value > max) return [createViolation(value, `have value less than or equal to ${max}`)];
      return NO_VIOLATIONS;
    },
  };
}

/** A whole number. */
export const integer = (bounds: Bounds = {}): Rule<number> => number(bounds, Number.isSafeInteger, "an Integer");

/** Any number, fractions included. */
export const double = (bounds: Bounds = {}): Rule<number> => number(bounds, () => true, "a Double");

/** True or false. */
export const boolean = (): Rule<boolean> => ({
  check: (value) => (typeof value === "boolean" ? NO_VIOLATIONS : throwWrongType(value, "a Boolean")),
});

/** Bytes; `length` bounds their number. */
export const blob = (length: Bounds = {}): Rule<Uint8Array> => ({
  check: (value) =>
    value instanceof Uint8Array ? checkLength(value, value.byteLength, length) : throwWrongType(value, "a Blob"),
});

/** A body that is not buffered (S3): an unread stream. */
export const streaming = (): Rule<Readable> => ({ check: () => NO_VIOLATIONS });

/** A time, which the protocol has already parsed. */
export const timestamp = (): Rule<Date> => ({
  check: (value) =>
    value instanceof Date && !Number.isNaN(value.getTime()) ? NO_VIOLATIONS : throwWrongType(value, "a Timestamp"),
});

/** A list whose items all follow `item`; `length` bounds their number. */
export const list = <T>(item: Rule<T>, length: Bounds = {}): Rule<T[]> => ({
  each: item,
  check(value) {
    if (!Array.isArray(value)) return throwWrongType(value, "a List");
    const found = [...checkLength(value, value.length, length)];
    for (const [index, entry] of value.entries()) {
      const inside = item.check(entry);
      if (inside.length > 0) found.push(...prefixPaths(`${index + 1}.member`, inside));
    }
    return found.length === 0 ? NO_VIOLATIONS : found;
  },
});

/** A map from strings to values; `length` bounds the number of entries. */
export const map = <T>(key: Rule<string>, value: Rule<T>, length: Bounds = {}): Rule<Record<string, T>> => ({
  each: value,
  check(entries) {
    if (typeof entries !== "object" || entries === null || Array.isArray(entries))
      return throwWrongType(entries, "a Map");
    const pairs = Object.entries(entries);
    const found = [...checkLength(entries, pairs.length, length)];
    for (const [name, item] of pairs)
      found.push(...prefixPaths("key", key.check(name)), ...prefixPaths(`${name}.member`, value.check(item)));
    return found.length === 0 ? NO_VIOLATIONS : found;
  },
});
