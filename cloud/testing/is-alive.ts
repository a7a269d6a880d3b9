import { readFileSync } from "node:fs";

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
