import type { DestinationSettings } from "../destination/settings";
import type { Item, Stage } from "./stage";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number | undefined> = new Set<number | undefined>([0x7b, 0x5b]);
const CLOSING: ReadonlySet<number | undefined> = new Set<number | undefined>([0x7d, 0x5d]);
const SPACE: ReadonlySet<number | undefined> = new Set<number | undefined>([0x20, 0x09, 0x0a, 0x0d]);
const ENDS_WORD: ReadonlySet<number | undefined> = new Set<number | undefined>([
  ...SPACE,
  ...OPENING,
  ...CLOSING,
  QUOTE,
]);

/**
 * Splits text of JSON values, directly after each other or with white space between, into the bytes of each value. Only
 * brackets and strings are examined; whether a part is valid JSON shows only when it is parsed.
 *
 * @returns undefined if a bracket or string is never closed, or closed once too often
 */
function splitJson(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const found: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    if (SPACE.has(bytes[at])) {
      at += 1;
      continue;
    }
    const end = findValueEnd(bytes, at);
    if (end === undefined) return undefined;
    found.push(bytes.subarray(at, end));
    at = end;
  }
  return found;
}

/** The offset after the value that begins at `from`. */
function findValueEnd(bytes: Uint8Array, from: number): number | undefined {
  const first = bytes[from];
  if (OPENING.has(first)) return findBracketsEnd(bytes, from);
  if (first === QUOTE) return findStringEnd(bytes, from);
  // A number or a word: up to the first byte that cannot belong to it.
  let at = from;
  while (at < bytes.byteLength && !ENDS_WORD.has(bytes[at])) at += 1;
  return at === from ? undefined : at;
}

function findBracketsEnd(bytes: Uint8Array, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < bytes.byteLength; at++) {
    const byte = bytes[at];
    if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    else if (byte === QUOTE) {
      const end = findStringEnd(bytes, at);
      if (end === undefined) return undefined;
      at = end - 1;
    }
    if (depth === 0) return at + 1;
  }
  return undefined;
}

/** The offset after the string that begins at `from`. */
function findStringEnd(bytes: Uint8Array, from: number): number | undefined {
  for (let at = from + 1; at < bytes.byteLength; at++) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  return undefined;
}

/** A record with more parts than this is not split. */
const MAX_PARTS = 500;

/**
 * Splits records that hold several parts: JSON values one after the other, or texts between delimiters. Newlines and
 * delimiters between the parts are dropped.
 *
 * @remarks A record of more than 500 parts is not split, nor is one that is not valid JSON to its end: partition keys
 * then cannot be found, and the whole record goes to the error prefix.
 */
export function deaggregate({ processors: { deaggregation } }: DestinationSettings): Stage | undefined {
  if (deaggregation === undefined) return undefined;
  const split =
    deaggregation.kind === "json" ? splitJson : (data: Uint8Array) => splitAt(data, deaggregation.delimiter);
  return {
    name: "deaggregate",
    run: (items) => ({ items: items.flatMap((item) => createParts(item, split(item.data))), failures: [] }),
  };
}

const createParts = (item: Item, found: readonly Uint8Array[] | undefined): readonly Item[] =>
  found === undefined || found.length === 0 || found.length > MAX_PARTS
    ? [item]
    : found.map((data) => ({ ...item, data }));

/** Empty parts, such as the one after a final delimiter, do not count. */
function splitAt(data: Uint8Array, delimiter: Buffer): readonly Uint8Array[] {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const found: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, from)) {
    if (at > from) found.push(bytes.subarray(from, at));
    from = at + delimiter.byteLength;
  }
  if (from < bytes.byteLength) found.push(bytes.subarray(from));
  return found;
}
