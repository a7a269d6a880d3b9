import { isScalar, type HiveField, type HiveType } from "../../../glue/hive-type";
import { badInput, doesNotMatch } from "../mismatch";
import { isObject, JsonNumber, type Json } from "../../../../columnar/exact-json";
import { javaClass, javaText, jsonText } from "../json/value";
import type { Deserializer } from "./deserializer";
import { fieldIndex, foldedKey } from "./keys";
import { scalarWriter, type ValueWriter } from "./scalars";

type Nested = Extract<HiveType, { readonly kind: "array" | "map" | "struct" }>;

/** The writer of a column's values; null is written as null. */
export function columnWriter(type: HiveType, serde: Deserializer): ValueWriter {
  const write = isScalar(type) ? scalarWriter(type, serde) : nestedWriter(type as Nested, serde);
  return (value) => (value === null ? "null" : write(value));
}

function nestedWriter(type: Nested, serde: Deserializer): ValueWriter {
  switch (type.kind) {
    case "array":
      return arrayWriter(columnWriter(type.item, serde), serde);
    case "map":
      return mapWriter(type, serde);
    case "struct":
      return structWriter(type.fields, serde);
  }
}

/** The OpenX reader makes a list of one from any value that is no list (measured on AWS, 2026-09-13). */
function arrayWriter(item: ValueWriter, serde: Deserializer): ValueWriter {
  return (value) => {
    if (Array.isArray(value)) return `[${value.map(item).join(",")}]`;
    if (serde.kind === "hive") throw doesNotMatch("java.io.IOException: Start of Array expected");
    return `[${item(value)}]`;
  };
}

function mapWriter(type: Extract<Nested, { readonly kind: "map" }>, serde: Deserializer): ValueWriter {
  const key = columnWriter(type.key, serde);
  const item = columnWriter(type.value, serde);
  const keyText = (name: string): string => {
    const text = key(keyValue(name, type.key));
    // A number with too many digits would become null, which cannot be a map's key.
    if (text === "null") throw badInput(name);
    return text;
  };
  return (value) => {
    if (!isObject(value)) throw serde.kind === "hive" ? startOfObject() : notAnObject(value);
    // DuckDB refuses a map with a duplicate key, which two spellings of a key become once folded: the last one counts.
    const entries = new Map(
      Object.entries(value).map(([name, member]) => [keyText(foldedKey(name, serde)), item(member)]),
    );
    return `{${[...entries].map(([name, member]) => `${name.startsWith('"') ? name : `"${name}"`}:${member}`).join(",")}}`;
  };
}

/** In JSON a key is always a string; where the map's keys are numbers, it is read as a number. */
const keyValue = (name: string, { kind }: HiveType): Json =>
  ["string", "char", "varchar", "boolean", "date", "timestamp", "binary"].includes(kind) ||
  !/^-?\d+(\.\d+)?$/.test(name)
    ? name
    : new JsonNumber(name);

/**
 * Reads a struct's members by name; the OpenX reader also reads them by place from a list (measured on AWS,
 * 2026-09-13).
 */
function structWriter(fields: readonly HiveField[], serde: Deserializer): ValueWriter {
  const writers = fields.map(({ type }) => columnWriter(type, serde));
  const names = fields.map(({ name }) => JSON.stringify(name));
  const indexOf = fieldIndex(
    fields.map(({ name }) => name),
    serde,
  );
  const written = (values: readonly (Json | undefined)[]): string =>
    `{${values.flatMap((value, index) => (value === undefined ? [] : [`${names[index]}:${writers[index]?.(value)}`])).join(",")}}`;
  return (value) => {
    if (isObject(value)) {
      const found: (Json | undefined)[] = [];
      for (const key in value) {
        const index = indexOf(key);
        if (index >= 0) found[index] = value[key];
      }
      return written(Array.from(writers, (_, index) => found.at(index) ?? null));
    }
    if (serde.kind === "hive") throw startOfObject();
    if (Array.isArray(value)) return written(writers.map((_, index) => value.at(index) ?? null));
    throw notAnObject(value);
  };
}

/** Hive's error text, measured on AWS, 2026-09-13. */
const startOfObject = (): Error => doesNotMatch("java.io.IOException: Start of Object expected");

/** AWS's text, which has two blanks in a row. */
export const notAnObject = (value: Json): Error =>
  doesNotMatch(
    `Data is not JSONObject  but ${javaClass(value)} with value ${Array.isArray(value) || isObject(value) || typeof value === "number" ? jsonText(value) : javaText(value)}`,
  );
