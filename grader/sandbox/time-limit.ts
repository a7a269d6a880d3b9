import { availableParallelism } from "node:os";

/** The beginning of the reason for the end of code that has only waited. */
export const WAITED = "Your code waited for";

interface TimeLimit {
  /** Processor time, all processes of the code together. Where the system does not know it: the time that passes. */
  readonly seconds: number;
  /** How many times `seconds` may pass, since a busy machine gives the code little processor time. */
  readonly waitFactor: number;
  /** The code's processor time so far; undefined on systems where it is not known. */
  measureProcessorSeconds(): number | undefined;
  /** Called once, when the limit is exceeded, with the reason in words for the learner. */
  onExceeded(why: string): void;
}

/** Looks are not more frequent than this. */
const SHORTEST_MS = 100;

/**
 * Limits how long code works, from now on. A busy machine must not turn right code into code that is too slow, so the processor time
 * counts. Code that waits uses none, so the time that passes has a limit, too.
 *
 * @returns ends the limit
 */
export function limitTime({ seconds, waitFactor, measureProcessorSeconds, onExceeded }: TimeLimit): () => void {
  const beganMs = performance.now();
  // Counted from the first look on: most code has ended by then, and looking takes time.
  let before: number | undefined;
  let timer: NodeJS.Timeout;
  const lookIn = (later: number): void => {
    timer = setTimeout(look, Math.max(later * 1000, SHORTEST_MS));
  };
  const look = (): void => {
    const passed = (performance.now() - beganMs) / 1000;
    const now = measureProcessorSeconds();
    before ??= now;
    const used = now === undefined || before === undefined ? undefined : now - before;
    const why = describeExceeded({ seconds, longestCall: seconds * waitFactor, passed, used });
    if (why !== undefined) onExceeded(why);
    else lookIn(Math.min(computeShortestTime(seconds - (used ?? passed)), seconds * waitFactor - passed));
  };
  lookIn(0);
  return () => {
    clearTimeout(timer);
  };
}

/** The shortest time in which code can use so much processor time. */
const computeShortestTime = (seconds: number): number => seconds / availableParallelism();

interface TimeSpent {
  readonly seconds: number;
  readonly longestCall: number;
  readonly passed: number;
  readonly used: number | undefined;
}

function describeExceeded({ seconds, longestCall, passed, used }: TimeSpent): string | undefined {
  if (used === undefined) return passed >= seconds ? `Your code did not end within ${seconds} s.` : undefined;
  if (used >= seconds) return `Your code ran for more than ${seconds} s.`;
  return passed >= longestCall ? `${WAITED} more than ${longestCall} s.` : undefined;
}
