import { isObject, type Json } from "../../../../../columnar/exact-json";
import type { Deserializer } from "./deserializer";

/** How many keys one index caches; a program that sends ever new keys must not fill the memory. */
const MAX_KEYS = 10_000;

/**
 * Finds the field that a JSON key belongs to.
 *
 * @returns a function from a key to the field's place, -1 if no field belongs to it
 */
export function createFieldIndex(names: readonly string[], serde: Deserializer): (key: string) => number {
  const positions = new Map(
    names.map((name, index) => [serde.kind === "openx" ? (serde.keyOfColumn.get(name) ?? name) : name, index]),
  );
  const known = new Map<string, number>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    // The Hive reader compares in lower case, too (measured on AWS, 2026-09-13).
    const index = positions.get(serde.kind === "hive" ? key.toLowerCase() : foldKey(key, serde)) ?? -1;
    if (known.size < MAX_KEYS) known.set(key, index);
    return index;
  };
}

/** A key of a map or of JSON text as the reader passes it on: the Hive reader leaves such keys unchanged. */
export function foldKey(key: string, serde: Deserializer): string {
  if (serde.kind === "hive") return key;
  const plain = serde.dotsToUnderscores ? key.replaceAll(".", "_") : key;
  return serde.caseInsensitive ? plain.toLowerCase() : plain;
}

/** The value with all its keys changed as the OpenX reader changes them before it reads any value. */
export function foldKeys(value: Json, serde: Deserializer): Json {
  if (Array.isArray(value)) return value.map((item) => foldKeys(item, serde));
  if (!isObject(value)) return value;
  const folded: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, member] of Object.entries(value)) folded[foldKey(key, serde)] = foldKeys(member, serde);
  return folded;
}
