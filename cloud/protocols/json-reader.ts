import { parseEpochTimestamp } from "@smithy/core/serde";
import type { NormalizedSchema } from "@smithy/core/schema";
import { fromBase64 } from "./base64";
import { epochTimestamps, structureOf, Unusual } from "./json-schema";

/** Converts a parsed JSON value by its schema. A value of a wrong JSON type stays as it is: the rules refuse it. */
export type JsonReader = (value: unknown) => unknown;

const asItIs: JsonReader = (value) => value;

/**
 * Compiles the reader of one shape, once, so that a PutRecords of 500 records does not look up each member in the
 * schema again.
 *
 * @returns undefined for shapes with documents, big numbers and the like, which the SDK's own codec reads
 */
export function jsonReader(schema: NormalizedSchema): JsonReader | undefined {
  try {
    return readerOf(schema, new Map());
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** Structures that are compiled or being compiled; a structure that contains itself finds its own reader here. */
type Known = Map<unknown, { read: JsonReader }>;

function readerOf(schema: NormalizedSchema, known: Known): JsonReader {
  if (schema.isStructSchema()) return structureReader(schema, known);
  if (schema.isListSchema()) return listReader(readerOf(schema.getValueSchema(), known));
  if (schema.isMapSchema()) return mapReader(readerOf(schema.getValueSchema(), known));
  if (schema.isBlobSchema()) return (value) => (typeof value === "string" ? fromBase64(value) : value);
  if (schema.isTimestampSchema())
    return epochTimestamps(schema, (value) => (value === null ? value : parseEpochTimestamp(value)));
  if (schema.isBigIntegerSchema() || schema.isBigDecimalSchema() || schema.isDocumentSchema()) throw new Unusual();
  if (schema.isNumericSchema()) return (value) => (typeof value === "string" ? spelledNumber(value) : value);
  if (schema.isStringSchema() && schema.getMergedTraits().mediaType !== undefined) throw new Unusual();
  return asItIs;
}

function structureReader(schema: NormalizedSchema, known: Known): JsonReader {
  const raw = structureOf(schema);
  const before = known.get(raw);
  if (before !== undefined) return (value) => before.read(value);
  const made = { read: asItIs };
  known.set(raw, made);
  const members = [...schema.structIterator()].map(([name, member]) => ({ name, read: readerOf(member, known) }));
  made.read = (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const given = value as Readonly<Record<string, unknown>>;
    const read: Record<string, unknown> = {};
    // Members that the schema does not have are dropped, as on AWS.
    for (const { name, read: readMember } of members) {
      const one = Object.hasOwn(given, name) ? given[name] : undefined;
      if (one !== undefined && one !== null) read[name] = readMember(one);
    }
    return read;
  };
  return made.read;
}

const listReader = (item: JsonReader): JsonReader =>
  item === asItIs ? asItIs : (value) => (Array.isArray(value) ? value.map((one) => item(one)) : value);

const mapReader = (item: JsonReader): JsonReader => {
  if (item === asItIs) return asItIs;
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, item(one)]));
  };
};

const spelledNumber = (text: string): unknown => ({ Infinity, "-Infinity": -Infinity, NaN })[text] ?? text;
