import { countPayload, readRecord, findRecordEnd, type RecordRun } from "./chunk";
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
