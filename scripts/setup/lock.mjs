import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const LOOK_AGAIN_MS = 300;

/**
 * Does work that must not run twice at once in this folder. Waits if another process is doing it. A lock whose process
 * is gone is taken over.
 *
 * @template T
 * @param {string} file the lock file; it holds the id of the process that has the lock
 * @param {() => Promise<T>} work
 * @param {(pid: number) => void} onWait called once, if another process holds the lock
 * @returns {Promise<T>}
 */
export async function runWithLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  let reported = false;
  for (let holder = take(file); holder !== undefined; holder = take(file)) {
    if (!reported) onWait(holder);
    reported = true;
    await wait(LOOK_AGAIN_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {number | undefined} undefined if this process has the lock now, otherwise the id of the process that has it
 * @throws {Error} when the folder cannot be written to
 */
function take(file) {
  const temporaryFile = `${file}.${process.pid}`;
  writeFileSync(temporaryFile, String(process.pid));
  try {
    // Making a hard link fails if the name is taken, and the file appears together with its content.
    linkSync(temporaryFile, file);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(temporaryFile, { force: true });
  }
  const holder = Number(readOr(file, ""));
  if (isAlive(holder)) return holder;
  clearAway(file, holder);
  return take(file);
}

/**
 * Removes the lock of a process that has ended, but not the lock of another process that has just done the same and holds it
 * now.
 * @param {string} file
 * @param {number} endedPid
 */
function clearAway(file, endedPid) {
  const aside = `${file}.${process.pid}.left`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const holder = Number(readOr(aside, ""));
  if (holder !== endedPid && isAlive(holder)) linkSync(aside, file);
  rmSync(aside, { force: true });
}

/**
 * Whether a process with this id exists.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** @param {string} file @param {string} otherwise */
function readOr(file, otherwise) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise; // a claim that another process is just making or removing
  }
}
