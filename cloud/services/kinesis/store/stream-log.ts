import { getItemAt } from "../../../../foundation/item-at";
import { EMPTY_LOG_BYTES, type AppendLog } from "../../../storage/append-log";
import type { Storage } from "../../../storage/storage";
import {
  type ChunkHead,
  type ReadChunk,
  encodeCarried,
  encodeChunks,
  type ShardEnd,
  countBefore,
  SegmentIndex,
  type SegmentIndexes,
  CHUNK_HEAD_BYTES,
  readChunkHead,
  decodeCarried,
  type ChunkIndex,
} from "./chunk";
import type { NewRecord } from "./record";
import { ShardLog } from "./shard-log";

/** Chunks that lie close together are read in one go; otherwise only a record or two is read, since the next chunk is far away. */
const NEAR_BYTES = 16 * 1024;
const WIDE_READ_BYTES = 256 * 1024;
const NARROW_READ_BYTES = 4_000;

/** One file of a stream's log. Read only when needed. */
class Segment {
  /** The file's offset in the whole log. It is the file's name, so that alphabetical order is the order of the log. */
  readonly start: number;
  readonly name: string;
  readonly #storage: Storage;
  #log: AppendLog | undefined;
  #carried: ReadonlyMap<number, ShardEnd> | undefined;

  constructor(storage: Storage, folder: string, start: number) {
    this.#storage = storage;
    this.start = start;
    this.name = `${folder}/${String(start).padStart(16, "0")}`;
  }

  /**
   * For the newest file only, whose end a kill may have left incomplete: reads the whole file, and cuts off an
   * incomplete end.
   */
  openNewest(): SegmentIndex {
    const index = new SegmentIndex();
    this.#log = this.#storage.log(this.name, (payload, offset) => index.take(payload, offset));
    return index;
  }

  /** Each shard's state before this file; undefined if the file does not hold it, since a kill came before its first frame. */
  get carried(): ReadonlyMap<number, ShardEnd> | undefined {
    if (this.#carried === undefined) {
      const [first] = this.log.readFrames(EMPTY_LOG_BYTES);
      this.#carried = first === undefined ? undefined : decodeCarried(first.payload);
    }
    return this.#carried;
  }

  /** Reads the whole file, and reports damage. */
  getIndex(): SegmentIndex {
    const index = new SegmentIndex();
    this.log.scan((payload, offset) => index.take(payload, offset));
    return index;
  }

  get log(): AppendLog {
    this.#log ??= this.#storage.log(this.name);
    return this.#log;
  }

  /** Reads only a chunk's head. @param offset in the file */
  getHead(offset: number): ChunkHead {
    return readChunkHead(this.log.read(offset, CHUNK_HEAD_BYTES), 0);
  }

  /** Reads chunks one after another. @param first the index of the chunk to begin with */
  *readChunks(index: ChunkIndex, first: number): Generator<ReadChunk> {
    let window: Buffer = Buffer.alloc(0);
    let from = 0;
    let next = index.getPosition(first)?.offset;
    for (let position = first + 1; next !== undefined; position += 1) {
      const offset = next;
      next = index.getPosition(position)?.offset;
      if (offset < from || offset + CHUNK_HEAD_BYTES > from + window.byteLength) {
        const isNear = next !== undefined && next - offset < NEAR_BYTES;
        window = this.log.read(offset, isNear ? WIDE_READ_BYTES : NARROW_READ_BYTES);
        from = offset;
      }
      const head = readChunkHead(window, offset - from);
      if (offset + head.bytes > from + window.byteLength) {
        window = this.log.read(offset, head.bytes);
        from = offset;
      }
      yield { head, bytes: window.subarray(offset - from, offset - from + head.bytes) };
    }
  }

