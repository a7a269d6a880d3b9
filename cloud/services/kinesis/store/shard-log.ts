import {
  countPayload,
  findRun,
  type ReadChunk,
  type ReadLimits,
  type RecordRun,
  type ShardEnd,
  readRecord,
  findRecordEnd,
} from "./chunk";
import type { ShardRecord } from "./record";

/** The records of one read of a shard, as they lie in its log. Objects are made of them when somebody goes through them. */
export class ReadRecords implements Iterable<ShardRecord> {
  readonly runs: readonly RecordRun[];
  readonly length: number;
  /** Bytes of the keys and data. */
  readonly bytes: number;
  /** The newest record; undefined if there is none. */
  readonly last: Pick<ShardRecord, "number" | "arrivedAt"> | undefined;

  constructor(runs: readonly RecordRun[]) {
    this.runs = runs;
    this.length = runs.reduce((sum, { count }) => sum + count, 0);
    this.bytes = runs.reduce((sum, run) => sum + countPayload(run), 0);
    const run = runs.at(-1);
    this.last = run && { number: run.number + run.count - 1, arrivedAt: run.arrivedAt };
  }

  *[Symbol.iterator](): Generator<ShardRecord> {
    for (const run of this.runs) {
      let { number } = run;
      for (let at = 0; at < run.bytes.byteLength; at = findRecordEnd(run.bytes, at)) {
        yield readRecord(run, at, number);
        number += 1;
      }
    }
  }
}

/** The part of its stream's log that a shard uses; each call opens the log if it is not open. */
interface ChunkSource {
  end(shard: number): ShardEnd | undefined;
  readChunks(shard: number, number: number, aged: number): Generator<ReadChunk>;
  findNumberAt(shard: number, time: number): number | undefined;
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
   * Records from `number` on that have not aged out, oldest first: as many as the limits allow, but for the first
   * record, which may have any size.
   *
   * @param aged records that arrived at this uptime or before have expired
   */
  read(number: number, aged: number, limits: ReadLimits): ReadRecords {
    const runs: RecordRun[] = [];
    let { records, bytes } = limits;
    if (number >= this.next || records === 0) return new ReadRecords(runs);
    for (const chunk of this.#source.readChunks(this.#shard, number, aged)) {
      const run = findRun(chunk, number, { records, bytes });
      if (run.count === 0) continue;
      bytes -= countPayload(run);
      records -= run.count;
      if (bytes < 0 && runs.length > 0) break;
      runs.push(run);
      if (records === 0 || bytes < 0 || run.number + run.count < chunk.head.number + chunk.head.count) break;
    }
    return new ReadRecords(runs);
  }

  /** The number of the first record that arrived at `time` (ms) or later; if there is none, of the next record. */
  findNumberAt(time: number): number {
    return this.#source.findNumberAt(this.#shard, time) ?? this.next;
  }
}
