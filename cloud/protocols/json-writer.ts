import type { NormalizedSchema } from "@smithy/core/schema";
import { epochTimestamps, structureOf, Unusual } from "./json-schema";

/** Writes a value of one shape as JSON text. */
export type JsonWriter = (value: unknown) => string;

/**
 * Compiles the writing of one shape, once. Text is put together from pieces and made bytes in one go at the end, which for
 * a GetRecords of 500 KB is several times faster than writing byte by byte.
 *
 * @returns undefined for shapes with documents, big numbers and the like, which are left to the SDK's own codec
 */
export function jsonWriter(schema: NormalizedSchema): JsonWriter | undefined {
  try {
    return writerOf(schema, new Map());
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** Structures that are compiled or being compiled; those that hold themselves find themselves here. */
type Known = Map<unknown, { write: JsonWriter }>;

/** What JSON.stringify would spell otherwise. Ids, names and base64 hold none of it, and JSON shows it soon. */
// eslint-disable-next-line no-control-regex -- JSON spells these
const SPELLED = /["\\\u0000-\u001f\ud800-\udfff]/;
const plainly: JsonWriter = (value) =>
  typeof value === "string" && !SPELLED.test(value) ? `"${value}"` : JSON.stringify(value);

function writerOf(schema: NormalizedSchema, known: Known): JsonWriter {
  if (schema.isStructSchema()) return structureWriter(schema, known);
  if (schema.isListSchema()) return listWriter(writerOf(schema.getValueSchema(), known), isSparse(schema));
  if (schema.isMapSchema()) return mapWriter(writerOf(schema.getValueSchema(), known), isSparse(schema));
  if (schema.isBlobSchema()) return (value) => `"${bytesOf(value).toString("base64")}"`;
  if (schema.isTimestampSchema())
    return epochTimestamps(schema, (value) =>
      value instanceof Date ? String(value.getTime() / 1000) : plainly(value),
    );
  if (schema.isBigIntegerSchema() || schema.isBigDecimalSchema() || schema.isDocumentSchema()) throw new Unusual();
  if (schema.isNumericSchema()) return numberText;
  if (schema.isStringSchema() && schema.getMergedTraits().mediaType !== undefined) throw new Unusual();
  return plainly;
}

const isSparse = (schema: NormalizedSchema): boolean => Boolean(schema.getMergedTraits().sparse);

function structureWriter(schema: NormalizedSchema, known: Known): JsonWriter {
  const raw = structureOf(schema);
  const before = known.get(raw);
  if (before !== undefined) return (value) => before.write(value);
  const made = { write: plainly };
  known.set(raw, made);
  const members = [...schema.structIterator()].map(([name, member]) => ({
    name,
    key: `${JSON.stringify(name)}:`,
    write: writerOf(member, known),
  }));
  made.write = (value) => {
    // The border: the operation's output type has promised a structure here.
    const given = value as Readonly<Record<string, unknown>>;
    let text = "{";
    for (const { name, key, write } of members) {
      const one = given[name];
      if (one === undefined || one === null) continue;
      text += text === "{" ? key : `,${key}`;
      text += write(one);
    }
    return `${text}}`;
  };
  return made.write;
}

function listWriter(write: JsonWriter, isSparse: boolean): JsonWriter {
  return (value) => {
    let text = "[";
    for (const one of value as readonly unknown[]) {
      const isMissing = one === undefined || one === null;
      if (isMissing && !isSparse) continue;
      if (text !== "[") text += ",";
      text += isMissing ? "null" : write(one);
    }
    return `${text}]`;
  };
}

function mapWriter(write: JsonWriter, isSparse: boolean): JsonWriter {
  return (value) => {
    let text = "{";
    for (const [name, one] of Object.entries(value as Readonly<Record<string, unknown>>)) {
      const isMissing = one === undefined || one === null;
      if (isMissing && !isSparse) continue;
      if (text !== "{") text += ",";
      text += `${JSON.stringify(name)}:${isMissing ? "null" : write(one)}`;
    }
    return `${text}}`;
  };
}

const numberText: JsonWriter = (value) =>
  typeof value === "number" && !Number.isFinite(value) ? `"${value}"` : String(value);

const bytesOf = (value: unknown): Buffer =>
  value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.from(String(value));
