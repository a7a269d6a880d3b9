import { tmpdir } from "node:os";
import path from "node:path";

/**
 * How a debugger's client names a cell: by a path that it works out from the cell's text, as `debugInfo` describes. No
 * file has this path; another kernel's process has other paths, so that clients notice a restart.
 */
export const CELL_PATHS = {
  hashMethod: "Murmur2",
  hashSeed: "0",
  tmpFilePrefix: path.join(tmpdir(), `typescript-kernel-${process.pid}`) + path.sep,
  tmpFileSuffix: ".ts",
};

export function createCellPath(code: string): string {
  return `${CELL_PATHS.tmpFilePrefix}${hashMurmur2(code, Number(CELL_PATHS.hashSeed))}${CELL_PATHS.tmpFileSuffix}`;
}

const MULTIPLIER = 0x5bd1e995;

/**
 * MurmurHash2 of the text in UTF-8, in 32 bits.
 *
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash2.cpp
 */
function hashMurmur2(text: string, seed: number): number {
  const bytes = Buffer.from(text, "utf8");
  const whole = bytes.length - (bytes.length % 4);
  let hash = seed ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    const mixed = Math.imul(bytes.readInt32LE(at), MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(mixed ^ (mixed >>> 24), MULTIPLIER);
  }
  if (whole < bytes.length) {
    hash = Math.imul(hash ^ bytes.readUIntLE(whole, bytes.length - whole), MULTIPLIER);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return (hash ^ (hash >>> 15)) >>> 0;
}
