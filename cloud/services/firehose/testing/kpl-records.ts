import { createHash } from "node:crypto";

/** The bytes of a protocol buffers field of bytes. */
export const createBytesField = (field: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([field * 8 + 2]), createVarint(data.byteLength), data]);
const createVarint = (value: number): Buffer =>
  Buffer.from(value < 128 ? [value] : [(value % 128) + 128, Math.floor(value / 128)]);

/**
 * One Kinesis record of several texts, as the Kinesis Producer Library aggregates them.
 *
 * @see https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md
 */
export const packTexts = (texts: readonly string[]): Buffer =>
  aggregateFields([
    createBytesField(1, Buffer.from("key")),
    ...texts.map((text) =>
      createBytesField(3, Buffer.concat([Buffer.from([8, 0]), createBytesField(3, Buffer.from(text))])),
    ),
  ]);

/** An aggregated record with these fields. */
export function aggregateFields(fields: readonly Buffer[]): Buffer {
  const message = Buffer.concat(fields);
  return Buffer.concat([Buffer.from([0xf3, 0x89, 0x9a, 0xc2]), message, createHash("md5").update(message).digest()]);
}
