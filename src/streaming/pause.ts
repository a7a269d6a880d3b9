import { setTimeout as sleep } from "node:timers/promises";

/** Waits, real time, but not longer than until `signal` aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    // Aborted: the caller looks at the signal.
  }
}
