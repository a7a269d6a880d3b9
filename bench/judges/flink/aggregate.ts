import { createHash } from "node:crypto";

const MAGIC = Buffer.from([0xf3, 0x89, 0x9a, 0xc2]);

/** The bytes of a protocol buffers field of bytes. */
function encodeField(field: number, data: Buffer): Buffer {
  const length = data.byteLength < 128 ? [data.byteLength] : [(data.byteLength % 128) + 128, data.byteLength >> 7];
  return Buffer.concat([Buffer.from([field * 8 + 2, ...length]), data]);
}

/**
 * One Kinesis record of several texts, as the Kinesis Producer Library aggregates them.
 *
 * @see https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md
 */
export function aggregateTexts(texts: readonly string[]): Buffer {
  const records = texts.map((text) => {
    const data = encodeField(3, Buffer.from(text));
    return encodeField(3, Buffer.concat([Buffer.from([8, 0]), data]));
  });
  const message = Buffer.concat([encodeField(1, Buffer.from("key")), ...records]);
  return Buffer.concat([MAGIC, message, createHash("md5").update(message).digest()]);
}
