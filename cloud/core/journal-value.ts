import { Readable } from "node:stream";
import { LazyList } from "./lazy-list";

/** The longest string or blob that is kept whole, in characters. */
const WHOLE_CHARACTERS = 2_048;
/** The most characters kept of one input in all; further ones are cut. */
export const INPUT_CHARACTERS = 32_768;
/**
 * The most characters kept of one output. Fewer than of an input, since outputs are looked at less often: with as many,
 * a GetRecords of 500 KB took a tenth more processor time.
 */
export const OUTPUT_CHARACTERS = 8_192;

/** A value in JSON-able form, with a rough count of its characters. */
export interface JournalValue {
  readonly value: unknown;
  readonly characters: number;
}

/** Makes an operation's input or output JSON-able and short: blobs become base64, values with more than `most` characters are cut and say so. */
export function toReadable(value: unknown, max = INPUT_CHARACTERS): JournalValue {
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
