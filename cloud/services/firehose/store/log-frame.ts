import type { ArrivedRecord, ArrivedBatch, KinesisOrigin } from "./arrived";

const DIRECT = 0;
const KINESIS = 1;
/** Kind, first position, time, number of records, length of the JSON about the read. */
const HEAD_BYTES = 1 + 8 + 8 + 4 + 4;
/** Time, then the lengths of data, shard id, sequence number and partition key. */
const KINESIS_HEAD_BYTES = 8 + 4 + 2 + 2 + 2;

/** A batch together with the position of its first record. */
export interface LoggedBatch extends ArrivedBatch {
  readonly first: number;
}

/** A batch without its records, which is enough to count the records of a log. */
export interface BatchHead extends Pick<LoggedBatch, "first" | "at" | "read"> {
  /** The number of records. */
  readonly records: number;
}

/** Writes a batch as one frame, so that it is in the log as a whole or not at all. */
export function encodeBatch({ first, at, records, read }: LoggedBatch): Buffer {
  const isKinesis = read !== undefined;
  const readText = Buffer.from(read === undefined ? "" : JSON.stringify(read));
  const frame = Buffer.allocUnsafe(
    HEAD_BYTES + readText.byteLength + records.reduce((sum, record) => sum + measureSize(record, isKinesis), 0),
  );
  frame.writeUInt8(isKinesis ? KINESIS : DIRECT, 0);
  frame.writeDoubleLE(first, 1);
  frame.writeDoubleLE(at, 9);
  frame.writeUInt32LE(records.length, 17);
  frame.writeUInt32LE(readText.byteLength, 21);
  frame.set(readText, HEAD_BYTES);
  let offset = HEAD_BYTES + readText.byteLength;
  for (const record of records)
    offset = isKinesis ? writeKinesis(frame, offset, record) : writeDirect(frame, offset, record);
  return frame;
}

/** Reads the head of a frame that `encodeBatch` wrote. */
export function decodeHead(frame: Buffer): BatchHead {
  const readText = frame.toString("utf8", HEAD_BYTES, findHeadEnd(frame));
  return {
    first: frame.readDoubleLE(1),
    at: frame.readDoubleLE(9),
    records: frame.readUInt32LE(17),
    // The border: only encodeBatch writes frames.
    ...(readText === "" ? {} : { read: JSON.parse(readText) as NonNullable<ArrivedBatch["read"]> }),
  };
}

/** Reads a frame that `encodeBatch` wrote; the records' data are views into the frame. */
export function decodeBatch(frame: Buffer): LoggedBatch {
  const head = decodeHead(frame);
  const records: ArrivedRecord[] = [];
  let offset = findHeadEnd(frame);
  for (let left = head.records; left > 0; left--) {
    const { record, end } = head.read === undefined ? readDirect(frame, offset, head.at) : readKinesis(frame, offset);
    records.push(record);
    offset = end;
  }
  return { ...head, records };
}

const findHeadEnd = (frame: Buffer): number => HEAD_BYTES + frame.readUInt32LE(21);

const NOWHERE: KinesisOrigin = { shardId: "", sequenceNumber: "", partitionKey: "" };

const measureSize = ({ data, origin = NOWHERE }: ArrivedRecord, isKinesis: boolean): number =>
  isKinesis
    ? KINESIS_HEAD_BYTES +
      data.byteLength +
      origin.shardId.length +
      origin.sequenceNumber.length +
      Buffer.byteLength(origin.partitionKey)
    : 4 + data.byteLength;

function writeDirect(frame: Buffer, offset: number, { data }: ArrivedRecord): number {
  frame.writeUInt32LE(data.byteLength, offset);
  frame.set(data, offset + 4);
  return offset + 4 + data.byteLength;
}

function readDirect(frame: Buffer, offset: number, arrivedAt: number): { record: ArrivedRecord; end: number } {
  const end = offset + 4 + frame.readUInt32LE(offset);
  return { record: { data: frame.subarray(offset + 4, end), arrivedAt }, end };
}

function writeKinesis(frame: Buffer, offset: number, { data, arrivedAt, origin = NOWHERE }: ArrivedRecord): number {
  const texts = [origin.shardId, origin.sequenceNumber, origin.partitionKey].map((text) => Buffer.from(text));
  frame.writeDoubleLE(arrivedAt, offset);
  frame.writeUInt32LE(data.byteLength, offset + 8);
  let at = offset + 12;
  for (const text of texts) at = frame.writeUInt16LE(text.byteLength, at);
  for (const part of [...texts, data]) {
    frame.set(part, at);
    at += part.byteLength;
  }
  return at;
}

function readKinesis(frame: Buffer, offset: number): { record: ArrivedRecord; end: number } {
  let at = offset + KINESIS_HEAD_BYTES;
  const take = (length: number): Buffer => frame.subarray(at, (at += length));
  const shardId = take(frame.readUInt16LE(offset + 12)).toString();
  const sequenceNumber = take(frame.readUInt16LE(offset + 14)).toString();
  const partitionKey = take(frame.readUInt16LE(offset + 16)).toString();
  const data = take(frame.readUInt32LE(offset + 8));
  return {
    record: { data, arrivedAt: frame.readDoubleLE(offset), origin: { shardId, sequenceNumber, partitionKey } },
    end: at,
  };
}
