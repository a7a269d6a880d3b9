import { setTimeout as sleep } from "node:timers/promises";

/** Pauses that end, with an error, when you interrupt the cell (or press Ctrl-C). */
export interface Interruptible {
  /** Waits `ms` milliseconds. @throws Error if the cell was interrupted, during this pause or before it */
  pause(ms: number): Promise<void>;
  /** Stops listening for interrupts. */
  end(): void;
}

export function createInterruptible(): Interruptible {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.on("SIGINT", onSignal);
  return {
    async pause(ms) {
      await sleep(ms, undefined, { signal: stop.signal }).catch(() => {
        throw new Error("You stopped waiting.");
      });
    },
    end: () => void process.off("SIGINT", onSignal),
  };
}
