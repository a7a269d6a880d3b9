import { createHash } from "node:crypto";

/** A part of a class, as test runners count it: the third of eight is `3/8`. */
export interface Shard {
  /** From 1 on. */
  readonly index: number;
  readonly of: number;
}

/** More than an array job of AWS Batch has: 10,000. */
const MOST_SHARDS = 10_000;

/** @throws RangeError in the words of the command line */
export function readShard(text: string): Shard {
  const [, index, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || of === undefined || index < 1 || index > of || of > MOST_SHARDS)
    throw new RangeError(`A shard is named like 3/8, the third of eight, and there are at most 10,000; not "${text}".`);
  return { index, of };
}

export const shardName = ({ index, of }: Shard): string => `${index}/${of}`;

/**
 * Whether a submission is of a shard. This follows from its id alone: one that is handed in later moves no other to another shard, so that
 * `--resume` finds what a shard has graded.
 */
export function isInShard(id: string, { index, of }: Shard): boolean {
  return createHash("sha256").update(id).digest().readUIntBE(0, 6) % of === index - 1;
}

/** A class as all its shards must have seen it: how many submissions, and the SHA-256 of their ids in order. */
export interface ClassSeen {
  readonly submissions: number;
  readonly sha256: string;
}

export function classSeen(ids: readonly string[]): ClassSeen {
  return { submissions: ids.length, sha256: createHash("sha256").update(ids.join("\n")).digest("hex") };
}
