import { interruptible } from "./interruptible";
import { labCloud, moveClock } from "./lab-cloud";

/** How often to look, on the clock of AWS or of the lab cloud. */
const EVERY_SECONDS = 0.5;
/** However fast the lab cloud's clock runs, it is not asked more often than this. */
const SHORTEST_PAUSE_MS = 20;

/**
 * Looks until there is something to see, without a word: for waits of a second or two. `waitUntil` is the one for longer ones.
 *
 * @returns what `look` gave in the end
 * @throws Error if you interrupt the cell; whatever `look` throws
 */
export async function waitQuietly<T>(look: () => Promise<T | false | undefined>): Promise<T> {
  const cloud = await labCloud();
  const interrupt = interruptible();
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
