import type { ShardChange } from "./usage-facts";
import type { Meter } from "./prices";

/** An existing stream. */
interface StreamSnapshot {
  readonly name: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly shards: number;
  readonly isOnDemand: boolean;
}

interface Run {
  readonly from: number;
  readonly shards: number;
  readonly isOnDemand: boolean;
}

/** The streams' changes, and the existing streams. */
interface StreamHistory {
  /** In the order in which they happened. */
  readonly changes: readonly ShardChange[];
  readonly streams: readonly StreamSnapshot[];
  /** ms since the epoch. */
  readonly now: number;
}

/**
 * Counts the hours of all shards, of existing and of deleted streams. A shard costs from its stream's creation on, used
 * or not.
 */
export function meterShards(meter: Meter, { changes, streams, now }: StreamHistory): void {
  const running = new Map<string, Run>();
  const known = new Set(changes.filter(({ kind }) => kind === "created").map(({ stream }) => stream));
  // For streams from before counting began, their own creation time is used.
  for (const { name, createdAt, shards, isOnDemand } of streams)
    if (!known.has(name))
      running.set(name, { from: createdAt, shards: countShardsBefore(shards, name, changes), isOnDemand });
  const end = (stream: string, at: number): Run | undefined => {
    const run = running.get(stream);
    if (run !== undefined) {
      if (run.isOnDemand) meter.addTime("kinesis-on-demand-hour", [run.from, at], 1);
      else meter.addTime("kinesis-shard-hour", [run.from, at], run.shards);
    }
    running.delete(stream);
    return run;
  };
  for (const { stream, at, kind, shards, isOnDemand = false } of changes) {
    const run = end(stream, at);
    if (kind === "created") running.set(stream, { from: at, shards, isOnDemand });
    else if (kind !== "deleted" && run !== undefined)
      running.set(stream, { ...run, from: at, shards: kind === "set" ? shards : run.shards + shards });
  }
  for (const [stream] of [...running]) end(stream, now);
}

/** How many shards a stream had before the recorded changes. */
const countShardsBefore = (shards: number, name: string, changes: readonly ShardChange[]): number =>
  changes.reduce((sum, { stream, kind, shards: by }) => (stream === name && kind === "by" ? sum - by : sum), shards);
