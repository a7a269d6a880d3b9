import { cbor } from "@smithy/core/cbor";
import type { NormalizedSchema } from "@smithy/core/schema";
import { getStructure } from "./json-schema";

/** Writes a value of one shape as CBOR. */
export type CborWriter = (value: unknown) => Buffer;

/**
 * Compiles the writer of one shape, once. It writes as AWS does, where the SDK's codec writes otherwise: doubles and
 * times are floats of 64 bits, whole ones too, and lists, maps and structures end with a mark instead of beginning with
 * a length.
 *
 * @param doubles the members whose numbers are doubles; the SDK's schemas do not tell them from whole numbers
 */
export function compileCborWriter(schema: NormalizedSchema, doubles: ReadonlySet<string>): CborWriter {
  const write = compileWriter(schema, { known: new Map(), doubles, isDouble: false });
  return (value) => {
    const into = new CborBytes();
    write(value, into);
    return into.finish();
  };
}

/** The first bytes of values (RFC 8949, 3.1 to 3.4.2): of a string it holds the length, if this is small. */
const TEXT = 0x60;
const LIST = 0x9f;
const MAP = 0xbf;
const TIME = 0xc1;
const FLOAT_64 = 0xfb;
const END = 0xff;

/** The maximum number of bytes of a head with a length, or of a float; and of one JavaScript character (UTF-16 unit). */
const HEAD_BYTES = 9;
const CHARACTER_BYTES = 3;

/** CBOR that is being written. */
class CborBytes {
  #memory = Buffer.allocUnsafe(1024);
  #bytes = 0;

  addByte(byte: number): void {
    this.#bytes = this.#ensureCapacity(1).writeUInt8(byte, this.#bytes);
  }

  addText(text: string): void {
    const memory = this.#ensureCapacity(HEAD_BYTES + text.length * CHARACTER_BYTES);
    const count = Buffer.byteLength(text);
    if (count < 24) this.#bytes = memory.writeUInt8(TEXT | count, this.#bytes);
    else if (count < 0x100) this.#bytes = memory.writeUInt8(count, memory.writeUInt8(TEXT | 24, this.#bytes));
    else this.#bytes = memory.writeUInt32BE(count, memory.writeUInt8(TEXT | 26, this.#bytes));
    this.#bytes += memory.write(text, this.#bytes);
  }

  addDouble(value: number): void {
    const memory = this.#ensureCapacity(HEAD_BYTES);
    this.#bytes = memory.writeDoubleBE(value, memory.writeUInt8(FLOAT_64, this.#bytes));
  }

  /** Adds bytes that are already CBOR. */
  addBytes(bytes: Uint8Array): void {
    this.#ensureCapacity(bytes.byteLength).set(bytes, this.#bytes);
    this.#bytes += bytes.byteLength;
  }

  finish(): Buffer {
    return this.#memory.subarray(0, this.#bytes);
  }

  /** Returns the memory, enlarged if it has no room for this many more bytes. */
  #ensureCapacity(bytes: number): Buffer {
    const max = this.#bytes + bytes;
    if (max > this.#memory.byteLength) {
      const larger = Buffer.allocUnsafe(Math.max(max, 2 * this.#memory.byteLength));
      this.#memory.copy(larger, 0, 0, this.#bytes);
      this.#memory = larger;
    }
    return this.#memory;
  }
}

/** Adds a value. */
type Writer = (value: unknown, into: CborBytes) => void;

interface CompileState {
  /** Structures that are compiled or being compiled; a structure that contains itself finds its own writer here. */
  readonly known: Map<unknown, { write: Writer }>;
  readonly doubles: ReadonlySet<string>;
  /** Whether the shape is that of one of `doubles`, or inside of one. */
  readonly isDouble: boolean;
}

function compileWriter(schema: NormalizedSchema, compiling: CompileState): Writer {
  if (schema.isStructSchema()) return createStructureWriter(schema, compiling);
  if (schema.isListSchema()) return listWriter(compileWriter(schema.getValueSchema(), compiling));
  if (schema.isMapSchema()) return createMapWriter(compileWriter(schema.getValueSchema(), compiling));
  if (schema.isTimestampSchema()) return writeTime;
  return compiling.isDouble ? writeDouble : writeAny;
}

function createStructureWriter(schema: NormalizedSchema, { known, doubles }: CompileState): Writer {
  const raw = getStructure(schema);
  const before = known.get(raw);
  if (before !== undefined) return (value, into) => before.write(value, into);
  const created = { write: (() => undefined) as Writer };
  known.set(raw, created);
  const members = [...schema.structIterator()].map(([name, member]) => ({
    name,
    head: cbor.serialize(name),
    write: compileWriter(member, { known, doubles, isDouble: doubles.has(name) }),
  }));
  created.write = (value, into) => {
    // The border: the operation's output type has promised a structure here.
    const fields = value as Readonly<Record<string, unknown>>;
    into.addByte(MAP);
    for (const { name, head, write } of members) {
      const item = fields[name];
      if (isMissing(item)) continue;
      into.addBytes(head);
      write(item, into);
    }
    into.addByte(END);
  };
  return created.write;
}

const listWriter =
  (write: Writer): Writer =>
  (value, into) => {
    into.addByte(LIST);
    for (const item of value as Iterable<unknown>) if (!isMissing(item)) write(item, into);
    into.addByte(END);
  };

const createMapWriter =
  (write: Writer): Writer =>
  (value, into) => {
    into.addByte(MAP);
    for (const [name, item] of Object.entries(value as Readonly<Record<string, unknown>>)) {
      if (isMissing(item)) continue;
      into.addText(name);
      write(item, into);
    }
    into.addByte(END);
  };

const writeTime: Writer = (value, into) => {
  if (!(value instanceof Date)) return writeAny(value, into);
  into.addByte(TIME);
  into.addDouble(value.getTime() / 1000);
};

const writeDouble: Writer = (value, into) => into.addDouble(Number(value));

const writeAny: Writer = (value, into) =>
  typeof value === "string" ? into.addText(value) : into.addBytes(cbor.serialize(value));

const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;
