import { readFileSync } from "node:fs";

/** Whether the system still knows a process by this id, be it one that has ended and that its parent has not looked at yet. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process runs. One that was killed, and that its parent has not looked at yet, is dead. */
export function isAlive(pid: number): boolean {
  try {
    return (
      isThere(pid) && (process.platform !== "linux" || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1")))
    );
  } catch {
    return false;
  }
}
