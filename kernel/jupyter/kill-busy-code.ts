import { Session } from "node:inspector";
import { setTimeout as pause } from "node:timers/promises";
import type { InterruptCounts } from "./interrupt-counts";

/**
 * How long after an interrupt code is killed. Cells and project files stop by themselves at the next turn of a loop;
 * other code does not. Long enough for a busy machine: code that is about to stop, but waits for the processor, must
 * not be killed.
 */
const GRACE_MS = 1500;

/**
 * Ends the code that the main thread runs if it does not stop by itself after an interrupt, such as a loop inside a
 * package or a regular expression that never ends. Runs in the sockets' thread.
 *
 * @param interrupt the interrupt's number
 * @remarks Node offers this through its inspector only. It unwinds the main thread's whole stack, and drops promise
 * reactions that were due. In a callback of a timer Node ends the whole process instead; Jupyter then restarts the
 * kernel.
 */
export async function killBusyCode(interrupt: number, counts: InterruptCounts): Promise<void> {
  await pause(GRACE_MS);
  const isOver = (): boolean => counts.getSettled() >= interrupt || counts.getNoticed() >= interrupt;
  if (isOver()) return;
  const session = new Session();
  session.connectToMainThread();
  while (!isOver()) {
    if (!counts.isProtected()) session.post("Runtime.terminateExecution");
    await pause(GRACE_MS);
  }
  session.disconnect();
}
