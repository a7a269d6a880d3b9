import { recordsOf, type ChunkHead, type ReadChunk } from "./chunk";
import { ChunkIndex } from "./chunk-index";
import type { ShardRecord } from "./record";
import type { Carried } from "./stream-frames";

/** How much a read may give. */
export interface ReadLimits {
  readonly records: number;
  readonly bytes: number;
}

/** What a shard needs of its stream's log. Offsets are places in the whole log. */
export interface ChunkSource {
  /** Makes sure that what is on disk has been read. */
  open(): unknown;
  /** Where the oldest chunk that is still on disk can lie. */
  readonly start: number;
  head(offset: number): ChunkHead;
  chunks(offsets: (index: number) => number | undefined): Generator<ReadChunk>;
}

/** The records of one shard: where they lie in its stream's log, and how they are read. */
export class ShardLog {
  readonly #source: ChunkSource;
  readonly #index = new ChunkIndex();
  readonly #listeners = new Set<() => void>();
  #next = 1;
  #lastArrival = 0;

  constructor(source: ChunkSource) {
    this.#source = source;
  }

  /** The number that the next record will get. */
  get next(): number {
    this.#source.open();
    return this.#next;
  }

  /** When the newest record arrived, ms since the epoch; 0 if there was none. */
  get lastArrival(): number {
    this.#source.open();
    return this.#lastArrival;
  }

  /** For the stream's log: a chunk of this shard stands at an offset. */
  added({ number, count, arrivedAt }: ChunkHead, offset: number): void {
    this.#index.add({ offset, number });
    this.#next = number + count;
    this.#lastArrival = arrivedAt;
  }

  /** For the stream's log: what files said that are gone. */
  carry({ next, lastArrival }: Carried): void {
    this.#next = Math.max(this.#next, next);
    this.#lastArrival = Math.max(this.#lastArrival, lastArrival);
  }

  /** For the stream's log: files before an offset are gone. */
  forgetBefore(offset: number): void {
    this.#index.forgetBefore(offset);
  }

  /** For the stream's log: what was added can be read. */
  tell(): void {
    if (this.#listeners.size > 0) for (const listener of [...this.#listeners]) listener();
  }

  /** Calls `listener` after each write. @returns what makes it forget the listener */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Records from `number` on that have not aged out, oldest first.
   *
   * @param aged records that arrived at this up time or before are gone
   */
  read(number: number, aged: number, limits: ReadLimits): ShardRecord[] {
    const read: ShardRecord[] = [];
    if (number >= this.next) return read;
    let bytes = 0;
    const first = this.#firstChunk(number, aged);
    for (const { head, bytes: chunk } of this.#source.chunks((index) => this.#index.at(first + index)?.offset)) {
      for (const record of recordsOf(chunk, head)) {
        if (record.number < number) continue;
        bytes += record.data.byteLength + Buffer.byteLength(record.partitionKey);
        if (read.length === limits.records || (bytes > limits.bytes && read.length > 0)) return read;
        read.push(record);
      }
    }
    return read;
  }

  /** The number of the first record that arrived at `time` (ms) or later, or the next one's. */
  numberAt(time: number): number {
    const { next } = this;
    const gone = this.#gone();
    const found = this.#index.count(({ offset }) => offset < gone || this.#source.head(offset).arrivedAt < time);
    return this.#index.at(found)?.number ?? next;
  }

  /** The place in the index of the chunk with a record's number, or of the first that is left after it. */
  #firstChunk(number: number, aged: number): number {
    const gone = this.#gone();
    const first = Math.max(this.#index.count((chunk) => chunk.offset < gone), this.#index.count((chunk) => chunk.number <= number) - 1);
    const chunk = this.#index.at(first);
    if (chunk === undefined || this.#source.head(chunk.offset).upMs > aged) return first;
    return this.#index.count(({ offset }) => offset < gone || this.#source.head(offset).upMs <= aged);
  }

  #gone(): number {
    return this.#source.start;
  }
}
