import type { Job } from "./jobs";

/** The part of a job that the scheduler needs. */
type LoadedJob = Pick<Job, "load">;

/** Options of {@link runInLanes}. */
interface LaneRunner<One, Result> {
  /** How many jobs may run at once; called whenever a job could begin. */
  countLanes(): number;
  /** A promise that a job must wait for before it begins; undefined if it doesn't have to wait. */
  waitUntilReady?(job: One): Promise<unknown> | undefined;
  run(job: One): Promise<Result>;
  /** Called before each job begins; false leaves out the remaining jobs. */
  canContinue(): boolean;
}

/**
 * Runs jobs on a number of lanes, in their order. No busy job and no other delicate job runs beside a delicate one. While a job must
 * wait for this, or for `waitUntilReady`, later jobs may begin before it.
 *
 * @returns the jobs' results, in the order in which they ended
 */
export async function runInLanes<One extends LoadedJob, Result>(
  jobs: readonly One[],
  { countLanes, waitUntilReady, run, canContinue }: LaneRunner<One, Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...jobs];
  const running = new Map<One, Promise<unknown>>();
  const unready = new Map<One, Promise<unknown>>();
  for (const job of jobs) {
    const ready = waitUntilReady?.(job);
    if (ready === undefined) continue;
    const over = ready.then(() => unready.delete(job));
    over.catch(() => undefined); // `Promise.race` below throws the error, unless no further job begins
    unready.set(job, over);
  }

  async function begin(job: One): Promise<void> {
    try {
      results.push(await run(job));
    } finally {
      running.delete(job);
    }
  }
  const canBegin = (job: One): boolean =>
    !unready.has(job) && [...running.keys()].every((other) => canRunTogether(job, other));

  while (waiting.length > 0 && canContinue()) {
    const next = running.size < countLanes() ? waiting.findIndex(canBegin) : -1;
    if (next === -1) await Promise.race([...running.values(), ...unready.values()]);
    else for (const job of waiting.splice(next, 1)) running.set(job, begin(job));
  }
  await Promise.all(running.values());
  return results;
}

function canRunTogether(first: LoadedJob, second: LoadedJob): boolean {
  const loads = [first.load, second.load];
  return !loads.includes("delicate") || loads.includes("light");
}
