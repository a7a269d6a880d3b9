import { createHash, randomInt } from "node:crypto";

/** Numbers and ids that repeat with the same seed. Never for keys and tokens: those come from node:crypto. */
export interface Random {
  /** From 0 up to, not including, 1. */
  fraction(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** `length` characters out of `alphabet`. */
  text(length: number, alphabet: string): string;
  /** In the form of a version 4 UUID. */
  uuid(): string;
  /** An independent stream, so that one service's draws do not shift another's. */
  fork(name: string): Random;
}

/** A seed for a cloud that was given none. */
export const anySeed = (): number => randomInt(2 ** 32);

/**
 * A sequence of random numbers fixed by its seed.
 *
 * @param seed any text; every part of it counts
 */
export function seededRandom(seed: string): Random {
  const next = xoshiro128(seed);
  const fraction = (): number => next() / 2 ** 32;
  const below = (limit: number): number => Math.floor(fraction() * limit);
  const text = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join("");
  const hex = (length: number): string => text(length, "0123456789abcdef");
  return {
    fraction,
    below,
    text,
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${text(1, "89ab")}${hex(3)}-${hex(12)}`,
    fork: (name) => seededRandom(`${seed}/${name}`),
  };
}

/** xoshiro128++ by Blackman and Vigna (public domain), seeded through SHA-256. */
function xoshiro128(seed: string): () => number {
  const digest = createHash("sha256").update(seed).digest();
  const s = new Uint32Array([0, 4, 8, 12].map((at) => digest.readUInt32LE(at)));
  const rotate = (value: number, by: number): number => ((value << by) | (value >>> (32 - by))) >>> 0;
  return () => {
    const [a = 0, b = 0, c = 0, d = 0] = s;
    const result = (rotate((a + d) >>> 0, 7) + a) >>> 0;
    const c2 = c ^ a;
    const d2 = d ^ b;
    s[1] = b ^ c2;
    s[0] = a ^ d2;
    s[2] = c2 ^ (b << 9);
    s[3] = rotate(d2 >>> 0, 11);
    return result;
  };
}
