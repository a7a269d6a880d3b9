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
    const fields = value as Readonly<Record<string, unknown>>;
    const read: Record<string, unknown> = {};
    // Members that the schema does not have are dropped, as on AWS.
    for (const { name, read: readMember } of members) {
      const first = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (first !== undefined && first !== null) read[name] = readMember(first);
    }
    return read;
  };
  return created.read;
}

const listReader = (item: JsonReader): JsonReader =>
  item === returnUnchanged
    ? returnUnchanged
    : (value) => (Array.isArray(value) ? value.map((entry) => item(entry)) : value);

const createMapReader = (item: JsonReader): JsonReader => {
  if (item === returnUnchanged) return returnUnchanged;
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, item(entry)]));
  };
};

const parseSpelledNumber = (text: string): unknown => ({ Infinity, "-Infinity": -Infinity, NaN })[text] ?? text;

const [TAB, LINE_FEED, RETURN, SPACE, QUOTE, LAST_ASCII] = [0x09, 0x0a, 0x0d, 0x20, 0x22, 0x7f];

/** A member name that may come next. */
interface ExpectedName {
  /** The name's bytes after the opening quote, including the closing quote. */
  readonly spelled: Uint8Array;
}

/** Moves through JSON without escapes, byte by byte, without making values. */
export class JsonCursor {
  readonly #bytes: Buffer;
  #at = 0;
  #from = 0;
  #end = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The offset at which the latest string begins, after its quote; `end` is that of its closing quote. */
  get from(): number {
    return this.#from;
  }

  get end(): number {
    return this.#end;
  }

  /** Whether nothing but white space is left. */
  get isAtEnd(): boolean {
    return this.#peekNext() === undefined;
  }

  /** Moves past a byte, if it is the next one. */
  consume(byte: number): boolean {
    if (this.#peekNext() !== byte) return false;
    this.#at += 1;
    return true;
  }

  /** Moves past a member's name. @returns the matching one of `names`, if there is one */
  name<N extends ExpectedName>(names: readonly N[]): N | undefined {
    if (!this.consume(QUOTE)) return undefined;
    for (const name of names) {
      if (!this.#isAt(name.spelled)) continue;
      this.#at += name.spelled.length;
      return name;
    }
    return undefined;
  }

  /** Moves past a string of ASCII. */
  skipText(): boolean {
    if (!this.consume(QUOTE)) return false;
    for (let at = this.#at; ; at += 1) {
      const byte = this.#bytes[at];
      if (byte === QUOTE) return this.#finishText(at);
      // Undefined after the end.
      if (byte === undefined || byte < SPACE || byte > LAST_ASCII) return false;
    }
  }

  /** Moves past a string of any bytes, which may be long. */
  skipLongText(): boolean {
    if (!this.consume(QUOTE)) return false;
    const end = this.#bytes.indexOf(QUOTE, this.#at);
    return end !== -1 && this.#finishText(end);
  }

  #finishText(end: number): true {
    this.#from = this.#at;
    this.#end = end;
    this.#at = end + 1;
    return true;
  }

  #isAt(spelled: Uint8Array): boolean {
    for (let index = 0; index < spelled.length; index += 1)
      if (this.#bytes[this.#at + index] !== spelled[index]) return false;
    return true;
  }

  /** The next byte that is no white space; undefined at the end. */
  #peekNext(): number | undefined {
    let byte = this.#bytes[this.#at];
    while (byte === SPACE || byte === LINE_FEED || byte === RETURN || byte === TAB) byte = this.#bytes[++this.#at];
    return byte;
  }
}
