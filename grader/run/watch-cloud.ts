import type { Limits } from "../sandbox/limits";
import type { RunEnvironment } from "./run-environment";

/** How often it is looked: often enough that a machine's memory does not fill meanwhile. */
const EACH_MS = 200;
const MIB = 1024 * 1024;

/** What a submission has made of its lab cloud beyond what any honest work needs, in words for the learner. */
export interface TooMuch {
  readonly why: string;
}

/** Looks after the lab cloud of a run, to its end: what a submission has started there goes on when its own process has ended. */
export interface CloudWatch {
  /** Resolves when it is too much. */
  readonly tooMuch: Promise<TooMuch>;
  /** Does what follows the submission's own process, and gives up on it when the cloud is filled, or kept busy, meanwhile. */
  unlessTooMuch<T extends object>(work: () => Promise<T>): Promise<T | TooMuch>;
  end(): void;
}

/** Watches how much a submission stores in its lab cloud, how often it asks it, and how long judging what it has left takes. */
export function watchCloud({ cloud, asked }: RunEnvironment, limits: Limits): CloudWatch {
  let found: TooMuch | undefined;
  let timer: NodeJS.Timeout | undefined;
  let judging: NodeJS.Timeout | undefined;
  let tell: (tooMuch: TooMuch) => void = () => undefined;
  const tooMuch = new Promise<TooMuch>((resolve) => {
    tell = resolve;
  });
  const say = (why: string): void => {
    found ??= { why };
    tell(found);
  };
  const look = (): void => {
    if (!cloud) return;
    if (asked() > limits.cloudCalls) say(`Your code asked the cloud more than ${limits.cloudCalls} times.`);
    if (cloud.storedBytes() > limits.cloudMiB * MIB)
      say(`Your code stored more than ${limits.cloudMiB} MiB in the cloud.`);
  };
  if (cloud) timer = setInterval(look, EACH_MS);
  return {
    tooMuch,
    async unlessTooMuch(work) {
      judging = setTimeout(() => {
        say(`What your code has started in the cloud was not done after ${limits.judgeSeconds} s.`);
      }, limits.judgeSeconds * 1000);
      const working = work();
      // Once it is given up, its cloud is gone.
      working.catch(() => undefined);
      const done = await Promise.race([working, tooMuch]);
      look();
      return found ?? done;
    },
    end() {
      clearInterval(timer);
      clearTimeout(judging);
    },
  };
}
