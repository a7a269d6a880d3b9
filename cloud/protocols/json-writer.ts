import type { NormalizedSchema } from "@smithy/core/schema";
import { formatJavaDouble } from "../../foundation/columnar/java-number";
import { LazyList } from "../core/lazy-list";
import { answerMemory } from "./bodies";
import { requireEpochTimestamps, getStructure, UnsupportedShapeError } from "./json-schema";

/** Writes a value of one shape as JSON. */
export type JsonWriter = (value: unknown, into: JsonText) => void;

/**
 * Strings of this length and more are encoded by themselves: to concatenate them first and copy everything afterward
 * takes half as long again.
 */
const LONG_CHARACTERS = 512;
/** How many characters of short strings are concatenated before they are encoded. A shorter answer stays a string. */
const PIECE_CHARACTERS = 16 * 1024;
/** The maximum number of bytes of one JavaScript character (UTF-16 unit) in each encoding. */
const CHARACTER_BYTES = { latin1: 1, utf8: 3 } as const;

/** JSON that is being written. */
export class JsonText {
  #text = "";
  #isAscii = true;
  #memory: Buffer | undefined;
  #bytes = 0;

  /** Adds ASCII, which is encoded several times faster: names, numbers, base64 and JSON's own characters. */
  addAscii(ascii: string): void {
    if (ascii.length < LONG_CHARACTERS || this.#canStayText(ascii)) return this.#gather(ascii);
    this.#flush();
    this.#write(ascii, "latin1");
  }

  /** Adds any text. */
  add(text: string): void {
    this.#isAscii = false;
    this.#gather(text);
  }

  /**
   * Adds bytes that `write` puts in their place.
   *
   * @param max  the most bytes of them
   * @param write gets memory with room for them, and their offset, and returns the offset after them
   */
  addWritten(max: number, write: (into: Buffer, at: number) => number): void {
    this.#flush();
    // And room for the rest, so that a long answer doesn't have to move for it.
    this.#bytes = write(this.#ensureCapacity(max + PIECE_CHARACTERS), this.#bytes);
  }

  /**
   * The whole JSON. A short one is a string, which Node sends together with the headers in one piece: this makes a
   * receive of 1 KB a tenth faster.
   */
  finish(): Buffer | string {
    if (this.#memory === undefined) return this.#text;
    this.#flush();
    const whole = this.#memory.subarray(0, this.#bytes);
    // A slow client holds its answer for long. A small answer must not block the whole memory, so it is copied.
    if (this.#bytes > this.#memory.byteLength / 2) return whole;
    const copy = Buffer.from(whole);
    answerMemory.giveBack(whole);
    return copy;
  }

  #canStayText(next: string): boolean {
    return this.#bytes === 0 && this.#text.length + next.length < PIECE_CHARACTERS;
  }

  #gather(text: string): void {
    this.#text += text;
    if (this.#text.length >= PIECE_CHARACTERS) this.#flush();
  }

  #flush(): void {
    this.#write(this.#text, this.#isAscii ? "latin1" : "utf8");
    this.#text = "";
    this.#isAscii = true;
  }

  #write(text: string, encoding: keyof typeof CHARACTER_BYTES): void {
    const memory = this.#ensureCapacity(text.length * CHARACTER_BYTES[encoding]);
    this.#bytes += memory.write(text, this.#bytes, encoding);
  }

