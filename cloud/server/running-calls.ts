import { setTimeout as wait } from "node:timers/promises";

/** The API calls that are being answered, so that a stop or a reset does not take their data from under them. */
export class RunningCalls {
  #running = 0;
  #waiting: (() => void)[] = [];

  /** Runs a call and counts it while it lasts. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await call();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  /** Resolves when no call runs, or after `mostMs` of real time: a long poll may go on for longer. */
  async idle(mostMs: number): Promise<void> {
    if (this.#running === 0) return;
    const tooLong = new AbortController();
    const idle = new Promise<void>((resolve) => this.#waiting.push(resolve));
    await Promise.race([idle, wait(mostMs, undefined, { signal: tooLong.signal }).catch(() => undefined)]);
    tooLong.abort();
  }
}
