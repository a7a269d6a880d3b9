import { EMPTY_LOG_BYTES, type AppendLog } from "../../storage/append-log";
import { FRAME_HEAD_BYTES } from "../../storage/frames";
import type { Storage } from "../../storage/storage";
import { carriedFrame, chunksFrame, takeFrame, type Carried } from "./stream-frames";
import { CHUNK_HEAD_BYTES, chunkBytes, chunkHead, type ChunkHead, type NewChunk, type ReadChunk } from "./chunk";
import type { NewRecord } from "./record";
import { ShardLog } from "./shard-log";

/** A file is closed at this size, so that old ones can be removed whole. */
const SEGMENT_BYTES = 64 * 1024 * 1024;
/** Chunks that lie close together are read in one go; else no more than a record or two, since the next lies far away. */
const NEAR_BYTES = 16 * 1024;
const WIDE_READ_BYTES = 256 * 1024;
const NARROW_READ_BYTES = 4_000;

/** One file of the log. */
interface Segment {
  readonly name: string;
  readonly log: AppendLog;
  /** Where it begins in the whole log. Files are named by it, so that their alphabetical order is their own. */
  readonly start: number;
  /** Up time of the newest records in it. */
  lastUpMs: number;
}

/** Records for one shard, out of one request. */
export interface ShardBatch {
  readonly shard: number;
  readonly records: readonly NewRecord[];
}

/** Where a batch came to stand. */
export interface Placed {
  /** The first record's. */
  readonly number: number;
  readonly arrivedAt: number;
}

/**
 * The records of a stream, in one log for all of its shards: a request is one write, however many shards it touches. Each
 * shard knows where its chunks lie. Files are opened when somebody first asks for them.
 */
export class StreamLog {
  readonly #storage: Storage;
  readonly #folder: string;
  readonly #segmentBytes: number;
  readonly #shards = new Map<number, ShardLog>();
  #opened: Segment[] | undefined;
  #failure: unknown;

  /**
   * @param folder       such as `kinesis/records/<stream id>`
   * @param segmentBytes a file is closed at this size, 64 MiB unless told
   */
  constructor(storage: Storage, folder: string, segmentBytes = SEGMENT_BYTES) {
    this.#storage = storage;
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
  }

  /** The records of one shard. */
  shard(index: number): ShardLog {
    const known = this.#shards.get(index) ?? new ShardLog(this);
    this.#shards.set(index, known);
    return known;
  }

  /** Where the oldest record that is still on disk can lie. */
  get start(): number {
    return this.open()[0]?.start ?? 0;
  }

  /**
   * Writes batches, each behind its shard's other records: all of them, or none.
   *
   * @param at `arrivedAt` and `upMs` of all of them
   * @throws  the operating system's error (ENOSPC)
   */
  append(batches: readonly ShardBatch[], at: Pick<ChunkHead, "arrivedAt" | "upMs">): Placed[] {
    this.open();
    // A paced clock's timers may run a little behind; a shard's times never go back.
    const chunks = batches.map(({ shard, records }): NewChunk => {
      const { next, lastArrival } = this.shard(shard);
      return { shard, records, number: next, arrivedAt: Math.max(at.arrivedAt, lastArrival), upMs: at.upMs };
    });
    this.write(chunks);
    return chunks;
  }

  /** Writes chunks whose numbers and times are given already. */
  write(chunks: readonly NewChunk[]): void {
    const segment = this.#writable();
    const sizes = chunks.map(({ records }) => chunkBytes(records));
    const [offset = 0] = segment.log.append([chunksFrame(chunks, sizes)]);
    let at = segment.start + offset + FRAME_HEAD_BYTES + 1;
    for (const [index, { shard, number, records, arrivedAt, upMs }] of chunks.entries()) {
      const bytes = sizes[index] ?? 0;
      this.shard(shard).added({ shard, number, count: records.length, arrivedAt, upMs, bytes }, at);
      segment.lastUpMs = Math.max(segment.lastUpMs, upMs);
      at += bytes;
    }
    for (const { shard } of chunks) this.shard(shard).tell();
  }

