import { recordsOf, type ReadChunk } from "./chunk";
import type { ShardRecord } from "./record";
import type { ShardEnd } from "./stream-frames";

/** How much a read may return. */
export interface ReadLimits {
  readonly records: number;
  readonly bytes: number;
}

/** The part of its stream's log that a shard uses; each call opens the log if it is not open. */
export interface ChunkSource {
  end(shard: number): ShardEnd | undefined;
  chunks(shard: number, number: number, aged: number): Generator<ReadChunk>;
  numberAt(shard: number, time: number): number | undefined;
  onAppend(shard: number, listener: () => void): () => void;
}

/** The records of one shard: its part of its stream's log. */
export class ShardLog {
  readonly #source: ChunkSource;
  readonly #shard: number;

  constructor(source: ChunkSource, shard: number) {
    this.#source = source;
    this.#shard = shard;
  }

  /** The number that the next record will get. */
  get next(): number {
    return this.#source.end(this.#shard)?.next ?? 1;
  }

  /** When the newest record arrived, ms since the epoch; 0 if there was none. */
  get lastArrival(): number {
    return this.#source.end(this.#shard)?.lastArrival ?? 0;
  }

  /** Calls `listener` after each write. @returns a function that removes the listener */
  onAppend(listener: () => void): () => void {
    return this.#source.onAppend(this.#shard, listener);
  }

  /**
   * Records from `number` on that have not aged out, oldest first.
   *
   * @param aged records that arrived at this uptime or before have expired
   */
  read(number: number, aged: number, limits: ReadLimits): ShardRecord[] {
    const read: ShardRecord[] = [];
    if (number >= this.next) return read;
    let bytes = 0;
    for (const { head, bytes: chunk } of this.#source.chunks(this.#shard, number, aged)) {
      for (const record of recordsOf(chunk, head)) {
        if (record.number < number) continue;
        bytes += record.data.byteLength + Buffer.byteLength(record.partitionKey);
        if (read.length === limits.records || (bytes > limits.bytes && read.length > 0)) return read;
        read.push(record);
      }
    }
    return read;
  }

  /** The number of the first record that arrived at `time` (ms) or later; if there is none, of the next record. */
  numberAt(time: number): number {
    return this.#source.numberAt(this.#shard, time) ?? this.next;
  }
}
