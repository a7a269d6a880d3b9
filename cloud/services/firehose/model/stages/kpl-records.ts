import { createHash } from "node:crypto";
import type { DestinationSettings } from "../destination/settings";
import type { Item, Stage, StageContext } from "./stage";

/** A field of a protocol buffers message: a number, or the bytes of a string, a byte field or an embedded message. */
interface ProtobufField {
  readonly field: number;
  readonly value: number | Buffer;
}

const VARINT = 0;
const BYTES = 2;

/**
 * Reads the fields of a message that holds nothing but varints and lengths with bytes.
 *
 * @returns undefined if the bytes are no such message
 * @see https://protobuf.dev/programming-guides/encoding/
 */
function readProtobufFields(message: Buffer): readonly ProtobufField[] | undefined {
  const fields: ProtobufField[] = [];
  let at = 0;
  while (at < message.byteLength) {
    const tag = readVarint(message, at);
    const value = tag && readVarint(message, tag.end);
    if (tag === undefined || value === undefined) return undefined;
    const [field, type] = [Math.floor(tag.value / 8), tag.value % 8];
    at = value.end;
    if (type === VARINT) fields.push({ field, value: value.value });
    else if (type !== BYTES || at + value.value > message.byteLength) return undefined;
    else fields.push({ field, value: message.subarray(at, (at += value.value)) });
  }
  return fields;
}

function readVarint(bytes: Buffer, from: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  let scale = 1;
  for (let at = from; at < bytes.byteLength && scale <= 2 ** 49; at++, scale *= 128) {
    const byte = bytes.readUInt8(at);
    value += (byte % 128) * scale;
    if (byte < 128) return { value, end: at + 1 };
  }
  return undefined;
}

const MAGIC = Buffer.from([0xf3, 0x89, 0x9a, 0xc2]);
const DIGEST_BYTES = 16;
/** Field numbers of an aggregated record, and of each record in it. */
const KEY_TABLE = 1;
const RECORD = 3;
const KEY_INDEX = 1;
const DATA = 3;

/**
 * Splits Kinesis records that a producer library aggregated from several. Firehose does this without any setting, and
 * only for records of a data stream.
 *
 * @see https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md
 */
export function unpackKpl(_settings: DestinationSettings, { sourceArn }: StageContext): Stage | undefined {
  if (sourceArn === undefined) return undefined;
  return {
    name: "unpack KPL records",
    run: (items) => ({ items: items.some(isPacked) ? items.flatMap(unpackItem) : items, failures: [] }),
  };
}

const isPacked = ({ data }: Item): boolean =>
  data.byteLength > MAGIC.byteLength + DIGEST_BYTES && MAGIC.equals(data.subarray(0, MAGIC.byteLength));

/** A record with the magic number but a wrong checksum or form stays whole. */
function unpackItem(item: Item): readonly Item[] {
  if (!isPacked(item)) return [item];
  const { data, origin } = item;
  const message = Buffer.from(
    data.buffer,
    data.byteOffset + MAGIC.byteLength,
    data.byteLength - MAGIC.byteLength - DIGEST_BYTES,
  );
  if (!createHash("md5").update(message).digest().equals(data.subarray(-DIGEST_BYTES))) return [item];
  const fields = readProtobufFields(message);
  if (fields === undefined) return [item];
  const keys = fields.filter(({ field }) => field === KEY_TABLE).map(({ value }) => String(value));
  const records = fields.filter(({ field }) => field === RECORD).map(({ value }) => readUserRecord(value));
  // Data and key are both required. Without this check two bytes could stand for an empty record: half a million in
  // one.
  if (!records.every((record) => record !== undefined)) return [item];
  return records.map(({ data: part, key }): Item => ({
    ...item,
    data: part,
    ...(origin && { origin: { ...origin, partitionKey: keys.at(key) ?? "" } }),
  }));
}

/** @returns undefined if its data or the index of its key is missing */
function readUserRecord(value: number | Buffer): { readonly data: Buffer; readonly key: number } | undefined {
  const fields = Buffer.isBuffer(value) ? (readProtobufFields(value) ?? []) : [];
  const data = fields.find(({ field }) => field === DATA)?.value;
  const key = fields.find(({ field }) => field === KEY_INDEX)?.value;
  return Buffer.isBuffer(data) && typeof key === "number" ? { data, key } : undefined;
}

const DIGITS = 56;

/** A record's sequence number: its own from a Kinesis source, one of the same form for Direct PUT. */
export const getSequenceNumber = ({ position, origin }: Item): string =>
  origin?.sequenceNumber ?? `49${String(position).padStart(DIGITS - 2, "0")}`;
