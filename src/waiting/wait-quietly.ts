import { createInterruptible } from "./interruptible";
import { labCloud, moveClock } from "./lab-cloud";

/** How often to look, on the clock of AWS or of the lab cloud. */
const EVERY_SECONDS = 0.5;
/** The shortest real time between two looks, however fast the lab cloud's clock runs. */
const SHORTEST_PAUSE_MS = 20;

/**
 * Calls `look` until it gives a true value, and prints nothing: for waits of a second or two. `waitUntil` is for longer
 * waits.
 *
 * @returns the true value of `look`
 * @throws Error if you interrupt the cell; any error of `look`
 */
export async function waitQuietly<T>(look: () => Promise<T | false | undefined>): Promise<T> {
  const cloud = await labCloud();
  const interrupt = createInterruptible();
  try {
    for (;;) {
      const seen = await look();
      if (seen) return seen;
      if (cloud?.speed === 0) await moveClock(cloud, EVERY_SECONDS);
      else await interrupt.pause(Math.max((EVERY_SECONDS * 1000) / (cloud?.speed ?? 1), SHORTEST_PAUSE_MS));
    }
  } finally {
    interrupt.end();
  }
}
