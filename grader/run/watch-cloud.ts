import type { Limits } from "../sandbox/limits";
import { limitTime, WAITED } from "../sandbox/time-limit";
import type { Plan } from "./plan";
import type { RunEnvironment } from "./run-environment";

/** Interval between two looks: short enough that the machine's memory is not filled in between. */
const EACH_MS = 200;
const MIB = 1024 * 1024;

/**
 * The limit that a submission has exceeded in its lab cloud, in words for the learner. Honest work stays far below
 * these limits.
 */
interface ExceededLimit {
  readonly why: string;
}

/**
 * Watches the lab cloud of a run until the run's end: functions and other things that a submission has started there go
 * on after its own process has ended.
 */
export interface CloudWatch {
  /** Resolves when a limit is exceeded. */
  readonly tooMuch: Promise<ExceededLimit>;
  /**
   * Does the work that follows the end of the submission's process, and gives up if the cloud is filled, or kept busy,
   * meanwhile.
   */
  runWithinLimits<T extends object>(work: () => Promise<T>): Promise<T | ExceededLimit>;
  end(): void;
}

/**
 * Watches how much a submission stores in its lab cloud, how many calls it makes, and how long judging its resources
 * takes.
 *
 * @param plan the lab's plan, which may need more time for judging than the limits give
 */
export function watchCloud({ cloud, countCalls }: RunEnvironment, limits: Limits, plan: Plan): CloudWatch {
  const judgeSeconds = Math.max(limits.judgeSeconds, plan.judgeSeconds ?? 0);
  let found: ExceededLimit | undefined;
  let timer: NodeJS.Timeout | undefined;
  let endLimit: () => void = () => undefined;
  let report: (tooMuch: ExceededLimit) => void = () => undefined;
  const tooMuch = new Promise<ExceededLimit>((resolve) => {
    report = resolve;
  });
  const say = (why: string): void => {
    found ??= { why };
    report(found);
  };
  const look = (): void => {
    if (!cloud) return;
    if (countCalls() > limits.cloudCalls) say(`Your code asked the cloud more than ${limits.cloudCalls} times.`);
    if (cloud.getStoredBytes() > limits.cloudMiB * MIB)
      say(`Your code stored more than ${limits.cloudMiB} MiB in the cloud.`);
  };
  if (cloud) timer = setInterval(look, EACH_MS);
  return {
    tooMuch,
    async runWithinLimits(work) {
      endLimit = limitJudging({ ...limits, judgeSeconds }, say);
      const working = work();
      // After giving up, the work fails, since its cloud is gone.
      working.catch(() => undefined);
      const done = await Promise.race([working, tooMuch]);
      endLimit();
      look();
      return found ?? done;
    },
    end() {
      clearInterval(timer);
      endLimit();
    },
  };
}

/** The cloud runs in this process: its processor time counts, as a busy machine makes honest work slow. */
const limitJudging = ({ judgeSeconds: seconds, waitFactor }: Limits, say: (why: string) => void): (() => void) =>
  limitTime({
    seconds,
    waitFactor,
    measureProcessorSeconds: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    onExceeded: (why) => {
      const isWaiting = why.startsWith(WAITED);
      say(
        isWaiting
          ? `What your code started in the cloud hadn't finished after ${seconds * waitFactor} s.`
          : `What your code has started in the cloud kept it busy for more than ${seconds} s.`,
      );
    },
  });
