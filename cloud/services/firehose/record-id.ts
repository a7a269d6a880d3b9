import { createHash } from "node:crypto";

const ID_BYTES = 48;
const streamKeys = new Map<string, Buffer>();

/** A few bytes that belong to one stream, from which its record ids are made. */
function keyOf(streamId: string): Buffer {
  const known = streamKeys.get(streamId);
  if (known !== undefined) return known;
  const key = createHash("sha384").update(streamId).digest();
  streamKeys.set(streamId, key);
  return key;
}

/**
 * The id that a put answers for a record: opaque to clients, as AWS's is, but it tells where the record stands.
 *
 * @param streamId of the delivery stream
 * @param position of the record in the stream's intake
 */
export function recordIdOf(streamId: string, position: number): string {
  const bytes = Buffer.from(keyOf(streamId));
  const low = position % 2 ** 32;
  bytes.writeUInt32BE((bytes.readUInt32BE(0) ^ low) >>> 0, 0);
  bytes.writeUInt32BE((bytes.readUInt32BE(4) ^ Math.floor(position / 2 ** 32)) >>> 0, 4);
  // Neighbours should not look alike: every further byte depends on the position too.
  for (let at = 8; at < ID_BYTES; at++) bytes[at] = ((bytes[at] ?? 0) + Math.imul(low + at, 2_654_435_761) / 2 ** (at % 24)) & 255;
  return bytes.toString("base64");
}

/** @returns the record's position, or undefined if the id is none of this stream's */
export function positionIn(streamId: string, recordId: string): number | undefined {
  const bytes = Buffer.from(recordId, "base64");
  if (bytes.byteLength !== ID_BYTES) return undefined;
  const key = keyOf(streamId);
  const low = (bytes.readUInt32BE(0) ^ key.readUInt32BE(0)) >>> 0;
  const high = (bytes.readUInt32BE(4) ^ key.readUInt32BE(4)) >>> 0;
  const position = high * 2 ** 32 + low;
  return Number.isSafeInteger(position) && recordIdOf(streamId, position) === recordId ? position : undefined;
}
