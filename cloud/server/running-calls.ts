import { setTimeout as wait } from "node:timers/promises";
import { AwsFault } from "../core/faults";

const createTooManyCalls = (): AwsFault =>
  new AwsFault("ServiceUnavailable", "Too many calls at once. Try again.", { status: 503 });
/** A limit, since more calls at once, above all long polls, would take too much memory. */
const MAX_CALLS = 10_000;

/** The API calls under way, for which a stop or a reset waits before it removes their data. */
export class CallTracker {
  #running = 0;
  #waiting: (() => void)[] = [];
  #paused: Promise<void> | undefined;

  /** Runs a call and counts it while it lasts. While calls are held back, the call waits. */
  async run<T>(call: () => T | Promise<T>): Promise<T> {
    if (this.#running >= MAX_CALLS) throw createTooManyCalls();
    while (this.#paused !== undefined) await this.#paused;
    this.#running += 1;
    try {
      return await call();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  /** Holds back new calls while `work` runs: a reset removes all data before it opens the new state. */
  async holdBackDuring(work: () => Promise<void>): Promise<void> {
    while (this.#paused !== undefined) await this.#paused;
    const working = work();
    const endCall = (): void => {
      this.#paused = undefined;
    };
    this.#paused = working.then(endCall, endCall);
    await working;
  }

  /** Resolves when no call runs, or after `maxMs` of real time: a long poll may go on for longer. */
  async waitUntilIdle(maxMs: number): Promise<void> {
    if (this.#running === 0) return;
    const tooLong = new AbortController();
    const idle = new Promise<void>((resolve) => this.#waiting.push(resolve));
    await Promise.race([idle, wait(maxMs, undefined, { signal: tooLong.signal }).catch(() => undefined)]);
    tooLong.abort();
  }
}
