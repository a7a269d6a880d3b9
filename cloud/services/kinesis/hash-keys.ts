import { hash } from "node:crypto";

/** Hash keys are 128-bit: 0 up to, not including, this. */
export const HASH_SPACE = 2n ** 128n;

/** The hash keys of one shard, both ends included. */
export interface HashRange {
  readonly first: bigint;
  readonly last: bigint;
}

const HEX_DIGITS = 32;

/** A hash key as 32 hexadecimal digits: texts of one length compare as their numbers do, and faster. */
export const hexOf = (hashKey: bigint): string => hashKey.toString(16).padStart(HEX_DIGITS, "0");

/** A partition key's place in the hash space: its MD5, read as one number (KDS-010), in hexadecimal. */
export const hexHashOf = (partitionKey: string): string => hash("md5", partitionKey, "hex");

/** The hash space in `count` ranges of one size; the last takes what division leaves (KDS-009). */
export function evenRanges(count: number): HashRange[] {
  const width = HASH_SPACE / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    first: width * BigInt(index),
    last: index === count - 1 ? HASH_SPACE - 1n : width * BigInt(index + 1) - 1n,
  }));
}
