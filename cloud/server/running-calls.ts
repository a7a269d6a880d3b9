import { setTimeout as wait } from "node:timers/promises";
import { AwsFault } from "../core/faults";

const tooManyCalls = (): AwsFault =>
  new AwsFault("ServiceUnavailable", "Too many calls at once. Try again.", { status: 503 });
/** More at once, long polls above all, would take memory that nobody has. */
const MOST_CALLS = 10_000;

/** The API calls that are being answered, so that a stop or a reset does not take their data from under them. */
export class RunningCalls {
  #running = 0;
  #waiting: (() => void)[] = [];
  #held: Promise<void> | undefined;

  /** Runs a call and counts it while it lasts. While calls are held back, it waits. */
  async run<T>(call: () => T | Promise<T>): Promise<T> {
    if (this.#running >= MOST_CALLS) throw tooManyCalls();
    while (this.#held !== undefined) await this.#held;
    this.#running += 1;
    try {
      return await call();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  /** Holds back calls that come while `work` goes on: a reset takes everything away before it puts something new in its place. */
  async holdBackDuring(work: () => Promise<void>): Promise<void> {
    while (this.#held !== undefined) await this.#held;
    const working = work();
    const over = (): void => {
      this.#held = undefined;
    };
    this.#held = working.then(over, over);
    await working;
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
