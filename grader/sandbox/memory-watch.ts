import { readFileSync } from "node:fs";
import { listChildren, measureMemory } from "../../foundation/processes/process-tree";

/**
 * Interval between two looks: in this time two processors fill some hundreds of MiB, which is less than a machine has.
 */
const EACH_MS = 200;
const MIB = 1024 * 1024;

/**
 * Counts the memory of processes and all their descendants together, where there is no control group for them (`openCgroup`), and reports
 * the sandbox that holds most when the limit is exceeded. Pages shared by several processes count for each of them; shared memory without a
 * file cannot be counted and is refused in the sandbox.
 *
 * @param roots   the first process of each sandbox, asked each time
 * @param tooMuch called with the first process of the sandbox that holds most, each time the limit is exceeded
 * @returns ends the watch
 */
export function watchMemory(
  roots: () => readonly number[],
  limitMiB: number,
  tooMuch: (largest: number) => void,
): () => void {
  const look = (): void => {
    const held = roots().map((root) => ({ root, bytes: measureMemory(root) ?? 0 }));
    const [max] = held.toSorted((a, b) => b.bytes - a.bytes);
    if (max && held.reduce((sum, { bytes }) => sum + bytes, 0) > limitMiB * MIB) tooMuch(max.root);
  };
  const timer = setInterval(look, EACH_MS);
  return () => {
    clearInterval(timer);
  };
}

/**
 * The child processes of this one that are sandboxes with a mount from the folder, found by bubblewrap's arguments.
 *
 * @param isOne whether a sandbox counts, by its command line
 */
export const findChildSandboxes = (
  folder: string,
  isOne: (command: string) => boolean = () => true,
): readonly number[] =>
  listChildren(process.pid).filter((pid) => {
    const command = readCommand(pid);
    return command.includes(`${folder}/`) && isOne(command);
  });

/** The command line of a process; empty if the process has ended meanwhile. */
function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1");
  } catch {
    return ""; // the process has ended
  }
}
