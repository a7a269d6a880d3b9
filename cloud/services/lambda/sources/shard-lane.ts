import { createHash } from "node:crypto";
import type { SourcePosition, SourceRecord } from "../../kinesis/source";

/** Records that are still to be worked through, in order, and what came of it so far. */
export interface Job {
  readonly records: readonly SourceRecord[];
  /** Calls that failed. */
  readonly failures: number;
  /** ms since the epoch: not before. */
  readonly dueAt: number;
  /** Jobs of one line are worked on one after another. */
  readonly line: number;
}

/** The reading of one shard. */
export interface ShardLane {
  position: SourcePosition;
  /** Where to go on when all jobs are done. */
  next: readonly SourcePosition[];
  jobs: readonly Job[];
  isBusy: boolean;
  /** When the first record of a batch that is not full yet was seen; ms since the epoch. */
  waitingSince: number | undefined;
}

export const newLane = (position: SourcePosition): ShardLane => ({
  position,
  next: [],
  jobs: [],
  isBusy: false,
  waitingSince: undefined,
});

/** Spreads a batch over lines that are worked on at once: records of one partition key share a line. */
export function jobsOf(
  records: readonly SourceRecord[],
  { parallel, batchSize, now }: { readonly parallel: number; readonly batchSize: number; readonly now: number },
): readonly Job[] {
  const lines = new Map<number, SourceRecord[]>();
  for (const record of records) {
    const line = parallel === 1 ? 0 : createHash("md5").update(record.partitionKey).digest().readUInt32BE(0) % parallel;
    const of = lines.get(line) ?? [];
    of.push(record);
    lines.set(line, of);
  }
  return [...lines].flatMap(([line, of]) =>
    chunks(of, batchSize).map((chunk): Job => ({ records: chunk, failures: 0, dueAt: now, line })),
  );
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts;
}
