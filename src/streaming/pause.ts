import { setTimeout as sleep } from "node:timers/promises";

/** Waits `ms` milliseconds of real time, or until `signal` aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    // Ignored: the pause was aborted, and the caller checks the signal.
  }
}
