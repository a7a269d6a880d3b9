import type { NormalizedSchema } from "@smithy/core/schema";
import { epochTimestamps, structureOf, Unusual } from "./json-schema";

/** Writes a value of one shape as JSON. */
export type JsonWriter = (value: unknown, into: JsonText) => void;

/** From here on text is made bytes. */
const PIECE_CHARACTERS = 16 * 1024;

/**
 * JSON that is being written. Made bytes piece by piece, a GetRecords of 500 KB takes half the time that it takes in one go: longer strings get
 * memory of their own from the system, and are copied once more.
 */
export class JsonText {
  readonly #pieces: Buffer[] = [];
  #text = "";

  add(text: string): void {
    this.#text += text;
    if (this.#text.length >= PIECE_CHARACTERS) this.#pieces.push(bytesOfText(this.#take()));
  }

  /** All of it. Where it is short it stays text, which Node sends together with its headers in one piece. */
  finish(): Buffer | string {
    if (this.#pieces.length === 0) return this.#take();
    return Buffer.concat([...this.#pieces.splice(0), bytesOfText(this.#take())]);
  }

  #take(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }
}

/** Most text is ASCII, base64 above all, and is made bytes several times faster if that is known. */
const bytesOfText = (text: string): Buffer =>
  Buffer.from(text, Buffer.byteLength(text) === text.length ? "latin1" : "utf8");

/**
 * Compiles the writing of one shape, once.
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

/** The JSON of a value that holds no others. */
type Scalar = (value: unknown) => string;

/** What JSON.stringify would spell otherwise. Ids, names and base64 hold none of it, and JSON shows it soon. */
// oxlint-disable-next-line no-control-regex -- JSON spells these
const SPELLED = /["\\\u0000-\u001f\ud800-\udfff]/;
const plainly: Scalar = (value) =>
  typeof value === "string" && !SPELLED.test(value) ? `"${value}"` : JSON.stringify(value);

function writerOf(schema: NormalizedSchema, known: Known): JsonWriter {
  if (schema.isStructSchema()) return structureWriter(schema, known);
  if (schema.isListSchema()) return listWriter(writerOf(schema.getValueSchema(), known), isSparse(schema));
  if (schema.isMapSchema()) return mapWriter(writerOf(schema.getValueSchema(), known), isSparse(schema));
  const scalar = scalarOf(schema);
  return (value, into) => into.add(scalar(value));
}

function scalarOf(schema: NormalizedSchema): Scalar {
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
const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;

function structureWriter(schema: NormalizedSchema, known: Known): JsonWriter {
  const raw = structureOf(schema);
  const before = known.get(raw);
  if (before !== undefined) return (value, into) => before.write(value, into);
  const made = { write: (() => undefined) as JsonWriter };
  known.set(raw, made);
  const members = [...schema.structIterator()].map(([name, member]) => ({
    name,
    key: `${JSON.stringify(name)}:`,
    write: writerOf(member, known),
  }));
  made.write = (value, into) => {
    // The border: the operation's output type has promised a structure here.
    const given = value as Readonly<Record<string, unknown>>;
    let before = "{";
    for (const { name, key, write } of members) {
      const one = given[name];
      if (isMissing(one)) continue;
      into.add(before + key);
      write(one, into);
      before = ",";
    }
    into.add(before === "{" ? "{}" : "}");
  };
  return made.write;
}

function listWriter(write: JsonWriter, isSparse: boolean): JsonWriter {
  return (value, into) => {
    let before = "[";
    for (const one of value as readonly unknown[]) {
      if (isMissing(one) && !isSparse) continue;
      into.add(before);
      if (isMissing(one)) into.add("null");
      else write(one, into);
      before = ",";
    }
    into.add(before === "[" ? "[]" : "]");
  };
}

function mapWriter(write: JsonWriter, isSparse: boolean): JsonWriter {
  return (value, into) => {
    let before = "{";
    for (const [name, one] of Object.entries(value as Readonly<Record<string, unknown>>)) {
      if (isMissing(one) && !isSparse) continue;
      into.add(`${before}${JSON.stringify(name)}:`);
      if (isMissing(one)) into.add("null");
      else write(one, into);
      before = ",";
    }
    into.add(before === "{" ? "{}" : "}");
  };
}

const numberText: Scalar = (value) =>
  typeof value === "number" && !Number.isFinite(value) ? `"${value}"` : String(value);

const bytesOf = (value: unknown): Buffer => {
  if (Buffer.isBuffer(value)) return value;
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.from(String(value));
};
