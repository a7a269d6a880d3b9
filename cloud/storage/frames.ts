import { crc32 } from "node:zlib";

/**
 * Before each frame: its payload's length, and the checksum of length and payload, 4 bytes each, little-endian. If the
 * checksum did not cover the length, the zeros that a power loss can leave after the last write would be valid empty
 * frames.
 */
export const FRAME_HEAD_BYTES = 8;
const LENGTH_BYTES = 4;
/** A greater length can only be damage. */
const MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;

/**
 * Set in the length of a frame that holds bytes that could not be read: replays skip it. Older versions treat such
 * a length as damage.
 */
const GAP = 0x8000_0000;

/** A frame's content: bytes, or several pieces, which don't have to be joined before they are written. */
export type Payload = Uint8Array | readonly Uint8Array[];

export function countPayloadBytes(payload: Payload): number {
  if (payload instanceof Uint8Array) return payload.byteLength;
  let bytes = 0;
  for (const part of payload) bytes += part.byteLength;
  return bytes;
}

/** A frame in pieces: its head, and the pieces of the payload. */
export function createFrameParts(payload: Payload): Uint8Array[] {
  const parts = payload instanceof Uint8Array ? [payload] : payload;
  const head = Buffer.allocUnsafe(FRAME_HEAD_BYTES);
  let checksum = writeLength(head, 0, countPayloadBytes(payload));
  for (const part of parts) checksum = crc32(part, checksum);
  head.writeUInt32LE(checksum, LENGTH_BYTES);
  return [head, ...parts];
}

/** Writes a frame into memory that has room for it. @returns the offset after the frame */
export function writeFrame(into: Buffer, at: number, payload: Payload): number {
  const start = at + FRAME_HEAD_BYTES;
  let end = start;
  for (const part of payload instanceof Uint8Array ? [payload] : payload) {
    into.set(part, end);
    end += part.byteLength;
  }
  const checksum = crc32(into.subarray(start, end), writeLength(into, at, end - start));
  into.writeUInt32LE(checksum, at + LENGTH_BYTES);
  return end;
}

const lengthAlone = Buffer.alloc(LENGTH_BYTES);

/** @returns the checksum of the length, which the frame's checksum continues */
function writeLength(into: Buffer, at: number, length: number): number {
  into.writeUInt32LE(length, at);
  lengthAlone.writeUInt32LE(length, 0);
  return crc32(lengthAlone);
}

/**
 * The payload of the frame at `offset`.
 *
 * @param isTrusted whether to skip the checksum, for frames that this process wrote or has checked before
 * @returns undefined if there is no whole, undamaged frame at the offset: the log is torn from here on
 */
export function readFrame(bytes: Buffer, offset: number, isTrusted = false): Buffer | undefined {
  const end = offset + (readFrameLength(bytes, offset) ?? Infinity);
  if (end > bytes.byteLength) return undefined;
  const payload = bytes.subarray(offset + FRAME_HEAD_BYTES, end);
  if (isTrusted) return payload;
  const checksum = crc32(payload, crc32(bytes.subarray(offset, offset + LENGTH_BYTES)));
  return checksum === bytes.readUInt32LE(offset + LENGTH_BYTES) ? payload : undefined;
}

/**
 * The length in bytes that the head of the frame at `offset` states, including the head; undefined if the head is
 * incomplete.
 */
export function readFrameLength(bytes: Buffer, offset: number): number | undefined {
  if (offset + FRAME_HEAD_BYTES > bytes.byteLength) return undefined;
  const length = bytes.readUInt32LE(offset) & ~GAP;
  return length > MAX_PAYLOAD_BYTES ? undefined : FRAME_HEAD_BYTES + length;
}

/** Whether the frame at `offset` holds bytes that could not be read. */
export const isGapAt = (bytes: Buffer, offset: number): boolean => bytes.readUInt32LE(offset) >= GAP;

/** The head that turns damaged bytes, from the place of the head on, into one frame that replays skip. @param damaged with room for the head */
export function createGapHead(damaged: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  const payload = damaged.subarray(FRAME_HEAD_BYTES);
  head.writeUInt32LE((payload.byteLength | GAP) >>> 0, 0);
  head.writeUInt32LE(crc32(payload, crc32(head.subarray(0, LENGTH_BYTES))), LENGTH_BYTES);
  return head;
}

/** The checksum of an empty frame, which lets a search skip zeros quickly. */
const EMPTY_CHECKSUM = crc32(Buffer.alloc(LENGTH_BYTES));
/** A frame above this size is only looked at more closely if another one, or the end of the file, follows it. */
const SMALL_BYTES = 4_096;

/**
 * The offset of the first whole frame at or after `from`; undefined if there is none.
 *
 * @param maxChecked the most bytes whose checksum is calculated
 * @throws RangeError if they do not suffice
 */
function findFrame(bytes: Buffer, from: number, maxChecked: number): number | undefined {
  let checked = 0;
  for (let at = from; at + FRAME_HEAD_BYTES <= bytes.byteLength; at += 1) {
    if (bytes.readUInt32LE(at) === 0 && bytes.readUInt32LE(at + LENGTH_BYTES) !== EMPTY_CHECKSUM) continue;
    const size = readFrameLength(bytes, at);
    if (size === undefined || at + size > bytes.byteLength) continue;
    const next = at + size;
    const isContinuing = (): boolean =>
      next === bytes.byteLength || next + (readFrameLength(bytes, next) ?? Infinity) <= bytes.byteLength;
    if (size > SMALL_BYTES && !isContinuing()) continue;
    checked += size;
    if (checked > maxChecked) throw new RangeError("the search for a frame takes too long");
    if (readFrame(bytes, at) !== undefined) return at;
  }
  return undefined;
}

/** The result of a search after an unreadable frame: where the next frame begins, or why there is none. */
export type SearchResult = { readonly next: number } | "interrupted write" | "damage";

/** Searches bytes that begin with an unreadable frame. @param maxChecked as for `findFrame` */
export function searchAfterDamage(bytes: Buffer, maxChecked: number): SearchResult {
  try {
    const next = findFrame(bytes, FRAME_HEAD_BYTES, maxChecked);
    if (next !== undefined) return { next };
  } catch (error) {
    if (error instanceof RangeError) return "damage";
    throw error;
  }
  // A kill leaves the beginning of a frame, a power loss perhaps zeros.
  const size = readFrameLength(bytes, 0);
  const isShort = bytes.byteLength < FRAME_HEAD_BYTES || (size !== undefined && size > bytes.byteLength);
  return isShort || bytes.every((byte) => byte === 0) ? "interrupted write" : "damage";
}