  close(): void {
    if (this.#log !== undefined) this.#storage.release(this.#log);
  }

  remove(): void {
    this.close();
    this.#storage.remove(this.name);
  }
}

/** A file is closed at this size: a start reads only the newest file, and old files are removed as a whole. */
const SEGMENT_BYTES = 16 * 1024 * 1024;

/** The records of one request for one shard. */
export interface ShardBatch {
  readonly shard: number;
  readonly records: readonly NewRecord[];
}

/** The number and arrival time that a batch got. */
export interface AppendedBatch<B extends ShardBatch> {
  readonly batch: B;
  /** The number of the batch's first record. */
  readonly number: number;
  readonly arrivedAt: number;
}

/** Where a stream's log keeps its files, and their indexes. */
interface StreamLogLocation {
  readonly storage: Storage;
  /** Such as `kinesis/records/<stream id>`. */
  readonly folder: string;
  readonly indexes: SegmentIndexes;
  /** A file is closed at this size, 16 MiB by default. */
  readonly segmentBytes?: number;
}

/**
 * The records of a stream, in one log for all of its shards: a request is one write, however many shards it touches.
 * Files are opened when first needed. Each begins with the shards' states before it, so that writing needs only the
 * newest file, and reading only the files with wanted records.
 */
export class StreamLog {
  readonly #location: StreamLogLocation;
  readonly #segmentBytes: number;
  /** Listeners for new records, by shard; most streams have none. */
  #listeners: Map<number, Set<() => void>> | undefined;
  #opened: Segment[] | undefined;
  /** The newest file: its log, once a frame was written to it, and its index. */
  #writing: AppendLog | undefined;
  #newest = new SegmentIndex();
  #failure: unknown;

  constructor(location: StreamLogLocation) {
    this.#location = location;
    this.#segmentBytes = location.segmentBytes ?? SEGMENT_BYTES;
  }

  /** The records of one shard. */
  getShard(index: number): ShardLog {
    return new ShardLog(this, index);
  }

  /** A shard's current state; undefined if it never had a record. */
  end(shard: number): ShardEnd | undefined {
    this.open();
    return this.#newest.ends.get(shard);
  }

