/** A value of a parsed template. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A member of the object itself, not of its prototype: templates may have a key "constructor". */
export const getMember = <T>(object: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Whether two values are equal; the order of keys does not count. */
export const isSameJson = (a: Json | undefined, b: Json | undefined): boolean => canonicalize(a) === canonicalize(b);

/** A string that is equal for equal values, whatever the order of their keys. */
const canonicalize = (value: Json | undefined): string =>
  JSON.stringify(value, (_key, item: Json) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  ) ?? "";
