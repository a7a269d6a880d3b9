import { readFileSync } from "node:fs";

/**
 * Linux counts processor time in hundredths of a second.
 *
 * @see man 5 proc: utime and stime are the 14th and 15th field
 */
const PER_SECOND = 100;

/**
 * Processor time of a process in seconds, all its threads together; where the system does not tell it, the time that
 * has passed.
 */
export function processorSeconds(pid: number | undefined): number {
  if (process.platform !== "linux") return performance.now() / 1000;
  try {
    const stat = readFileSync(`/proc/${pid ?? 0}/stat`, "utf8");
    // The second field is the program's name, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / PER_SECOND;
  } catch {
    // The process has ended.
    return 0;
  }
}
