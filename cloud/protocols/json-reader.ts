import { parseEpochTimestamp } from "@smithy/core/serde";
import type { NormalizedSchema } from "@smithy/core/schema";
import { fromBase64 } from "./base64";
import { requireEpochTimestamps, getStructure, UnsupportedShapeError } from "./json-schema";

/** Converts a parsed JSON value by its schema. A value of a wrong JSON type stays as it is: the rules refuse it. */
export type JsonReader = (value: unknown) => unknown;

const returnUnchanged: JsonReader = (value) => value;

/**
 * Compiles the reader of one shape, once, so that a PutRecords of 500 records does not look up each member in the
 * schema again.
 *
 * @returns undefined for shapes with documents, big numbers and the like, which the SDK's own codec reads
 */
export function compileJsonReader(schema: NormalizedSchema): JsonReader | undefined {
  try {
    return compileReader(schema, new Map());
  } catch (error) {
    if (error instanceof UnsupportedShapeError) return undefined;
    throw error;
  }
}

/** Structures that are compiled or being compiled; a structure that contains itself finds its own reader here. */
type KnownReaders = Map<unknown, { read: JsonReader }>;

function compileReader(schema: NormalizedSchema, known: KnownReaders): JsonReader {
  if (schema.isStructSchema()) return createStructureReader(schema, known);
  if (schema.isListSchema()) return listReader(compileReader(schema.getValueSchema(), known));
  if (schema.isMapSchema()) return createMapReader(compileReader(schema.getValueSchema(), known));
  if (schema.isBlobSchema()) return (value) => (typeof value === "string" ? fromBase64(value) : value);
  if (schema.isTimestampSchema())
    return requireEpochTimestamps(schema, (value) => (value === null ? value : parseEpochTimestamp(value)));
  if (schema.isBigIntegerSchema() || schema.isBigDecimalSchema() || schema.isDocumentSchema())
    throw new UnsupportedShapeError();
  if (schema.isNumericSchema()) return (value) => (typeof value === "string" ? parseSpelledNumber(value) : value);
  if (schema.isStringSchema() && schema.getMergedTraits().mediaType !== undefined) throw new UnsupportedShapeError();
  return returnUnchanged;
}

function createStructureReader(schema: NormalizedSchema, known: KnownReaders): JsonReader {
  const raw = getStructure(schema);
  const before = known.get(raw);
  if (before !== undefined) return (value) => before.read(value);
  const created = { read: returnUnchanged };
  known.set(raw, created);
  const members = [...schema.structIterator()].map(([name, member]) => ({ name, read: compileReader(member, known) }));
  created.read = (value) => {
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
  return created.read;
}

const listReader = (item: JsonReader): JsonReader =>
  item === returnUnchanged
    ? returnUnchanged
    : (value) => (Array.isArray(value) ? value.map((one) => item(one)) : value);

const createMapReader = (item: JsonReader): JsonReader => {
  if (item === returnUnchanged) return returnUnchanged;
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, item(one)]));
  };
};

const parseSpelledNumber = (text: string): unknown => ({ Infinity, "-Infinity": -Infinity, NaN })[text] ?? text;
