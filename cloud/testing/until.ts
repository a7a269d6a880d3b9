import { setTimeout as pause } from "node:timers/promises";
import { readFileSync } from "node:fs";

/**
 * Waits until a condition holds that no event reports, such as the end of another test's process. The test's own time limit ends the wait.
 *
 * @param everyMs ms between two looks: one look at each turn of the event loop would keep a core from the programs that the test waits for
 */
export async function waitUntil(holds: () => boolean | Promise<boolean>, everyMs = 10): Promise<void> {
  while (!(await holds())) await pause(everyMs);
}

/** Whether the system still has a process with this id, including a zombie. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process runs. A zombie, which has ended but whose parent has not waited for it, does not. */
export function isAlive(pid: number): boolean {
  try {
    return (
      isThere(pid) && (process.platform !== "linux" || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1")))
    );
  } catch {
    return false;
  }
}
