import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { resolve } from "node:path";

/** A process's exclusive right to write in a folder. */
export interface FolderLock {
  release(): void;
}

/** The folders that this process has locked: two clouds in one process must not share a folder either. */
const mine = new Set<string>();

/**
 * Makes sure that only one cloud writes in a folder: two would damage each other's logs.
 *
 * @throws Error naming the process that has locked the folder
 */
export function lockFolder(folder: string): FolderLock {
  const path = resolve(folder, "in-use-by");
  const owner = mine.has(path) ? process.pid : ownerOf(path);
  if (owner !== undefined) throw new Error(`${folder} is in use by the lab cloud with process id ${owner}.`);
  // Removes the lock file of a killed cloud; if another cloud starts at the same moment, one of the two fails here.
  rmSync(path, { force: true });
  writeFileSync(path, String(process.pid), { flag: "wx" });
  mine.add(path);
  return {
    release() {
      mine.delete(path);
      rmSync(path, { force: true });
    },
  };
}

/**
 * The living process that has locked the folder; undefined if the lock file is of a process that has ended, such as a
 * killed cloud.
 */
function ownerOf(path: string): number | undefined {
  let pid: number;
  try {
    pid = Number(readFileSync(path, "utf8"));
    // After a restart of the machine another process may have the same id.
    if (statSync(path).mtimeMs < Date.now() - uptime() * 1000) return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  return pid !== process.pid && isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0) && !isEnded(pid);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Whether a process is a zombie: it has ended, but its parent has not waited for it, as the first process of a
 * container often never does.
 */
function isEnded(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false; // not Linux, or the process has ended by now, which the next start sees
  }
}
