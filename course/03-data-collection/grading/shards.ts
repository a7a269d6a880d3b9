import type { Question } from "../../../grader/index";
import { between, seededRandom } from "../../../src/generators/random";

/** A workload, and the kind of mistake that it detects. */
export interface ShardCase {
  readonly id: string;
  readonly kind: "size" | "in" | "out" | "records" | "one";
  /** Bytes of a record, records a second, number of consumers. */
  readonly args: readonly [recordBytes: number, recordsPerSecond: number, consumers: number];
}

/** Workloads, each decided by one of a shard's limits. */
export function createShardCases(seed: number): readonly ShardCase[] {
  const random = seededRandom((seed ^ 0x5a4) >>> 0);
  const rate = between(random, 520, 990);
  const cases: readonly Omit<ShardCase, "id">[] = [
    // A byte more than a KiB counts as two KiB.
    { kind: "size", args: [1025, rate * 4, 1] },
    { kind: "size", args: [1024, rate * 4 - 3, 1] },
    { kind: "in", args: [10 * 1024, between(random, 300, 900), 1] },
    { kind: "in", args: [100 * 1024, between(random, 21, 99), 2] },
    { kind: "out", args: [10 * 1024, between(random, 300, 900), 5] },
    { kind: "out", args: [3 * 1024, between(random, 100, 300), between(random, 6, 9)] },
    { kind: "records", args: [between(random, 20, 200), 1000 * between(random, 3, 9) + 1, 1] },
    { kind: "records", args: [between(random, 20, 200), 1000 * between(random, 3, 9), 1] },
    { kind: "one", args: [100, 1, 0] },
    { kind: "one", args: [between(random, 100, 900), between(random, 1, 50), 1] },
    // A few KiB more than whole shards take: 4,098 KiB a second in, 10,245 KiB a second out.
    { kind: "in", args: [3 * 1024, 1366, 1] },
    { kind: "out", args: [5 * 1024, 683, 3] },
    { kind: "one", args: [100, 0, 1] },
  ];
  return cases.map((item, n) => ({ id: `shards-${n}`, ...item }));
}

/** The stream that the cell of 1.2 creates when it runs again, with another result of `shardsNeeded`. No learner knows its name. */
export const STREAM_OF_MORE = "people-stream-of-more-people";
/** More shards than any learner's workload needs. */
export const ADDED_SHARDS = 3;

/** Runs the cell of 1.2 again: a number of shards that stays the same isn't the result of its call of `shardsNeeded`. */
export const repeatedStream: Question = {
  id: "more-shards",
  name: "shardsNeeded",
  again: { cell: "create-stream", addend: ADDED_SHARDS, values: { STREAM: STREAM_OF_MORE } },
};
