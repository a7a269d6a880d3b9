import { getItemAt } from "../../../../foundation/item-at";
import type { NewRecord, ShardRecord } from "./record";
import { FRAME_HEAD_BYTES } from "../../../storage/frames";

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

/** A chunk to write. */
type NewChunk = Omit<ChunkHead, "bytes" | "count"> & { readonly records: readonly NewRecord[] };

// Head: shard 4, count 4, number 8, arrival 8, up time 8, bytes 4. Record: key's length 2, data's length 4, key, data.
export const CHUNK_HEAD_BYTES = 36;
const RECORD_HEAD_BYTES = 6;

/** A chunk's size on disk. */
const countChunkBytes = (records: readonly NewRecord[]): number =>
  records.reduce(
    (sum, { partitionKey, data }) => sum + RECORD_HEAD_BYTES + Buffer.byteLength(partitionKey) + data.byteLength,
    CHUNK_HEAD_BYTES,
  );

/** Writes a chunk. @returns the offset after the chunk */
function writeChunk(into: Buffer, from: number, { shard, number, arrivedAt, upMs, records }: NewChunk): number {
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

export const readChunkHead = (bytes: Buffer, at: number): ChunkHead => ({
  shard: bytes.readUInt32LE(at),
  count: bytes.readUInt32LE(at + 4),
  number: bytes.readDoubleLE(at + 8),
  arrivedAt: bytes.readDoubleLE(at + 16),
  upMs: bytes.readDoubleLE(at + 24),
  bytes: bytes.readUInt32LE(at + 32),
});

/** Records of a chunk that lie one after another. */
export interface RecordRun extends Pick<ChunkHead, "number" | "count" | "arrivedAt" | "upMs"> {
  /** For each record the lengths of its key and its data, its key and its data. */
  readonly bytes: Buffer;
  /** Bytes of keys alone. */
  readonly keyBytes: number;
}

/** How many records may be read, and how many bytes of their keys and data. */
export interface ReadLimits {
  readonly records: number;
  readonly bytes: number;
}

/**
 * The records of a chunk from a number on, up to the limits; one record at least, if any record is allowed. No object
 * is made for a record: a read may have ten thousand.
 */
export function findRun({ head, bytes }: ReadChunk, number: number, limits: ReadLimits): RecordRun {
  const skipped = Math.min(head.count, Math.max(0, number - head.number));
  let from = CHUNK_HEAD_BYTES;
  for (let index = 0; index < skipped; index += 1) from = findRecordEnd(bytes, from);
  const max = Math.min(head.count - skipped, limits.records);
  let [end, count, keyBytes] = [from, 0, 0];
  for (; count < max; count += 1) {
    const next = findRecordEnd(bytes, end);
    if (count > 0 && next - from - RECORD_HEAD_BYTES * (count + 1) > limits.bytes) break;
    keyBytes += findKeyEnd(bytes, end) - findKeyStart(end);
    end = next;
  }
  const { arrivedAt, upMs } = head;
  return { number: head.number + skipped, count, arrivedAt, upMs, bytes: bytes.subarray(from, end), keyBytes };
}

/** Bytes of keys and data. */
export const countPayload = ({ bytes, count }: RecordRun): number => bytes.byteLength - RECORD_HEAD_BYTES * count;

/** Where the key of the record at an offset begins. */
export const findKeyStart = (at: number): number => at + RECORD_HEAD_BYTES;

/** Where its key ends, and its data begin. */
export const findKeyEnd = (bytes: Buffer, at: number): number => findKeyStart(at) + bytes.readUInt16LE(at);

/** Where its data end, and the next record begins. */
export const findRecordEnd = (bytes: Buffer, at: number): number => findKeyEnd(bytes, at) + bytes.readUInt32LE(at + 2);

/** The record at an offset of a run's bytes; its data are a view of them. */
export function readRecord({ bytes, arrivedAt, upMs }: RecordRun, at: number, number: number): ShardRecord {
  const dataFrom = findKeyEnd(bytes, at);
  const partitionKey = readKey(bytes, findKeyStart(at), dataFrom);
  return { number, arrivedAt, upMs, partitionKey, data: bytes.subarray(dataFrom, findRecordEnd(bytes, at)) };
}

const NOT_ASCII = /[\u0080-\u00ff]/;

/** Most keys are ASCII, which is read in a fifth of the time that UTF-8 takes. */
function readKey(bytes: Buffer, from: number, end: number): string {
  const text = bytes.toString("latin1", from, end);
  return NOT_ASCII.test(text) ? bytes.toString("utf8", from, end) : text;
}

/** The state of a shard at one position of the log. */
export interface ShardEnd {
  readonly shard: number;
  /** The number of the shard's next record. */
  readonly next: number;
  /** When the shard's newest record arrived, ms since the epoch; 0 if there was none. */
  readonly lastArrival: number;
  /** The cloud's uptime at that arrival, in ms; 0 if there was none. */
  readonly lastUpMs: number;
}

/** The kinds of frames in a stream's log, named by their first byte. */
const CHUNKS = 0;
const CARRIED = 1;

/** Frames up to this size reuse one buffer; a full PutRecords fits. */
const SCRATCH_BYTES = 1024 * 1024;
let scratch: Buffer | undefined;

/** The chunks of one request. The frame is valid until the next one is made, so write it at once. */
export function encodeChunks(chunks: readonly NewChunk[]): Buffer {
  const bytes = chunks.reduce((sum, { records }) => sum + countChunkBytes(records), 1);
  const payload =
    bytes > SCRATCH_BYTES
      ? Buffer.allocUnsafe(bytes)
      : (scratch ??= Buffer.allocUnsafeSlow(SCRATCH_BYTES)).subarray(0, bytes);
  payload.writeUInt8(CHUNKS, 0);
  let at = 1;
  for (const chunk of chunks) at = writeChunk(payload, at, chunk);
  return payload;
}

/** The first frame of a file: each shard's state at the end of the file before. */
export function encodeCarried(ends: readonly ShardEnd[]): Buffer {
  const text = JSON.stringify(
    ends.map(({ shard, next, lastArrival, lastUpMs }) => ({ shard, next, lastArrival, lastUpMs })),
  );
  return Buffer.concat([Buffer.from([CARRIED]), Buffer.from(text)]);
}

/** Parses a frame. @throws Error for an unknown kind: data of a later release, or a bug */
function takeFrame(
  payload: Buffer,
  reported: {
    readonly onChunk: (head: ChunkHead, at: number) => void;
    readonly onCarried: (ends: readonly ShardEnd[]) => void;
  },
): void {
  const kind = payload.readUInt8(0);
  if (kind === CARRIED) {
    // The border: only encodeCarried writes these bytes.
    reported.onCarried(JSON.parse(payload.toString("utf8", 1)) as readonly ShardEnd[]);
    return;
  }
  if (kind !== CHUNKS) throw new Error(`kinesis: a frame of unknown kind ${kind}`);
  for (let at = 1; at < payload.byteLength;) {
    const head = readChunkHead(payload, at);
    reported.onChunk(head, at);
    at += head.bytes;
  }
}

/** The states of the shards in the first frame of a file; undefined if the frame is of another kind. */
export function decodeCarried(payload: Buffer): ReadonlyMap<number, ShardEnd> | undefined {
  if (payload.readUInt8(0) !== CARRIED) return undefined;
  const ends = new Map<number, ShardEnd>();
  takeFrame(payload, { onChunk: () => undefined, onCarried: (all) => all.forEach((end) => ends.set(end.shard, end)) });
  return ends;
}

/** Numbers stored for each chunk: its offset, and its first record's number, counted from the first chunk's. */
const COLUMNS = 2;
/** Approximate bytes that a number takes in a growing array. */
const NUMBER_BYTES = 12;
/** Bytes that the index of a shard takes beside its numbers: objects, and the array's initial capacity. */
const OVERHEAD_BYTES = 250;

/** Where a chunk of records begins. */
interface ChunkPosition {
  /** The byte offset in the chunk's file. */
  readonly offset: number;
  /** The number of its first record. */
  readonly number: number;
}

/** The positions of one shard's chunks in one file, in the order of writing: 16 to 24 bytes of memory for each chunk. */
export class ChunkIndex {
  /** A plain array: for a stream with few records a typed array would take more memory than its numbers. */
  readonly #columns: number[] = [];
  #firstNumber = 0;

  /** The number of chunks. */
  get length(): number {
    return this.#columns.length / COLUMNS;
  }

  /** The approximate memory of the index, in bytes. */
  get bytes(): number {
    return OVERHEAD_BYTES + this.#columns.length * NUMBER_BYTES;
  }

  add({ offset, number }: ChunkPosition): void {
    if (this.#columns.length === 0) this.#firstNumber = number;
    this.#columns.push(offset, number - this.#firstNumber);
  }

  getPosition(index: number): ChunkPosition | undefined {
    if (index >= this.length) return undefined;
    const offset = getItemAt(this.#columns, index * COLUMNS);
    return { offset, number: this.#firstNumber + getItemAt(this.#columns, index * COLUMNS + 1) };
  }

  /** How many chunks at the beginning satisfy `isBefore`; they must all come before the chunks that do not. */
  count(isBefore: (chunk: ChunkPosition) => boolean): number {
    return countBefore(this.length, (index) => {
      const chunk = this.getPosition(index);
      return chunk !== undefined && isBefore(chunk);
    });
  }
}

/**
 * How many of `length` indexes satisfy `isBefore`, by binary search; they must all come before the indexes that do not.
 */
export function countBefore(length: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A file's part of a shard: the shard's state at the file's end, and the positions of its chunks in the file. */
interface ShardPart {
  readonly shard: number;
  next: number;
  lastArrival: number;
  lastUpMs: number;
  chunks: ChunkIndex | undefined;
}

/** The approximate memory of a shard's part without its chunks. */
const PART_BYTES = 120;

/** The positions of all shards' chunks in one file of a stream's log, and each shard's state at the file's end. */
export class SegmentIndex {
  readonly #parts = new Map<number, ShardPart>();
  #saysBeginning = false;

  /** The states, at the file's end, of the shards that this file or its carried beginning mentions. */
  get ends(): ReadonlyMap<number, ShardEnd> {
    return this.#parts;
  }

  /** Whether the file begins with the shards' states before it; otherwise the file before has to be read. */
  get saysBeginning(): boolean {
    return this.#saysBeginning;
  }

  /** The approximate memory of the index, in bytes. */
  get bytes(): number {
    let bytes = 0;
    for (const { chunks } of this.#parts.values()) bytes += PART_BYTES + (chunks?.bytes ?? 0);
    return bytes;
  }

  readChunks(shard: number): ChunkIndex | undefined {
    return this.#parts.get(shard)?.chunks;
  }

  /** Adds a frame of the file. @param offset where the frame's head begins */
  take(payload: Buffer, offset: number): void {
    takeFrame(payload, {
      onChunk: (head, at) => this.add(head, offset + FRAME_HEAD_BYTES + at),
      onCarried: (ends) => {
        this.#saysBeginning = true;
        this.follow(ends);
      },
    });
  }

  /** Adds the states before this file, for shards that the file has not mentioned yet. */
  follow(ends: Iterable<ShardEnd>): void {
    for (const { shard, next, lastArrival, lastUpMs } of ends) {
      if (!this.#parts.has(shard)) this.#parts.set(shard, { shard, next, lastArrival, lastUpMs, chunks: undefined });
    }
  }

  /** Adds a chunk at an offset of the file. */
  add({ shard, number, count, arrivedAt, upMs }: Omit<ChunkHead, "bytes">, offset: number): void {
    const known = this.#parts.get(shard);
    const part = known ?? { shard, next: 1, lastArrival: 0, lastUpMs: 0, chunks: undefined };
    if (known === undefined) this.#parts.set(shard, part);
    part.chunks ??= new ChunkIndex();
    part.chunks.add({ offset, number });
    part.next = number + count;
    part.lastArrival = arrivedAt;
    part.lastUpMs = upMs;
  }
}

const MAX_BYTES = 32 * 1024 * 1024;

/**
 * A cache of closed files' indexes, for all streams together, in bounded memory. An index that was dropped is read
 * again from its file when needed, so that a long stream takes barely more memory than a short one.
 */
export class SegmentIndexes {
  readonly #max: number;
  /** By the file's name, in the order of last use. */
  readonly #cache = new Map<string, { readonly index: SegmentIndex; readonly bytes: number }>();
  #bytes = 0;

  /** @param max bytes of memory, 32 MiB unless told */
  constructor(max = MAX_BYTES) {
    this.#max = max;
  }

  /** The index of a file. @param read makes the index, if it is not in the cache */
  getIndex(name: string, read: () => SegmentIndex): SegmentIndex {
    const known = this.#cache.get(name)?.index ?? read();
    this.keep(name, known);
    return known;
  }

  keep(name: string, index: SegmentIndex): void {
    this.forget(name);
    const { bytes } = index;
    this.#cache.set(name, { index, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#cache.keys()) {
      if (this.#bytes <= this.#max || oldest === name) return;
      this.forget(oldest);
    }
  }

  forget(name: string): void {
    this.#bytes -= this.#cache.get(name)?.bytes ?? 0;
    this.#cache.delete(name);
  }
}
