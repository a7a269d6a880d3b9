import { createHash } from "node:crypto";
import { getItemAt } from "../../../core/item-at";

const ID_BYTES = 48;
const streamKeys = new Map<string, Int32Array>();
/** The id that is being made, as words and as bytes. Reused, since millions of ids are made. */
const words = new Int32Array(ID_BYTES / 4);
const wordBytes = Buffer.from(words.buffer);

/** The stream's key, which its record ids are combined with. */
function deriveKey(streamId: string): Int32Array {
  const known = streamKeys.get(streamId);
  if (known !== undefined) return known;
  const digest = createHash("sha384").update(streamId).digest();
  const key = Int32Array.from({ length: ID_BYTES / 4 }, (_, at) => digest.readInt32LE(at * 4));
  streamKeys.set(streamId, key);
  return key;
}

/**
 * The id that a put answers for a record: opaque to clients, as AWS's is, but it encodes the record's position.
 *
 * @param streamId of the delivery stream
 * @param position of the record in the stream's write-ahead log
 */
export function createRecordId(streamId: string, position: number): string {
  const key = deriveKey(streamId);
  const low = position % 2 ** 32;
  words[0] = getItemAt(key, 0) ^ low;
  words[1] = getItemAt(key, 1) ^ Math.floor(position / 2 ** 32);
  // So that ids of neighboring records do not look alike, every further word depends on the position too.
  let mixed = low;
  for (let at = 2; at < ID_BYTES / 4; at++) {
    mixed = Math.imul(mixed ^ (mixed >>> 15) ^ at, 0x9e37_79b1);
    const word = key[at];
    if (word === undefined) throw new RangeError("A key is as long as an id.");
    words[at] = word ^ mixed ^ (mixed >>> 13);
  }
  return wordBytes.toString("base64");
}

/** @returns the record's position, or undefined if the id is not one of this stream's */
export function parsePosition(streamId: string, recordId: string): number | undefined {
  const bytes = Buffer.from(recordId, "base64");
  if (bytes.byteLength !== ID_BYTES) return undefined;
  const key = deriveKey(streamId);
  const low = (bytes.readInt32LE(0) ^ getItemAt(key, 0)) >>> 0;
  const high = (bytes.readInt32LE(4) ^ getItemAt(key, 1)) >>> 0;
  const position = high * 2 ** 32 + low;
  return Number.isSafeInteger(position) && createRecordId(streamId, position) === recordId ? position : undefined;
}
