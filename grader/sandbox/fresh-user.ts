import { randomInt } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Numbers of users that no account has, by systemd's own list of what is in use: https://systemd.io/UIDS-GIDS/. Those above it are negative
 * to some programs.
 */
const FIRST_USER = 1_879_048_192;
export const LAST_USER = 2_147_483_646;
/** So many a process of a grader takes at a time. */
const BLOCK = 4096;
const BLOCKS = Math.floor((LAST_USER - FIRST_USER) / BLOCK);
/** Root's alone, in memory: it forgets with the kernel, which keeps things by users' numbers. */
const CLAIMS = "/run/labs-grader";

let next = 0;
let end = 0;

/**
 * A user that nobody has been since this machine started: sandboxed code becomes it, when the grader runs as root. What the kernel keeps
 * for a user, as keys, and what it counts for one, as processes, is nothing that an earlier run has left or another one shares.
 */
export function freshUser(): number {
  if (next === end) {
    next = FIRST_USER + claimedBlock() * BLOCK;
    end = next + BLOCK;
  }
  next += 1;
  return next - 1;
}

/**
 * The first block behind all that were claimed. Each claim is a file, so that two processes never have the same one, and stays: were one
 * removed, a process that had read the list before could claim it again.
 */
function claimedBlock(): number {
  try {
    mkdirSync(CLAIMS, { recursive: true, mode: 0o700 });
  } catch (error) {
    // In a container whose files are all read-only nothing can be noted: there, one that most likely nobody had.
    if (isCode(error, "EROFS")) return randomInt(BLOCKS);
    throw error;
  }
  for (let block = Math.max(-1, ...readdirSync(CLAIMS).map(Number)) + 1; block < BLOCKS; block += 1) {
    try {
      closeSync(openSync(join(CLAIMS, String(block)), "wx", 0o600));
      return block;
    } catch (error) {
      if (isCode(error, "EROFS")) return randomInt(BLOCKS);
      if (!isCode(error, "EEXIST")) throw error;
    }
  }
  throw new Error(`All users of ${CLAIMS} have been used since this machine started: start it again, then grade.`);
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
