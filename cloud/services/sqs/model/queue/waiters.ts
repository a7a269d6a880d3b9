import type { Clock } from "../../../../core/clock";

/** Receives that wait for a message. */
export class Waiters {
  readonly #wake = new Set<() => void>();

  /** How many receives wait at this moment. */
  get count(): number {
    return this.#wake.size;
  }

  /** Wakes all waiting receives; each checks by itself whether a message is left for it. */
  wakeAll(): void {
    for (const wake of [...this.#wake]) wake();
  }

  /** Waits until `wakeAll`, until `at` (ms since the epoch, cloud clock), or until the client disconnects. */
  wait(clock: Clock, at: number, disconnected: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wake.delete(wake);
        timer.cancel();
        disconnected.removeEventListener("abort", wake);
        resolve();
      };
      const timer = clock.schedule(at, wake);
      disconnected.addEventListener("abort", wake);
      this.#wake.add(wake);
      if (disconnected.aborted) wake();
    });
  }
}
