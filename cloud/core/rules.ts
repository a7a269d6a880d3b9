import type { Readable } from "node:stream";
import { createSerializationFault, ValueNotEmulated, AwsFault } from "./faults";
import type { Note } from "./notes";

/** One broken rule: the member's path, its value (as AWS writes it), and the constraint. */
export interface Violation {
  readonly path: string;
  /** ` 'text'`, ` null`, or nothing where AWS leaves the value out (blobs, lists, structures). */
  readonly value: string;
  /** The text after "Member must". */
  readonly must: string;
}

/** The shared answer of a rule that holds, so that a valid request allocates nothing. */
export const NO_VIOLATIONS: readonly Violation[] = [];

/**
 * Puts a list index, map key or member name before the paths of violations found inside it.
 *
 * @param step a member name (`streamName`) or a 1-based list position (`records.1.member`)
 */
export const prefixPaths = (step: string, found: readonly Violation[]): readonly Violation[] =>
  found.length === 0
    ? found
    : found.map((violation) => ({ ...violation, path: violation.path === "" ? step : `${step}.${violation.path}` }));

/** A scalar as AWS writes it in the error text; any other value is left out, as AWS does with blobs and structures. */
export function formatScalar(value: unknown): string {
  if (value === undefined || value === null) return " null";
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? ` '${value}'` : "";
}

/**
 * The one sentence in which AWS services report all broken constraints of a request.
 *
 * @example "1 validation error detected: Value '' at 'streamName' failed to satisfy constraint: Member must have …"
 */
export function formatViolations(found: readonly Violation[]): string {
  const errors = found.length === 1 ? "1 validation error" : `${found.length} validation errors`;
  const each = found.map(
    ({ path, value, must }) => `Value${value} at '${path}' failed to satisfy constraint: Member must ${must}`,
  );
  return `${errors} detected: ${each.join("; ")}`;
}

/** The fault of JSON and CBOR services for violations. Query services and S3 have their own; see `Service.invalid`. */
export const createValidationException = (found: readonly Violation[]): AwsFault =>
  new AwsFault("ValidationException", formatViolations(found));

/**
 * Checks a value. A value of the wrong JSON type throws SerializationException, as AWS's parsers do before they check
 * any constraint; a value of the right type that breaks a constraint is returned as violations.
 */
export interface Rule<T> {
  readonly check: (value: unknown) => readonly Violation[];
  /** Only for the compiler: the type of a value that passed. */
  readonly passes?: T;
  /**
   * The rule for the items of a list or the values of a map. This member and the next two are for code that reads
   * rules, such as coverage.ts.
   */
  readonly each?: Rule<unknown>;
  /** The members of a structure. */
  readonly members?: AnyMembers;
  /** The values that the lab cloud accepts, if AWS accepts more. */
  readonly only?: readonly string[];
}

/** A member that must be present. */
export interface RequiredMember<T> {
  readonly need: "required";
  readonly rule: Rule<T>;
  /** The note to give where a request has it, if it has no effect, or another one than on AWS. */
  readonly note?: Note;
}
/** A member that may be left out. */
export interface OptionalMember<T> {
  readonly need: "optional";
  readonly rule: Rule<T>;
  /** The note to give where a request has it, if it has no effect, or another one than on AWS. */
  readonly note?: Note;
}
/** A member that AWS knows and the lab cloud does not implement. */
export interface RefusedMember {
  readonly need: "refused";
  /** Whether the operation itself refuses an input, with a fault that AWS would answer first. */
  readonly unless?: ((input: Readonly<Record<string, unknown>>) => boolean) | undefined;
}
export type Member<T> = RequiredMember<T> | OptionalMember<T> | RefusedMember;

/** Any table of members, for code that works on all of them. */
export type AnyMembers = Readonly<Record<string, Member<unknown>>>;

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
 * One of AWS's string values, only some of which the lab cloud implements.
 *
 * @param others the values that are refused by name
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
