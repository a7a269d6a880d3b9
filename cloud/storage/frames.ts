import { crc32 } from "node:zlib";

/**
 * Before each frame: its payload's length, and the checksum of length and payload, 4 bytes each, little-endian. If the
 * checksum did not cover the length, the zeros that a power loss can leave after the last write would be valid empty
 * frames.
 */
export const FRAME_HEAD_BYTES = 8;
const LENGTH_BYTES = 4;
/** A greater length can only be damage. */
const LONGEST_PAYLOAD_BYTES = 64 * 1024 * 1024;

/** A frame's content: bytes, or several pieces, which need not be copied together before they are written. */
export type Payload = Uint8Array | readonly Uint8Array[];

export function payloadBytes(payload: Payload): number {
  if (payload instanceof Uint8Array) return payload.byteLength;
  let bytes = 0;
  for (const part of payload) bytes += part.byteLength;
  return bytes;
}

/** A frame in pieces: its head, and the pieces of the payload. */
export function frameParts(payload: Payload): Uint8Array[] {
  const parts = payload instanceof Uint8Array ? [payload] : payload;
  const head = Buffer.allocUnsafe(FRAME_HEAD_BYTES);
  let checksum = writeLength(head, 0, payloadBytes(payload));
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

/** @returns the checksum of the length, from which the frame's checksum is continued */
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
export function frameAt(bytes: Buffer, offset: number, isTrusted = false): Buffer | undefined {
  const end = offset + (frameBytesAt(bytes, offset) ?? Infinity);
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
export function frameBytesAt(bytes: Buffer, offset: number): number | undefined {
  if (offset + FRAME_HEAD_BYTES > bytes.byteLength) return undefined;
  const length = bytes.readUInt32LE(offset);
  return length > LONGEST_PAYLOAD_BYTES ? undefined : FRAME_HEAD_BYTES + length;
}
