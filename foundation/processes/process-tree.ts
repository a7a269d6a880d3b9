import { readFileSync, readdirSync } from "node:fs";

/** Linux describes all processes in /proc; on other systems descendants and memory are not known. */
const hasProc = process.platform === "linux";

/** A process and its descendants, in any group or session; without processes whose parent has ended. */
export function listTree(pid: number): readonly number[] {
  const tree = [pid];
  if (!hasProc) return tree;
  // The list grows during the loop.
  for (const item of tree) tree.push(...listChildren(item));
  return tree;
}

/**
 * How many bytes of memory a process and its descendants hold, without shared libraries; undefined on systems where
 * this is not known. 0 if it has ended.
 */
export function measureMemory(pid: number): number | undefined {
  return hasProc ? listTree(pid).reduce((bytes, item) => bytes + readProcessMemory(item), 0) : undefined;
}

/** The processes on this machine that were started with this variable (`NAME=value`) in their environment. */
export function findProcessesMarked(mark: string): readonly number[] {
  if (!hasProc) return [];
  const pids = readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid);
  return pids.filter((pid) => `\0${read(`/proc/${pid}/environ`)}`.includes(`\0${mark}`));
}

/** The children of a process: each of its threads has its own list. */
export const listChildren = (pid: number): readonly number[] =>
  listLines(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`)
      .split(" ")
      .filter((text) => text !== "")
      .map(Number),
  );

/** Anonymous and shared memory, including swapped memory, which the kernel counts in kB. */
function readProcessMemory(pid: number): number {
  const status = read(`/proc/${pid}/status`);
  let bytes = 0;
  for (const [, kB] of status.matchAll(/^(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB$/gm)) bytes += Number(kB) * 1024;
  return bytes;
}

/** Empty if the file cannot be read: the process may have ended, or belong to another user. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return ""; // Not a file of the cloud: see above.
  }
}

function listLines(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return []; // Not a folder of the cloud: the process may have ended.
  }
}
