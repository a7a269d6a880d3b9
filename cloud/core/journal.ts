import type { SentValues } from "../protocols/protocol";
import type { AwsFault } from "./faults";
import type { HttpReply } from "./http";
import type { JournalEntry } from "./journal-entry";
import { Readable } from "node:stream";
import { LazyList } from "./lazy-list";

/** The longest string or blob that is kept whole, in characters. */
const WHOLE_CHARACTERS = 2_048;
/** The maximum number of characters kept of one input in all; further ones are cut. */
const INPUT_CHARACTERS = 32_768;
/**
 * The maximum number of characters kept of one output. Fewer than of an input, since outputs are looked at less often: with as many,
 * a GetRecords of 500 KB took a tenth more processor time.
 */
const OUTPUT_CHARACTERS = 8_192;

/** The size of a piece of memory: enough for a dozen of the longest texts. */
const PIECE_BYTES = 1024 * 1024;

/** A piece of memory, and the number of texts in it. */
interface Piece {
  readonly memory: Buffer;
  used: number;
  texts: number;
}

/** The place of a string in memory. */
export interface TextRange {
  readonly piece: Piece;
  readonly from: number;
  readonly end: number;
}

/**
 * A store outside V8's heap for large numbers of long, rarely read texts: on the heap, V8's garbage collector
 * would copy each text, and run more often. A piece of memory is reused when all texts in it were dropped. With a
 * string or a Buffer for each text instead, SendMessage took a tenth to a third more processor time, and PutRecords up
 * to a tenth.
 */
export class TextMemory {
  #current: Piece | undefined;
  readonly #free: Piece[] = [];

  /** @param text without lone surrogates, as JSON.stringify writes it (which escapes them); or UTF-8 bytes */
  keep(text: string | Uint8Array): TextRange {
    const bytes = typeof text === "string" ? Buffer.byteLength(text) : text.byteLength;
    const piece = this.#createPiece(bytes);
    const from = piece.used;
    if (typeof text === "string") piece.memory.write(text, from);
    else piece.memory.set(text, from);
    piece.used += bytes;
    piece.texts += 1;
    return { piece, from, end: piece.used };
  }

  read({ piece, from, end }: TextRange): string {
    return piece.memory.toString("utf8", from, end);
  }

  /** Frees a string, which must not be read afterward. */
  drop({ piece }: TextRange): void {
    piece.texts -= 1;
    if (piece.texts > 0) return;
    piece.used = 0;
    // A larger piece, made for a single long text, is not reused.
    if (piece !== this.#current && piece.memory.byteLength === PIECE_BYTES) this.#free.push(piece);
  }

  /** A piece with room for `bytes` bytes. */
  #createPiece(bytes: number): Piece {
    if (bytes > PIECE_BYTES) return { memory: Buffer.allocUnsafeSlow(bytes), used: 0, texts: 0 };
    if (this.#current === undefined || this.#current.used + bytes > PIECE_BYTES) {
      this.#current = this.#free.pop() ?? { memory: Buffer.allocUnsafeSlow(PIECE_BYTES), used: 0, texts: 0 };
    }
    return this.#current;
  }
}

/** A value in JSON-able form, with a rough count of its characters. */
interface JournalValue {
  readonly value: unknown;
  readonly characters: number;
}

/** Makes an operation's input or output JSON-able and short: blobs become base64, values with more than `most` characters are cut and say so. */
function toReadable(value: unknown, max = INPUT_CHARACTERS): JournalValue {
  const budget = { left: max };
  const created = shorten(value, budget);
  return { value: created, characters: max - budget.left };
}

interface Budget {
  left: number;
}

function shorten(value: unknown, budget: Budget): unknown {
  budget.left -= 8;
  if (typeof value === "string") return shortenText(value, budget);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return shortenBytes(value, budget);
  // A client may send an invalid time, which the journal shows too.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (Array.isArray(value) || value instanceof LazyList) return shortenItems(value, budget);
  if (value instanceof Readable || Symbol.asyncIterator in value) return "(a stream)";
  return shortenMembers(value, budget);
}

function shortenText(value: string, budget: Budget): string {
  const stored =
    value.length <= WHOLE_CHARACTERS ? value : `${value.slice(0, WHOLE_CHARACTERS)}… (${value.length} characters)`;
  budget.left -= stored.length;
  return stored;
}

