import { readFileSync, readdirSync } from "node:fs";

/** Linux tells about processes in /proc; elsewhere only what the process says of itself is known. */
const hasProc = process.platform === "linux";

/** A process and all that it started, in whatever group or session, as far as they still hang together. */
export function treeOf(pid: number): readonly number[] {
  const tree = [pid];
  if (!hasProc) return tree;
  // The list grows while it is gone through.
  for (const one of tree) tree.push(...childrenOf(one));
  return tree;
}

/** How many bytes of memory a process and all that it started hold, shared libraries left out; undefined where it cannot be known. 0 once it has ended. */
export function memoryOf(pid: number): number | undefined {
  return hasProc ? treeOf(pid).reduce((bytes, one) => bytes + ownMemory(one), 0) : undefined;
}

/** The processes on this machine that have a variable of this value in the environment they were started with. */
export function processesMarked(mark: string): readonly number[] {
  if (!hasProc) return [];
  const pids = readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid);
  return pids.filter((pid) => `\0${read(`/proc/${pid}/environ`)}`.includes(`\0${mark}`));
}

/** What a process has started itself: each of its threads has a list of its own. */
export const childrenOf = (pid: number): readonly number[] =>
  listed(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`)
      .split(" ")
      .filter((text) => text !== "")
      .map(Number),
  );

/** Anonymous and shared memory, and what of it lies in swap, as the kernel counts it in kB. */
function ownMemory(pid: number): number {
  const status = read(`/proc/${pid}/status`);
  let bytes = 0;
  for (const [, kB] of status.matchAll(/^(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB$/gm)) bytes += Number(kB) * 1024;
  return bytes;
}

/** A process may end, or be another user's, while it is looked at: there is nothing to read of it then. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}

function listed(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
