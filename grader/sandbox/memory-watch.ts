import { readFileSync } from "node:fs";
import { childrenOf, memoryOf } from "../../cloud/processes/process-tree";

/** Often enough that what is taken meanwhile is less than a machine has: two processors fill some hundreds of MiB. */
const EACH_MS = 200;
const MIB = 1024 * 1024;

/**
 * Counts what processes and all that they have started hold in memory together, where there is no control group for them (`openCgroup`), and
 * tells which of them holds most as soon as it is too much. Pages that processes share count for each; shared memory without a file
 * cannot be counted and is refused in the sandbox.
 *
 * @param roots   the first process of each sandbox, asked each time
 * @param tooMuch called with the first process of the sandbox that holds most, each time
 * @returns ends the watch
 */
export function watchMemory(
  roots: () => readonly number[],
  limitMiB: number,
  tooMuch: (largest: number) => void,
): () => void {
  const look = (): void => {
    const held = roots().map((root) => ({ root, bytes: memoryOf(root) ?? 0 }));
    const [most] = held.toSorted((a, b) => b.bytes - a.bytes);
    if (most && held.reduce((sum, { bytes }) => sum + bytes, 0) > limitMiB * MIB) tooMuch(most.root);
  };
  const timer = setInterval(look, EACH_MS);
  return () => {
    clearInterval(timer);
  };
}

/**
 * The processes that this one has started, of a sandbox that shows something of a folder: bubblewrap's arguments say so.
 *
 * @param isOne of these, by what the sandbox shows
 */
export const startedHere = (folder: string, isOne: (command: string) => boolean = () => true): readonly number[] =>
  childrenOf(process.pid).filter((pid) => {
    const command = commandOf(pid);
    return command.includes(`${folder}/`) && isOne(command);
  });

/** It may end while it is looked at: there is nothing to read of it then. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1");
  } catch {
    return "";
  }
}
