import { createHash, randomInt } from "node:crypto";

/** Numbers and ids that are the same for the same seed. Never for keys and tokens, which come from node:crypto. */
export interface Random {
  /** From 0 up to, not including, 1. */
  drawFraction(): number;
  /** A whole number from 0 up to, not including, `below`. */
  drawBelow(below: number): number;
  /** `length` lower-case hexadecimal digits. */
  drawHex(length: number): string;
  /** `length` characters out of `alphabet`. */
  drawText(length: number, alphabet: string): string;
  /** In the form of a version 4 UUID. */
  drawUuid(): string;
  /** An independent stream, so that one service's draws do not shift another's. */
  fork(name: string): Random;
}

/** A seed for a cloud that was given none. */
export const drawSeed = (): number => randomInt(2 ** 32);

/**
 * A sequence of random numbers that its seed determines.
 *
 * @param seed any text; every part of it counts
 */
export function createRandom(seed: string): Random {
  const next = xoshiro128(seed);
  const drawFraction = (): number => next() / 2 ** 32;
  const drawBelow = (limit: number): number => Math.floor(drawFraction() * limit);
  const drawText = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet.charAt(drawBelow(alphabet.length))).join("");
  const drawHex = (length: number): string => drawText(length, "0123456789abcdef");
  return {
    drawFraction,
    drawBelow,
    drawText,
    drawHex,
    drawUuid: () => formatUuid([next(), next(), next(), next()]),
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

const HEX_DIGITS = "0123456789abcdef";
/** The buffer in which a UUID's text is written. */
const uuidText = Buffer.from("00000000-0000-4000-8000-000000000000");

/** Writes a number's 16 lower or higher bits as four digits. */
function putHalf(value: number, shift: 0 | 16, at: number): void {
  for (let digit = 0; digit < 4; digit++)
    uuidText[at + digit] = HEX_DIGITS.charCodeAt((value >>> (shift + 12 - 4 * digit)) & 15);
}

/** Four draws as a UUID. Written for speed: every request needs one. */
function formatUuid([a, b, c, d]: readonly [number, number, number, number]): string {
  putHalf(a, 16, 0);
  putHalf(a, 0, 4);
  putHalf(b, 16, 9);
  putHalf((b & 0x0fff) | 0x4000, 0, 14);
  putHalf((c & 0x3fff) | 0x8000, 0, 19);
  putHalf(c, 16, 24);
  putHalf(d, 16, 28);
  putHalf(d, 0, 32);
  return uuidText.toString("latin1");
}

/** xoshiro128++ by Blackman and Vigna (public domain), seeded through SHA-256. */
function xoshiro128(seed: string): () => number {
  const digest = createHash("sha256").update(seed).digest();
  let [a, b, c, d] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), digest.readInt32LE(12)];
  const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
  return () => {
    // Bit operators use only the lowest 32 bits, whatever the sign.
    const result = (rotate(a + d, 7) + a) >>> 0;
    const c2 = c ^ a;
    const d2 = d ^ b;
    const shifted = b << 9;
    b ^= c2;
    a ^= d2;
    c = c2 ^ shifted;
    d = rotate(d2, 11);
    return result;
  };
}
