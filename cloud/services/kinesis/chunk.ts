import type { NewRecord, ShardRecord } from "./record";

/** The head of a chunk: records that came with one request, to one shard. */
export interface ChunkHead {
  readonly shard: number;
  /** The number of the first record: 1, 2, 3, … in its shard. */
  readonly number: number;
  readonly count: number;
  /** ms since the epoch; never smaller than that of the chunk before it in its shard. */
  readonly arrivedAt: number;
  /** The cloud's uptime at arrival, in ms: the retention period counts from it. */
  readonly upMs: number;
  /** Bytes of head and records. */
  readonly bytes: number;
}

/** A chunk, read from disk. */
export interface ReadChunk {
  readonly head: ChunkHead;
  /** The whole chunk, its head included. */
  readonly bytes: Buffer;
}

/** A chunk that is to be written. */
export type NewChunk = Omit<ChunkHead, "bytes" | "count"> & { readonly records: readonly NewRecord[] };

// Head: shard 4, count 4, number 8, arrival 8, up time 8, bytes 4. Record: key's length 2, data's length 4, key, data.
export const CHUNK_HEAD_BYTES = 36;
const RECORD_HEAD_BYTES = 6;

/** A chunk's size on disk. */
export const chunkBytes = (records: readonly NewRecord[]): number =>
  records.reduce(
    (sum, { partitionKey, data }) => sum + RECORD_HEAD_BYTES + Buffer.byteLength(partitionKey) + data.byteLength,
    CHUNK_HEAD_BYTES,
  );

/** Writes a chunk. @returns the offset after the chunk */
export function writeChunk(into: Buffer, from: number, { shard, number, arrivedAt, upMs, records }: NewChunk): number {
  let at = from + CHUNK_HEAD_BYTES;
  for (const { partitionKey, data } of records) {
    const keyBytes = into.write(partitionKey, at + RECORD_HEAD_BYTES);
    into.writeUInt16LE(keyBytes, at);
    into.writeUInt32LE(data.byteLength, at + 2);
    at += RECORD_HEAD_BYTES + keyBytes;
    into.set(data, at);
    at += data.byteLength;
  }
  into.writeUInt32LE(shard, from);
  into.writeUInt32LE(records.length, from + 4);
  into.writeDoubleLE(number, from + 8);
  into.writeDoubleLE(arrivedAt, from + 16);
  into.writeDoubleLE(upMs, from + 24);
  into.writeUInt32LE(at - from, from + 32);
  return at;
}

export const chunkHead = (bytes: Buffer, at: number): ChunkHead => ({
  shard: bytes.readUInt32LE(at),
  count: bytes.readUInt32LE(at + 4),
  number: bytes.readDoubleLE(at + 8),
  arrivedAt: bytes.readDoubleLE(at + 16),
  upMs: bytes.readDoubleLE(at + 24),
  bytes: bytes.readUInt32LE(at + 32),
});

/** The records of a whole chunk, in order. Their data are views of `bytes`. */
export function* recordsOf(
  bytes: Buffer,
  { number: first, count, arrivedAt, upMs }: ChunkHead,
): Generator<ShardRecord> {
  let at = CHUNK_HEAD_BYTES;
  for (let number = first; number < first + count; number += 1) {
    const keyEnd = at + RECORD_HEAD_BYTES + bytes.readUInt16LE(at);
    const end = keyEnd + bytes.readUInt32LE(at + 2);
    yield {
      number,
      arrivedAt,
      upMs,
      partitionKey: keyIn(bytes, at + RECORD_HEAD_BYTES, keyEnd),
      data: bytes.subarray(keyEnd, end),
    };
    at = end;
  }
}

const NOT_ASCII = /[\u0080-\u00ff]/;

/** Most keys are ASCII, which is read in a fifth of the time that UTF-8 takes. */
function keyIn(bytes: Buffer, from: number, end: number): string {
  const text = bytes.toString("latin1", from, end);
  return NOT_ASCII.test(text) ? bytes.toString("utf8", from, end) : text;
}
