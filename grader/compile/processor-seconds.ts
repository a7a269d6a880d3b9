import { readFileSync } from "node:fs";
import { listTree } from "../../foundation/processes/process-tree";

/**
 * Linux counts processor time in hundredths of a second.
 *
 * @see man 5 proc: utime, stime, cutime and cstime are the 14th to 17th field
 */
const PER_SECOND = 100;

/**
 * Processor time of a process in seconds, all its threads together; where the system does not tell it, the time that
 * has passed.
 */
export function measureProcessorSeconds(pid: number | undefined): number {
  if (process.platform !== "linux") return performance.now() / 1000;
  return readTicks(pid ?? 0, 2) / PER_SECOND;
}

/**
 * Processor time of a process and its descendants in seconds, with that of descendants that have ended; undefined on systems where
 * this is not known.
 */
export function measureTreeSeconds(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  return listTree(pid).reduce((ticks, item) => ticks + readTicks(item, 4), 0) / PER_SECOND;
}

/** The first of a process's four times: in the program, in the kernel, and both of its children that have ended. */
function readTicks(pid: number, times: 2 | 4): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields.slice(11, 11 + times).reduce((sum, field) => sum + Number(field), 0);
  } catch {
    // The process has ended.
    return 0;
  }
}