  /** Returns the memory, enlarged if it has no room for this many more bytes. */
  #ensureCapacity(bytes: number): Buffer {
    const before = this.#memory;
    const max = this.#bytes + bytes;
    if (before !== undefined && max <= before.byteLength) return before;
    const larger = answerMemory.lend(Math.max(max, 2 * (before?.byteLength ?? 0)));
    before?.copy(larger, 0, 0, this.#bytes);
    if (before !== undefined) answerMemory.giveBack(before);
    return (this.#memory = larger);
  }
}

/**
 * Compiles the writer of one shape, once.
 *
 * @param doubles the members whose numbers, or times, are doubles, which AWS writes with a point: `5.0`. The SDK's schemas
 *                do not tell doubles from whole numbers
 * @returns undefined for shapes with documents, big numbers and the like, which the SDK's own codec writes
 */
export function compileJsonWriter(
  schema: NormalizedSchema,
  doubles: ReadonlySet<string> = NONE,
): JsonWriter | undefined {
  try {
    return compileWriter(schema, { known: new Map(), doubles, isDouble: false });
  } catch (error) {
    if (error instanceof UnsupportedShapeError) return undefined;
    throw error;
  }
}

const NONE: ReadonlySet<string> = new Set();

interface CompileState {
  /** Structures that are compiled or being compiled; a structure that contains itself finds its own writer here. */
  readonly known: Map<unknown, { write: JsonWriter }>;
  readonly doubles: ReadonlySet<string>;
  /** Whether the shape is that of one of `doubles`, or inside of one. */
  readonly isDouble: boolean;
}

/** Characters that JSON escapes, and those outside ASCII. Ids and names have none, which this test finds quickly. */
const UNPLAIN = /[^ !#-[\]-~]/;
const writeAny: JsonWriter = (value, into) => {
  if (typeof value === "string" && !UNPLAIN.test(value)) into.addAscii(`"${value}"`);
  else into.add(JSON.stringify(value));
};

function compileWriter(schema: NormalizedSchema, compiling: CompileState): JsonWriter {
  if (schema.isStructSchema()) return createStructureWriter(schema, compiling);
  if (schema.isListSchema()) return listWriter(compileWriter(schema.getValueSchema(), compiling), isSparse(schema));
  if (schema.isMapSchema()) return createMapWriter(compileWriter(schema.getValueSchema(), compiling), isSparse(schema));
  return createScalarWriter(schema, compiling);
}

function createScalarWriter(schema: NormalizedSchema, { isDouble }: CompileState): JsonWriter {
  if (schema.isBlobSchema()) return writeBlob;
  if (schema.isTimestampSchema())
    return requireEpochTimestamps(schema, (value, into) => {
      if (!(value instanceof Date)) writeAny(value, into);
      else if (isDouble) writeDouble(value.getTime() / 1000, into);
      else into.addAscii(String(value.getTime() / 1000));
    });
  if (schema.isBigIntegerSchema() || schema.isBigDecimalSchema() || schema.isDocumentSchema())
    throw new UnsupportedShapeError();
  if (schema.isNumericSchema()) return isDouble ? writeDouble : writeNumber;
  if (schema.isStringSchema() && schema.getMergedTraits().mediaType !== undefined) throw new UnsupportedShapeError();
  return writeAny;
}

const isSparse = (schema: NormalizedSchema): boolean => Boolean(schema.getMergedTraits().sparse);
const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;

function createStructureWriter(schema: NormalizedSchema, compiling: CompileState): JsonWriter {
  const { known, doubles } = compiling;
  const raw = getStructure(schema);
  const before = known.get(raw);
  if (before !== undefined) return (value, into) => before.write(value, into);
  const created = { write: (() => undefined) as JsonWriter };
  known.set(raw, created);
  const members = [...schema.structIterator()].map(([name, member]) => ({
    name,
    first: `{${JSON.stringify(name)}:`,
    next: `,${JSON.stringify(name)}:`,
    write: compileWriter(member, { known, doubles, isDouble: doubles.has(name) }),
  }));
  created.write = (value, into) => {
    // The border: the operation's output type has promised a structure here.
    const fields = value as Readonly<Record<string, unknown>>;
    let isFirst = true;
    for (const { name, first, next, write } of members) {
      const item = fields[name];
      if (isMissing(item)) continue;
      into.addAscii(isFirst ? first : next);
      write(item, into);
      isFirst = false;
    }
    into.addAscii(isFirst ? "{}" : "}");
  };
  return created.write;
}

function listWriter(write: JsonWriter, isSparse: boolean): JsonWriter {
  return (value, into) => {
    if (value instanceof LazyList && value.maxJsonBytes >= PIECE_CHARACTERS) {
      into.addWritten(value.maxJsonBytes, (memory, at) => value.writeJson(memory, at));
      return;
    }
    let before = "[";
    for (const item of value as Iterable<unknown>) {
      if (isMissing(item) && !isSparse) continue;
      into.addAscii(before);
      if (isMissing(item)) into.addAscii("null");
      else write(item, into);
      before = ",";
    }
    into.addAscii(before === "[" ? "[]" : "]");
  };
}

function createMapWriter(write: JsonWriter, isSparse: boolean): JsonWriter {
  return (value, into) => {
    let before = "{";
    for (const [name, item] of Object.entries(value as Readonly<Record<string, unknown>>)) {
      if (isMissing(item) && !isSparse) continue;
      into.add(`${before}${JSON.stringify(name)}:`);
      if (isMissing(item)) into.addAscii("null");
      else write(item, into);
      before = ",";
    }
    into.addAscii(before === "{" ? "{}" : "}");
  };
}

/** Adds the quotes separately: to concatenate them with the text would copy it again. */
const writeBlob: JsonWriter = (value, into) => {
  into.addAscii('"');
  into.addAscii(toBytes(value).toString("base64"));
  into.addAscii('"');
};

const writeNumber: JsonWriter = (value, into) =>
  into.addAscii(typeof value === "number" && !Number.isFinite(value) ? `"${value}"` : String(value));

const writeDouble: JsonWriter = (value, into) =>
  Number.isFinite(value) ? into.addAscii(formatJavaDouble(value as number)) : writeNumber(value, into);

const toBytes = (value: unknown): Buffer => {
  if (Buffer.isBuffer(value)) return value;
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.from(String(value));
};
