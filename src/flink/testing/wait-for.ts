import { setTimeout as pause } from "node:timers/promises";

const LOOK_AGAIN_MS = 100;

/** Checks a condition again and again until it is true; the test's own timeout limits the wait. */
export async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(LOOK_AGAIN_MS);
}