  /** The chunk's head alone. @param offset in the whole log */
  head(offset: number): ChunkHead {
    return chunkHead(this.#read(offset, CHUNK_HEAD_BYTES), 0);
  }

  /** Chunks one after another. @param offsets in the whole log, growing */
  *chunks(offsets: (index: number) => number | undefined): Generator<ReadChunk> {
    let window: Buffer = Buffer.alloc(0);
    let from = 0;
    let next = offsets(0);
    for (let index = 1; next !== undefined; index += 1) {
      const offset = next;
      next = offsets(index);
      if (offset < from || offset + CHUNK_HEAD_BYTES > from + window.byteLength) {
        const isNear = next !== undefined && next - offset < NEAR_BYTES;
        window = this.#read(offset, isNear ? WIDE_READ_BYTES : NARROW_READ_BYTES);
        from = offset;
      }
      const head = chunkHead(window, offset - from);
      if (offset + head.bytes > from + window.byteLength) {
        window = this.#read(offset, head.bytes);
        from = offset;
      }
      yield { head, bytes: window.subarray(offset - from, offset - from + head.bytes) };
    }
  }

  /** Removes files whose records are all older than `aged` (up time), but never the newest. */
  removeAged(aged: number): void {
    const segments = this.open();
    while (segments.length > 1 && (segments[0]?.lastUpMs ?? 0) <= aged) {
      const oldest = segments.shift();
      if (oldest === undefined) return;
      this.#storage.release(oldest.log);
      this.#storage.remove(oldest.name);
    }
    for (const shard of this.#shards.values()) shard.forgetBefore(this.start);
  }

  /** Closes and removes everything. */
  remove(): void {
    for (const { log } of this.#opened ?? []) this.#storage.release(log);
    this.#opened = [];
    this.#storage.remove(this.#folder);
  }

  /** Reads the files, unless that was done. @throws Error if one cannot be read, each time: half a log is none */
  open(): Segment[] {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#opened !== undefined) return this.#opened;
    this.#opened = [];
    try {
      for (const name of this.#storage.logsIn(this.#folder)) this.#add(name, Number(name.slice(this.#folder.length + 1)));
    } catch (error) {
      this.#failure = error;
      throw error;
    }
    return this.#opened;
  }

  #add(name: string, start: number): Segment {
    let lastUpMs = 0;
    const log = this.#storage.log(name, (payload, offset) =>
      takeFrame(payload, {
        chunk: (head, at) => {
          this.shard(head.shard).added(head, start + offset + FRAME_HEAD_BYTES + at);
          lastUpMs = Math.max(lastUpMs, head.upMs);
        },
        carried: (one) => this.shard(one.shard).carry(one),
      }));
    const segment = { name, log, start, lastUpMs };
    this.#opened?.push(segment);
    return segment;
  }

  #writable(): Segment {
    const last = this.open().at(-1);
    if (last !== undefined && last.log.bytes > EMPTY_LOG_BYTES && last.log.bytes < this.#segmentBytes) return last;
    const segment = last?.log.bytes === EMPTY_LOG_BYTES ? last : this.#next(last);
    // Numbers go on from here even if all files before are gone. A kill or a full disk may have come before it was written.
    segment.log.append([carriedFrame(this.#carried())]);
    return segment;
  }

  #next(last: Segment | undefined): Segment {
    const start = last === undefined ? 0 : last.start + last.log.bytes;
    const segment = this.#add(`${this.#folder}/${String(start).padStart(16, "0")}`, start);
    segment.lastUpMs = last?.lastUpMs ?? 0;
    return segment;
  }

  #carried(): Carried[] {
    return [...this.#shards].filter(([, { next }]) => next > 1).map(([shard, { next, lastArrival }]) => ({ shard, next, lastArrival }));
  }

  #read(offset: number, length: number): Buffer {
    const segment = this.open().findLast(({ start }) => start <= offset);
    if (segment === undefined) throw new Error(`${this.#folder}: nothing lies at ${offset}`);
    return segment.log.read(offset - segment.start, length);
  }
}
