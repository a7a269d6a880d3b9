import { isScalar, type HiveField, type HiveType } from "../../../../../../foundation/columnar/hive-type";
import { isObject, JsonNumber, type Json } from "../../../../../../foundation/columnar/exact-json";
import { getJavaClass, formatAsJava, formatJson } from "../json/value";
import { type Deserializer, createFieldIndex, foldKey, createBadInputMismatch, createMismatch } from "./deserializer";
import { createScalarWriter, type ValueWriter } from "./scalars";

type NestedType = Extract<HiveType, { readonly kind: "array" | "map" | "struct" }>;

/** The writer of a column's values; null is written as null. */
export function createColumnWriter(type: HiveType, serde: Deserializer): ValueWriter {
  const write = isScalar(type) ? createScalarWriter(type, serde) : createNestedWriter(type as NestedType, serde);
  return (value) => (value === null ? "null" : write(value));
}

function createNestedWriter(type: NestedType, serde: Deserializer): ValueWriter {
  switch (type.kind) {
    case "array":
      return createArrayWriter(createColumnWriter(type.item, serde), serde);
    case "map":
      return createMapWriter(type, serde);
    case "struct":
      return createStructWriter(type.fields, serde);
  }
}

/** The OpenX reader makes a list of one from any value that isn't a list (measured on AWS, 2026-09-13). */
function createArrayWriter(item: ValueWriter, serde: Deserializer): ValueWriter {
  return (value) => {
    if (Array.isArray(value)) return `[${value.map(item).join(",")}]`;
    if (serde.kind === "hive") throw createMismatch("java.io.IOException: Start of Array expected");
    return `[${item(value)}]`;
  };
}

function createMapWriter(type: Extract<NestedType, { readonly kind: "map" }>, serde: Deserializer): ValueWriter {
  const key = createColumnWriter(type.key, serde);
  const item = createColumnWriter(type.value, serde);
  const formatKey = (name: string): string => {
    const text = key(toKeyValue(name, type.key));
    // A number with too many digits would become null, which cannot be a map's key.
    if (text === "null") throw createBadInputMismatch(name);
    return text;
  };
  return (value) => {
    if (!isObject(value)) throw serde.kind === "hive" ? createStartOfObjectError() : createNotAnObjectError(value);
    // DuckDB refuses a map with a duplicate key, which two spellings of a key become once folded: the last one counts.
    const entries = new Map(
      Object.entries(value).map(([name, member]) => [formatKey(foldKey(name, serde)), item(member)]),
    );
    return `{${[...entries].map(([name, member]) => `${name.startsWith('"') ? name : `"${name}"`}:${member}`).join(",")}}`;
  };
}

/** In JSON a key is always a string; where the map's keys are numbers, it is read as a number. */
const toKeyValue = (name: string, { kind }: HiveType): Json =>
  ["string", "char", "varchar", "boolean", "date", "timestamp", "binary"].includes(kind) ||
  !/^-?\d+(\.\d+)?$/.test(name)
    ? name
    : new JsonNumber(name);

/**
 * Reads a struct's members by name; the OpenX reader also reads them by place from a list (measured on AWS,
 * 2026-09-13).
 */
function createStructWriter(fields: readonly HiveField[], serde: Deserializer): ValueWriter {
  const writers = fields.map(({ type }) => createColumnWriter(type, serde));
  const names = fields.map(({ name }) => JSON.stringify(name));
  const indexOf = createFieldIndex(
    fields.map(({ name }) => name),
    serde,
  );
  const formatValues = (values: readonly (Json | undefined)[]): string =>
    `{${values.flatMap((value, index) => (value === undefined ? [] : [`${names[index]}:${writers[index]?.(value)}`])).join(",")}}`;
  return (value) => {
    if (isObject(value)) {
      const found: (Json | undefined)[] = [];
      for (const key in value) {
        const index = indexOf(key);
        if (index >= 0) found[index] = value[key];
      }
      return formatValues(Array.from(writers, (_, index) => found.at(index) ?? null));
    }
    if (serde.kind === "hive") throw createStartOfObjectError();
    if (Array.isArray(value)) return formatValues(writers.map((_, index) => value.at(index) ?? null));
    throw createNotAnObjectError(value);
  };
}

/** Hive's error text, measured on AWS, 2026-09-13. */
const createStartOfObjectError = (): Error => createMismatch("java.io.IOException: Start of Object expected");

/** AWS's text, which has two blanks in a row. */
export const createNotAnObjectError = (value: Json): Error =>
  createMismatch(
    `Data is not JSONObject  but ${getJavaClass(value)} with value ${Array.isArray(value) || isObject(value) || typeof value === "number" ? formatJson(value) : formatAsJava(value)}`,
  );
