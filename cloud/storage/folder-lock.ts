import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { resolve } from "node:path";

/** The right of one process to write in a folder. */
export interface FolderLock {
  release(): void;
}

/** Folders that this process has; two clouds in one process must not share one either. */
const mine = new Set<string>();

/**
 * Makes sure that only one cloud works in a folder: two would tear each other's logs.
 *
 * @throws Error naming the process that has the folder
 */
export function lockFolder(folder: string): FolderLock {
  const path = resolve(folder, "in-use-by");
  const owner = mine.has(path) ? process.pid : ownerOf(path);
  if (owner !== undefined) throw new Error(`${folder} is in use by the lab cloud with process id ${owner}.`);
  // What is left of a killed cloud goes; if another one comes at the same moment, one of the two fails here.
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

/** The living process that holds the folder. A killed cloud leaves its mark behind: its process is gone. */
function ownerOf(path: string): number | undefined {
  let pid: number;
  try {
    pid = Number(readFileSync(path, "utf8"));
    // After a restart of the machine the same number may belong to anyone.
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

/** Whether a process is over, but for its number: its parent has not asked how it ended, as the first process of a container often never does. */
function isEnded(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false; // not Linux, or gone by now: the next start sees that
  }
}
