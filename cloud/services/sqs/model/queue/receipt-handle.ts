import { crc32 } from "node:zlib";

/** The receive that a receipt handle stands for. */
interface Receipt {
  /** The queue's serial number. */
  readonly queue: number;
  readonly number: number;
  /** 1 for the first receive of this message. */
  readonly receives: number;
}

/** The beginning of AWS's handles, too. */
const PREFIX = "AQEB";
const BYTES = 20;

/** A receipt as a text, which the client sends back. Each receive of a message has its own. */
export function createReceiptHandle({ queue, number, receives }: Receipt): string {
  const bytes = Buffer.allocUnsafe(BYTES);
  const end = bytes.writeUInt32LE(receives, bytes.writeDoubleLE(number, bytes.writeUInt32LE(queue, 0)));
  bytes.writeUInt32LE(crc32(bytes.subarray(0, end)), end);
  return `${PREFIX}${bytes.toString("base64")}`;
}

/** @returns the receipt; undefined if the text is no receipt handle */
export function parseReceiptHandle(handle: string): Receipt | undefined {
  const bytes = Buffer.from(handle.slice(PREFIX.length), "base64");
  if (!handle.startsWith(PREFIX) || bytes.byteLength !== BYTES) return undefined;
  if (crc32(bytes.subarray(0, BYTES - 4)) !== bytes.readUInt32LE(BYTES - 4)) return undefined;
  return { queue: bytes.readUInt32LE(0), number: bytes.readDoubleLE(4), receives: bytes.readUInt32LE(12) };
}
