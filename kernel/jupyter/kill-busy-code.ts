import { Session } from "node:inspector";
import { setTimeout as pause } from "node:timers/promises";
import type { InterruptCounts } from "./interrupt-counts";

/**
 * Code of cells and project files stops by itself at the next turn of a loop; this is for what does not. Long enough for a busy
 * machine: a kernel that merely had no turn on the processor yet must not be killed while it answers.
 */
const GRACE_MS = 1500;

/**
 * Ends what the main thread is doing if it does not deal with an interrupt by itself, such as a loop inside a package or a
 * regular expression that never ends. Runs in the sockets' thread.
 *
 * @param interrupt its number
 * @remarks Node offers this through its inspector only. It drops all that stands on the main thread's stack, and promise
 * reactions that were due. In a callback of a timer Node ends the whole process instead; Jupyter then restarts the kernel.
 */
export async function killBusyCode(interrupt: number, counts: InterruptCounts): Promise<void> {
  await pause(GRACE_MS);
  const isOver = (): boolean => counts.settled() >= interrupt || counts.noticed() >= interrupt;
  if (isOver()) return;
  const session = new Session();
  session.connectToMainThread();
  while (!isOver()) {
    if (!counts.mustNotKill()) session.post("Runtime.terminateExecution");
    await pause(GRACE_MS);
  }
  session.disconnect();
}
