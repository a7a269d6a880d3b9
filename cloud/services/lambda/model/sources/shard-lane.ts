import { createHash } from "node:crypto";
import type { SourcePosition, SourceRecord } from "../../../kinesis/model/source";

/** Records that are still to be processed, in order, with the attempts so far. */
export interface Job {
  readonly records: readonly SourceRecord[];
  /** The number of failed calls. */
  readonly failures: number;
  /** The earliest time of the next call, ms since the epoch. */
  readonly dueAt: number;
  /** Jobs of the same line are processed one after another. */
  readonly line: number;
}

/** The state of reading one shard. */
export interface ShardLane {
  position: SourcePosition;
  /** The positions to go on from when all jobs are done. */
  next: readonly SourcePosition[];
  jobs: readonly Job[];
  isBusy: boolean;
  /** When the first record of a batch that is not full yet was seen; ms since the epoch. */
  waitingSince: number | undefined;
}

export const createLane = (position: SourcePosition): ShardLane => ({
  position,
  next: [],
  jobs: [],
  isBusy: false,
  waitingSince: undefined,
});

/** Distributes a batch over lines that are processed in parallel: records with the same partition key share a line. */
export function createJobs(
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
    splitIntoChunks(of, batchSize).map((chunk): Job => ({ records: chunk, failures: 0, dueAt: now, line })),
  );
}

function splitIntoChunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts;
}
