import { readFileSync, readdirSync } from "node:fs";

/** Linux tells about processes in /proc; elsewhere only what the process says of itself is known. */
const hasProc = process.platform === "linux";

/** A process and all that it started, in whatever group or session, as far as they still hang together. */
export function treeOf(pid: number): readonly number[] {
  const tree = [pid];
  if (!hasProc) return tree;
  for (let at = 0; at < tree.length; at++) tree.push(...childrenOf(tree[at] ?? 0));
  return tree;
}

/** How many bytes of memory a process and all that it started hold, shared libraries left out; undefined where it cannot be known. */
export function memoryOf(pid: number): number | undefined {
  if (!hasProc) return undefined;
  const tree = [pid];
  let bytes = 0;
  for (let at = 0; at < tree.length; at++) {
    const one = tree[at] ?? 0;
    bytes += ownMemory(one);
    // Asked often: what threads beside the first one have started is left out.
    tree.push(...startedBy(one, one));
  }
  return bytes;
}

/** The processes on this machine that have a variable of this value in the environment they were started with. */
export function processesMarked(mark: string): readonly number[] {
  if (!hasProc) return [];
  const pids = readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid);
  return pids.filter((pid) => `\0${read(`/proc/${pid}/environ`)}`.includes(`\0${mark}`));
}

const childrenOf = (pid: number): readonly number[] =>
  listed(`/proc/${pid}/task`).flatMap((thread) => startedBy(pid, thread));

const startedBy = (pid: number, thread: number | string): readonly number[] =>
  read(`/proc/${pid}/task/${thread}/children`)
    .split(" ")
    .filter((text) => text !== "")
    .map(Number);

/** Anonymous and shared memory, as the kernel counts it: `RssAnon` and `RssShmem`, in kB. */
function ownMemory(pid: number): number {
  const status = read(`/proc/${pid}/status`);
  let bytes = 0;
  for (const [, kB] of status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)) bytes += Number(kB) * 1024;
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