  /** Calls `listener` after each write to a shard. @returns a function that removes the listener */
  onAppend(shard: number, listener: () => void): () => void {
    this.#listeners ??= new Map();
    const listeners = this.#listeners.get(shard) ?? new Set();
    this.#listeners.set(shard, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /**
   * Appends batches to their shards' records: all of them, or none.
   *
   * @param at `arrivedAt` and `upMs` of all of them
   * @throws  the operating system's error (ENOSPC)
   */
  append<B extends ShardBatch>(
    batches: readonly B[],
    at: Pick<ChunkHead, "arrivedAt" | "upMs">,
  ): readonly AppendedBatch<B>[] {
    // A paced clock's timers may run slightly late, but a shard's arrival times never decrease.
    const chunks = batches.map((batch) => {
      const { next = 1, lastArrival = 0 } = this.end(batch.shard) ?? {};
      const { shard, records } = batch;
      return { batch, shard, records, number: next, arrivedAt: Math.max(at.arrivedAt, lastArrival), upMs: at.upMs };
    });
    const log = this.#getWritable();
    const frame = encodeChunks(chunks);
    const [offset] = log.append([frame]);
    // The index reads the frame, as it does at a start.
    if (offset !== undefined) this.#newest.take(frame, offset);
    if (this.#listeners === undefined) return chunks;
    for (const { shard } of chunks) for (const listener of [...(this.#listeners.get(shard) ?? [])]) listener();
    return chunks;
  }

  /**
   * A shard's chunks, from the one with record `number` on. The first chunk may begin with earlier records.
   *
   * @param aged chunks that arrived at this uptime or before are left out
   */
  *readChunks(shard: number, number: number, aged: number): Generator<ReadChunk> {
    const segments = this.open();
    const from = countBefore(segments.length, (at) => (this.#readBefore(at).get(shard)?.next ?? 1) <= number) - 1;
    for (let at = Math.max(0, from); at < segments.length; at += 1) {
      const end = this.#readAfter(at).get(shard);
      const isEmpty = end === undefined || end.next === (this.#readBefore(at).get(shard)?.next ?? 1);
      if (isEmpty || end.lastUpMs <= aged) continue;
      yield* this.#readSegmentChunks(at, { shard, number, aged });
    }
  }

  /** The number of a shard's first record that arrived at `time` (ms) or later and is still on disk; undefined if there is none. */
  findNumberAt(shard: number, time: number): number | undefined {
    const segments = this.open();
    const at = countBefore(segments.length, (index) => (this.#readAfter(index).get(shard)?.lastArrival ?? 0) < time);
    for (const [step, segment] of segments.slice(at).entries()) {
      const chunks = this.#loadIndex(at + step).readChunks(shard);
      const found = chunks?.getPosition(chunks.count(({ offset }) => segment.getHead(offset).arrivedAt < time));
      if (found !== undefined) return found.number;
    }
    return undefined;
  }

  /** Removes files whose records are all older than `aged` (an uptime in ms), but never the newest. */
  removeAged(aged: number): void {
    // A log that is not open and has a single file has nothing to remove, so it stays closed.
    if (this.#opened === undefined && this.#location.storage.listLogs(this.#location.folder).length < 2) return;
    const segments = this.open();
    while (segments.length > 1 && this.#getOldestUpMs() <= aged) {
      const oldest = segments.shift();
      this.#location.indexes.forget(oldest?.name ?? "");
      oldest?.remove();
    }
  }

  /** Closes the files. They are opened again when needed. */
  close(): void {
    for (const segment of this.#opened ?? []) {
      segment.close();
      this.#location.indexes.forget(segment.name);
    }
    this.#opened = undefined;
    this.#writing = undefined;
    this.#newest = new SegmentIndex();
  }

  /** Closes and removes everything. */
  remove(): void {
    this.close();
    this.#location.storage.remove(this.#location.folder);
  }

  /** Finds the files and reads the newest, if that was not done before. @throws Error on every call if the newest file cannot be read: half a log must not be used */
  open(): Segment[] {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#opened !== undefined) return this.#opened;
    const { storage, folder } = this.#location;
    this.#opened = storage
      .listLogs(folder)
      .map((name) => new Segment(storage, folder, Number(name.slice(folder.length + 1))));
    try {
      this.#newest = this.#opened.at(-1)?.openNewest() ?? this.#newest;
      // The file lacks its first frame: a kill came before it was written.
      if (!this.#newest.saysBeginning) this.#newest.follow(this.#readBefore(this.#opened.length - 1).values());
    } catch (error) {
      this.#failure = error;
      throw error;
    }
    return this.#opened;
  }

  /** The shards' states at the beginning of a file. */
  #readBefore(at: number): ReadonlyMap<number, ShardEnd> {
    if (at <= 0) return this.open()[0]?.carried ?? new Map<number, ShardEnd>();
    return getItemAt(this.open(), at).carried ?? this.#loadIndex(at - 1).ends;
  }

  /** The shards' states at the end of a file. */
  #readAfter(at: number): ReadonlyMap<number, ShardEnd> {
    return at === this.open().length - 1 ? this.#newest.ends : this.#readBefore(at + 1);
  }

  #loadIndex(at: number): SegmentIndex {
    const segments = this.open();
    const segment = segments[at];
    if (segment === undefined || at === segments.length - 1) return this.#newest;
    return this.#location.indexes.getIndex(segment.name, () => {
      const index = segment.getIndex();
      if (!index.saysBeginning) index.follow(this.#readBefore(at).values());
      return index;
    });
  }

  *#readSegmentChunks(
    at: number,
    { shard, number, aged }: { readonly shard: number; readonly number: number; readonly aged: number },
  ): Generator<ReadChunk> {
    const segment = this.open()[at];
    const chunks = this.#loadIndex(at).readChunks(shard);
    if (segment === undefined || chunks === undefined) return;
    const isAged = (offset: number): boolean => segment.getHead(offset).upMs <= aged;
    const first = Math.max(0, chunks.count((chunk) => chunk.number <= number) - 1);
    yield* segment.readChunks(
      chunks,
      isAged(chunks.getPosition(first)?.offset ?? 0) ? chunks.count(({ offset }) => isAged(offset)) : first,
    );
  }

  /** The uptime of the newest records in the oldest file. */
  #getOldestUpMs(): number {
    return Math.max(...Array.from(this.#readAfter(0).values(), ({ lastUpMs }) => lastUpMs));
  }

  #getWritable(): AppendLog {
    if (this.#writing !== undefined && this.#writing.bytes < this.#segmentBytes) return this.#writing;
    const last = this.open().at(-1);
    if (last !== undefined && last.log.bytes > EMPTY_LOG_BYTES && last.log.bytes < this.#segmentBytes)
      return (this.#writing = last.log);
    const segment = last?.log.bytes === EMPTY_LOG_BYTES ? last : this.#openNext(last);
    // With this frame numbers go on even after all earlier files are removed. An empty newest file lacks it: a kill or
    // a full disk came first.
    segment.log.append([encodeCarried([...this.#newest.ends.values()])]);
    return (this.#writing = segment.log);
  }

  #openNext(last: Segment | undefined): Segment {
    const segment = new Segment(
      this.#location.storage,
      this.#location.folder,
      last === undefined ? 0 : last.start + last.log.bytes,
    );
    const index = segment.openNewest();
    index.follow(this.#newest.ends.values());
    if (last !== undefined) this.#location.indexes.keep(last.name, this.#newest);
    this.open().push(segment);
    this.#newest = index;
    return segment;
  }
}
