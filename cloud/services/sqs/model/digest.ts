import { createHash, hash } from "node:crypto";
import type { StoredAttribute } from "../store/message";

/** The MD5 of concatenated pieces, in hexadecimal. */
function md5(pieces: readonly Uint8Array[]): string {
  const running = createHash("md5");
  for (const piece of pieces) running.update(piece);
  return running.digest("hex");
}

export const getBodyMd5 = (body: Uint8Array): string => hash("md5", body);

const STRING = Buffer.from([1]);
const BINARY = Buffer.from([2]);

/**
 * The MD5 of attributes as SQS computes it: in the order of their names, each with its name, type, kind of transport
 * and value, each preceded by its length in 4 bytes.
 *
 * @returns undefined if there are no attributes
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function getAttributesMd5(attributes: Readonly<Record<string, StoredAttribute>>): string | undefined {
  const names = Object.keys(attributes);
  if (names.length === 0) return undefined;
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return md5(
    sorted.flatMap(([name, { type, text, base64 }]) => [
      ...prependLength(Buffer.from(name)),
      ...prependLength(Buffer.from(type)),
      base64 === undefined ? STRING : BINARY,
      ...prependLength(base64 === undefined ? Buffer.from(text ?? "") : Buffer.from(base64, "base64")),
    ]),
  );
}

function prependLength(bytes: Buffer): [Buffer, Buffer] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.byteLength);
  return [length, bytes];
}
