import { hash } from "node:crypto";

/** The number of hash keys, which have 128 bits: from 0 up to, not including, this. */
export const HASH_SPACE = 2n ** 128n;

/** The hash keys of one shard, both ends included. */
export interface HashRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** A hash key as four numbers of 32 bits, the highest first: they are compared and made faster than a bigint. */
export type HashWords = Uint32Array;
/** How many words a hash key has. */
export const WORDS = 4;

const WORD_BYTES = 4;
const HEX_DIGITS = 32;

/** Writes a hash key as words. */
export function putWords(hashKey: bigint, into: HashWords): void {
  putBytes(Buffer.from(hashKey.toString(16).padStart(HEX_DIGITS, "0"), "hex"), into);
}

/** Writes a partition key's hash key as words: its MD5, read as one number (KDS-010). */
export function putHash(partitionKey: string, into: HashWords): void {
  putBytes(hash("md5", partitionKey, "buffer"), into);
}

function putBytes(bytes: Buffer, into: HashWords): void {
  for (let word = 0; word < WORDS; word += 1) into[word] = bytes.readUInt32BE(word * WORD_BYTES);
}

/** The hash space in `count` ranges of equal size; the last also takes the remainder (KDS-009). */
export function divideHashSpace(count: number): HashRange[] {
  const width = HASH_SPACE / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    first: width * BigInt(index),
    last: index === count - 1 ? HASH_SPACE - 1n : width * BigInt(index + 1) - 1n,
  }));
}
