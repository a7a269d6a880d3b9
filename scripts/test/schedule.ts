import type { Job } from "./jobs";

/** What a scheduler needs to know of a job. */
type Placed = Pick<Job, "load">;

/**
 * Runs jobs on a number of lanes, in their order. A delicate one has no busy one beside it, nor another delicate one: a job that has to
 * wait for that lets later ones pass.
 *
 * @param run   runs one job
 * @param goOn  asked before each job is begun; false leaves out the rest
 * @returns     what the jobs gave, in the order in which they ended
 */
export async function inLanes<One extends Placed, Result>(
  jobs: readonly One[],
  { lanes, run, goOn }: { readonly lanes: number; run(job: One): Promise<Result>; goOn(): boolean },
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...jobs];
  const running = new Map<One, Promise<unknown>>();

  async function begin(job: One): Promise<void> {
    try {
      results.push(await run(job));
    } finally {
      running.delete(job);
    }
  }

  while (waiting.length > 0 && goOn()) {
    const next =
      running.size < lanes
        ? waiting.findIndex((job) => [...running.keys()].every((other) => goTogether(job, other)))
        : -1;
    if (next === -1) await Promise.race(running.values());
    else for (const job of waiting.splice(next, 1)) running.set(job, begin(job));
  }
  await Promise.all(running.values());
  return results;
}

function goTogether(one: Placed, other: Placed): boolean {
  const loads = [one.load, other.load];
  return !loads.includes("delicate") || loads.includes("light");
}
