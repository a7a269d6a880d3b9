import { randomInt } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * User ids that no account has, by systemd's list of the ranges in use: https://systemd.io/UIDS-GIDS/. Some programs take ids above this
 * range as negative.
 */
const FIRST_USER = 1_879_048_192;
export const LAST_USER = 2_147_483_646;
/** Number of user ids that a grader's process claims at a time. */
const BLOCK = 4096;
const BLOCKS = Math.floor((LAST_USER - FIRST_USER) / BLOCK);
/**
 * A folder of root's, in memory: it is emptied when the machine restarts, as is all that the kernel keeps by user id.
 */
const CLAIMS = "/run/labs-grader";

/**
 * A user id that no process has had since this machine started. Sandboxed code gets it when the grader runs as root. So the kernel's
 * keys and process counts of this user are not those of an earlier run or of another one.
 */
export const freshUser = claimUsers(CLAIMS);

/**
 * Returns a function that gives a new user ID at each call. No other process that uses the same folder gets the same ID.
 *
 * @param claims the folder; created if it doesn't exist, but its parent must exist
 */
export function claimUsers(claims: string): () => number {
  let next = 0;
  let end = 0;
  return () => {
    if (next === end) {
      next = FIRST_USER + claimBlock(claims) * BLOCK;
      end = next + BLOCK;
    }
    next += 1;
    return next - 1;
  };
}

/**
 * The first block of ids after all claimed ones. Each claim is a file, so that two processes never get the same block. A claim is never
 * removed: otherwise a process that had read the list before could claim it again.
 */
function claimBlock(claims: string): number {
  try {
    // Not recursive: that fails with ENOENT where all files are read-only.
    mkdirSync(claims, { mode: 0o700 });
  } catch (error) {
    // In a container with only read-only files no claim can be written: a random block is taken, which most likely
    // nobody has had.
    if (isCode(error, "EROFS")) return randomInt(BLOCKS);
    // It is there already; if not, it cannot be read, either.
  }
  for (let block = Math.max(-1, ...readdirSync(claims).map(Number)) + 1; block < BLOCKS; block += 1) {
    try {
      closeSync(openSync(join(claims, String(block)), "wx", 0o600));
      return block;
    } catch (error) {
      if (isCode(error, "EROFS")) return randomInt(BLOCKS);
      if (!isCode(error, "EEXIST")) throw error;
    }
  }
  throw new Error(`All users of ${claims} have been used since this machine started: start it again, then grade.`);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
