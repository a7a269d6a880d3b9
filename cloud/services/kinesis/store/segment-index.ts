import { FRAME_HEAD_BYTES } from "../../../storage/frames";
import { type ChunkHead, takeFrame, type ShardEnd } from "./chunk";

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
    const [offset = 0, distance = 0] = [this.#columns[index * COLUMNS], this.#columns[index * COLUMNS + 1]];
    return { offset, number: this.#firstNumber + distance };
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
  lastUpMs: number | undefined;
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
    const part = known ?? { shard, next: 1, lastArrival: 0, lastUpMs: undefined, chunks: undefined };
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
 * again from its file when needed, so that a long stream takes hardly more memory than a short one.
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
