import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits until a condition holds of which no event tells, such as the end of another test's process. The test's own time limit ends the wait.
 *
 * @param everyMs ms between two looks: one look at each turn of the event loop would keep a core from the programs that the test waits for
 */
export async function waitUntil(holds: () => boolean | Promise<boolean>, everyMs = 10): Promise<void> {
  while (!(await holds())) await pause(everyMs);
}