function shortenBytes(value: Uint8Array, budget: Budget): string {
  const wholeBytes = (WHOLE_CHARACTERS / 4) * 3;
  const head = Buffer.from(value.buffer, value.byteOffset, Math.min(value.byteLength, wholeBytes)).toString("base64");
  budget.left -= head.length;
  return value.byteLength <= wholeBytes ? head : `${head}… (${value.byteLength} bytes)`;
}

function shortenItems(value: readonly unknown[] | LazyList<unknown>, budget: Budget): unknown[] {
  const stored: unknown[] = [];
  for (const item of value) {
    if (budget.left <= 0) return [...stored, `… (${value.length} items)`];
    stored.push(shorten(item, budget));
  }
  return stored;
}

function shortenMembers(value: object, budget: Budget): Record<string, unknown> {
  const stored: Record<string, unknown> = {};
  for (const name in value) {
    if (!Object.hasOwn(value, name)) continue;
    if (budget.left <= 0) {
      stored["…"] = "(cut)";
      break;
    }
    budget.left -= name.length;
    // The border: any member of any value is made readable.
    const first = (value as Readonly<Record<string, unknown>>)[name];
    if (first !== undefined) put(stored, name, shorten(first, budget));
  }
  return stored;
}

/** Sets a member of any name, even of the name `__proto__`. */
function put(into: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__") Object.defineProperty(into, name, { value, enumerable: true });
  else into[name] = value;
}

/**
 * A call as it is added; the journal numbers it and makes its values JSON-able. Input and output may be `EncodedValue`.
 */
export type JournalRecord = Omit<JournalEntry, "n">;

/** A value as the bytes that were sent, which are decoded when the entry is read: most entries are never read. */
export class EncodedValue {
  readonly text: string | Uint8Array;
  readonly read: (text: string) => unknown;

  constructor(text: string | Uint8Array, read: (text: string) => unknown) {
    this.text = text;
    this.read = read;
  }

  /** Whether a string is short enough to be kept whole. */
  static canTake(text: string | Uint8Array): boolean {
    return text.length <= LOOSE_CHARACTERS;
  }
}

/** A value that was added, JSON-able and short. */
export function readValue(value: unknown): unknown {
  if (!(value instanceof EncodedValue)) return toReadable(value).value;
  const { text, read } = value;
  return toReadable(read(typeof text === "string" ? text : Buffer.from(text).toString("utf8"))).value;
}

/** An entry's input or output: as text that is decoded when the entry is read, or as it is. */
type StoredValue =
  | {
      readonly text: TextRange;
      readonly read: EncodedValue["read"];
      /** Made JSON-able before it was text. */ readonly isReadable: boolean;
    }
  | { readonly text?: never; readonly value: unknown };

/** An entry as the journal stores it. */
interface StoredEntry extends Omit<JournalEntry, "input" | "output"> {
  readonly input: StoredValue;
  readonly output: StoredValue;
  readonly characters: number;
}

/**
 * Values with more characters than this are kept as JSON text: V8's garbage collector would visit each of the thousand
 * values of a PutRecords.
 */
const LOOSE_CHARACTERS = 4_096;
/** The maximum text that the journal keeps; older entries are dropped first, which shows as a gap in the numbers. */
const MAX_STORED_CHARACTERS = 16 * 1024 * 1024;
/** The characters that an entry counts beside its values. */
const HEAD_CHARACTERS = 200;

/** A listener for further calls. */
interface Follower {
  /** The operations that it gets, by service. */
  readonly operationsByService: Readonly<Record<string, readonly string[] | "all">>;
  readonly take: (call: JournalRecord) => void;
}

/** Every API call in order, in bounded memory. */
export class Journal {
  #entries: StoredEntry[] = [];
  readonly #texts = new TextMemory();
  readonly #followers = new Set<Follower>();
  #storedCharacters = 0;
  #last = 0;

