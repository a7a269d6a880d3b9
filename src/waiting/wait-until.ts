import { liveLine } from "../display/live-line";
import type { Interruptible } from "./interruptible";
import { interruptible } from "./interruptible";
import type { LabCloud } from "./lab-cloud";
import { labCloud, moveClock } from "./lab-cloud";

/** What to wait for. */
export interface Wait<T> {
  /** Ends the sentence "Waiting for …", such as `the stream to be ready`. */
  readonly what: string;
  /** Looks once; the waiting is over when it gives something true. */
  check(): Promise<T | false | undefined>;
  /** Give up after this time on the clock of AWS, or of the lab cloud. */
  readonly timeoutSeconds?: number;
  /** Look that often. */
  readonly everySeconds?: number;
  /** Where to look if it does not happen; ends the error message. */
  readonly otherwise?: string;
}

/** However fast the lab cloud's clock runs, it is not asked more often than this. */
const SHORTEST_PAUSE_MS = 20;

/**
 * Waits until something is so, and shows what it waits for and how long it still would.
 *
 * It knows how fast the lab cloud's clock runs. A clock that stands still (`--speed 0`) is moved by the waiting itself.
 *
 * @returns what `check` gave in the end
 * @throws Error if it did not happen in time, or if you interrupt the cell; whatever `check` throws
 */
export async function waitUntil<T>(wait: Wait<T>): Promise<T> {
  const { what, timeoutSeconds = 300, everySeconds = 1, otherwise = "" } = wait;
  const cloud = await labCloud();
  const line = liveLine();
  const interrupt = interruptible();
  let waited = 0;
  try {
    for (;;) {
      const seen = await wait.check();
      if (seen) {
        line.end(`Seen after ${Math.round(waited)} s: ${what}.`);
        return seen;
      }
      if (waited >= timeoutSeconds) break;
      line.show(
        `Waiting for ${what}: ${Math.round(waited)} s so far, at most ${Math.max(0, Math.round(timeoutSeconds - waited))} s more.`,
      );
      waited += await letPass(everySeconds, cloud, interrupt);
    }
  } finally {
    interrupt.end();
    line.end();
  }
  throw new Error(`Waited ${Math.round(waited)} s for ${what}. It did not happen. ${otherwise}`.trimEnd());
}

/** @returns how many seconds passed on the clock of AWS, or of the lab cloud */
async function letPass(seconds: number, cloud: LabCloud | undefined, interrupt: Interruptible): Promise<number> {
  if (cloud?.speed === 0) {
    await moveClock(cloud, seconds);
    return seconds;
  }
  const speed = cloud?.speed ?? 1;
  const start = Date.now();
  const pauseMs = Math.max((seconds * 1000) / speed, SHORTEST_PAUSE_MS);
  await interrupt.pause(pauseMs);
  // A check plays the pause on its cloud's clock, in less time than it lasts.
  return (Math.max(Date.now() - start, pauseMs) / 1000) * speed;
}
