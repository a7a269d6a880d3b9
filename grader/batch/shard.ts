import { createHash } from "node:crypto";

/** A part of a class, as test runners count it: the third of eight is `3/8`. */
export interface Shard {
  /** Number of the shard, from 1. */
  readonly index: number;
  readonly of: number;
}

/** As many as an array job of AWS Batch can have: 10,000. */
const MAX_SHARDS = 10_000;

/** @throws RangeError with a message for the command line */
export function readShard(text: string): Shard {
  const [, index, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || of === undefined || index < 1 || index > of || of > MAX_SHARDS)
    throw new RangeError(`A shard is named like 3/8, the third of eight, and there are at most 10,000; not "${text}".`);
  return { index, of };
}

export const formatShardName = ({ index, of }: Shard): string => `${index}/${of}`;

/**
 * Whether a submission belongs to a shard. Only the submission's id decides: a later submission does not move others to another shard, so
 * that `--resume` finds the marks of a shard.
 */
export function isInShard(id: string, { index, of }: Shard): boolean {
  return createHash("sha256").update(id).digest().readUIntBE(0, 6) % of === index - 1;
}

/**
 * Identifies a class, the same for all its shards: the number of submissions, and the SHA-256 of their ids in order.
 */
export interface ClassIdentity {
  readonly submissions: number;
  readonly sha256: string;
}

export function describeClass(ids: readonly string[]): ClassIdentity {
  return { submissions: ids.length, sha256: createHash("sha256").update(ids.join("\n")).digest("hex") };
}
