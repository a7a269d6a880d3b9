/** What a template is made of, once it is read. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** A member of the object's own; templates may hold a key called "constructor". */
export const memberOf = <T>(object: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Whether two values are the same, whatever the order of their keys. */
export const sameJson = (a: Json | undefined, b: Json | undefined): boolean => canonical(a) === canonical(b);

/** A text that is the same for the same value, whatever the order of its keys. */
export const canonical = (value: Json | undefined): string =>
  JSON.stringify(value, (_key, one: Json) =>
    isObject(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one,
  ) ?? "";
