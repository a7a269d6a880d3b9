import { createLiveLine } from "../display/live-line";
import { createInterruptible, type Interruptible } from "./interruptible";
import { labCloud, moveClock, type LabCloud } from "./lab-cloud";

/** What to wait for. */
export interface Wait<T> {
  /** Ends the sentence "Waiting for …", such as `the stream to be ready`. */
  readonly what: string;
  /** Looks once; the wait is over when it gives a true value. */
  check(): Promise<T | false | undefined>;
  /** When to give up, in seconds by the clock of AWS, or of the lab cloud. */
  readonly timeoutSeconds?: number;
  /** How often to look, in seconds by the same clock. */
  readonly everySeconds?: number;
  /** A hint on what to check if the wait fails; ends the error message. */
  readonly otherwise?: string;
}

/** The shortest real time between two looks, however fast the lab cloud's clock runs. */
const SHORTEST_PAUSE_MS = 20;
/** In a check nobody watches the line, and each look takes processor time: a long wait looks less and less often. */
const UNWATCHED_SHARE = 1 / 2;

/**
 * Waits until `check` gives a true value, and shows what it waits for and how much longer it would wait.
 *
 * Times follow the speed of the lab cloud's clock. A clock that stands still (`--speed 0`) is moved by this function.
 *
 * @returns the true value of `check`
 * @throws Error if the time is over, or if you interrupt the cell; any error of `check`
 */
export async function waitUntil<T>(wait: Wait<T>): Promise<T> {
  const { what: label, timeoutSeconds = 300, everySeconds = 1, otherwise = "" } = wait;
  const cloud = await labCloud();
  const line = createLiveLine();
  const interrupt = createInterruptible();
  const isWatched = cloud !== undefined || process.env["LABS_GRADING"] === undefined;
  let waited = 0;
  try {
    for (;;) {
      const seen = await wait.check();
      if (seen) {
        line.end(`Seen after ${Math.round(waited)} s: ${label}.`);
        return seen;
      }
      if (waited >= timeoutSeconds) break;
      line.show(
        `Waiting for ${label}: ${Math.round(waited)} s so far, at most ${Math.max(0, Math.round(timeoutSeconds - waited))} s more.`,
      );
      const pauseSeconds = isWatched ? everySeconds : Math.max(everySeconds, waited * UNWATCHED_SHARE);
      waited += await letPass(Math.min(pauseSeconds, timeoutSeconds - waited), cloud, interrupt);
    }
  } finally {
    interrupt.end();
    line.end();
  }
  throw new Error(`Waited ${Math.round(waited)} s for ${label}. It did not happen. ${otherwise}`.trimEnd());
}

/** @returns how many seconds passed by the clock of AWS, or of the lab cloud */
async function letPass(seconds: number, cloud: LabCloud | undefined, interrupt: Interruptible): Promise<number> {
  if (cloud?.speed === 0) {
    await moveClock(cloud, seconds);
    return seconds;
  }
  const speed = cloud?.speed ?? 1;
  const start = Date.now();
  const pauseMs = Math.max((seconds * 1000) / speed, SHORTEST_PAUSE_MS);
  await interrupt.pause(pauseMs);
  // At least the pause itself: in a check, pauses are skipped by moving the cloud's clock, and take less real time.
  return (Math.max(Date.now() - start, pauseMs) / 1000) * speed;
}