  /**
   * Calls `take` with each further one of these calls as it was added, before older ones are dropped for it.
   *
   * @returns a function that ends this
   */
  follow(operationsByService: Follower["operationsByService"], take: Follower["take"]): () => void {
    const follower = { operationsByService, take };
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  add(call: JournalRecord): void {
    const { at, service, operation, input, outcome, output, caller, origin } = call;
    const before = this.#storedCharacters;
    this.#storedCharacters += HEAD_CHARACTERS;
    this.#last += 1;
    const [request, answered] = [this.#keep(input, INPUT_CHARACTERS), this.#keep(output, OUTPUT_CHARACTERS)];
    this.#entries.push({
      n: this.#last,
      at,
      service,
      operation,
      input: request,
      outcome,
      output: answered,
      caller,
      origin,
      characters: this.#storedCharacters - before,
    });
    if (this.#storedCharacters > MAX_STORED_CHARACTERS) this.#dropOldest();
    for (const { operationsByService, take } of this.#followers) {
      const operations = operationsByService[service];
      if (operations === "all" || operations?.includes(operation) === true) take(call);
    }
  }

  /** The number of the latest entry; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** The calls since entry `n`, without their values, which cost most. */
  listHeadsAfter(n: number): readonly Pick<JournalEntry, "service" | "operation" | "outcome" | "caller">[] {
    return this.#entries.slice(Math.max(0, n - this.#last + this.#entries.length));
  }

  /** Entries numbered above `n`, oldest first. */
  listAfter(n: number): JournalEntry[] {
    const dropped = this.#last - this.#entries.length;
    return this.#entries.slice(Math.max(0, n - dropped)).map((entry): JournalEntry => {
      const { at, service, operation, outcome, caller, origin } = entry;
      return {
        n: entry.n,
        at,
        service,
        operation,
        input: this.#read(entry.input),
        outcome,
        output: this.#read(entry.output),
        caller,
        origin,
      };
    });
  }

  #keep(value: unknown, max: number): StoredValue {
    if (value instanceof EncodedValue) {
      this.#storedCharacters += value.text.length;
      return { text: this.#texts.keep(value.text), read: value.read, isReadable: false };
    }
    const journalValue = toReadable(value, max);
    this.#storedCharacters += journalValue.characters;
    return journalValue.characters > LOOSE_CHARACTERS
      ? { text: this.#texts.keep(JSON.stringify(journalValue.value)), read: JSON.parse, isReadable: true }
      : { value: journalValue.value };
  }

  #read(storedValue: StoredValue): unknown {
    if (storedValue.text === undefined) return storedValue.value;
    const value = storedValue.read(this.#texts.read(storedValue.text));
    return storedValue.isReadable ? value : toReadable(value).value;
  }

  /** Drops the older half, so that the list is not shifted on every call. */
  #dropOldest(): void {
    let drop = 0;
    while (this.#storedCharacters > MAX_STORED_CHARACTERS / 2)
      this.#storedCharacters -= this.#entries[drop++]?.characters ?? this.#storedCharacters;
    for (const { input, output } of this.#entries.slice(0, drop))
      for (const { text } of [input, output]) if (text !== undefined) this.#texts.drop(text);
    this.#entries = this.#entries.slice(drop);
  }
}

/** The parts of a journal entry that do not depend on the call's outcome. */
type CallRecord = Omit<JournalRecord, "outcome" | "output" | "origin">;

/** A call's values as they were sent, and the functions that decode them. */
interface SentCall {
  readonly body: Uint8Array | undefined;
  /** Undefined where the protocol cannot decode them again. */
  readonly values: SentValues | undefined;
}

/**
 * The journal's entry of a call that is being answered. Short values are stored as they were sent, which costs least.
 */
export class CallJournalEntry {
  readonly #journal: Journal;
  readonly #call: CallRecord;
  readonly #sent: SentCall;

  constructor(journal: Journal, call: CallRecord, sent: SentCall) {
    this.#journal = journal;
    this.#call = call;
    this.#sent = sent;
  }

  noteAnswer(output: unknown, { body }: HttpReply): void {
    this.#add("ok", toSentText(output, typeof body === "string" ? body : undefined, this.#sent.values?.readOutput));
  }

  noteFailure({ code, message, status }: AwsFault): void {
    this.#add({ code, message, status }, undefined);
  }

  #add(outcome: JournalRecord["outcome"], output: unknown): void {
    const { at, service, operation, caller } = this.#call;
    const { body, values } = this.#sent;
    const input = toSentText(this.#call.input, body, values?.readInput);
    this.#journal.add({ at, service, operation, input, outcome, output, caller, origin: "client" });
  }
}

/** The value as the short text that was sent, if that can be decoded again; otherwise the value itself. */
const toSentText = (
  value: unknown,
  text: EncodedValue["text"] | undefined,
  read: EncodedValue["read"] | undefined,
): unknown =>
  text !== undefined && read !== undefined && EncodedValue.canTake(text) ? new EncodedValue(text, read) : value;
