import { setTimeout as pause } from "node:timers/promises";

const LOOK_AGAIN_MS = 100;

/** Looks again and again until it is so; the test's own time limit ends it. */
export async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(LOOK_AGAIN_MS);
}
