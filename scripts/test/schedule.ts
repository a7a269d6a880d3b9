import type { Job } from "./jobs";

/**
 * Runs jobs on a number of lanes, in their order; those that must run alone come after the others, one by one.
 *
 * @param run   runs one job
 * @param goOn  asked before each job is begun; false leaves out the rest
 * @returns     what the jobs gave, in the order in which they ended
 */
export async function inLanes<Result>(
  jobs: readonly Job[],
  { lanes, run, goOn }: { readonly lanes: number; run(job: Job): Promise<Result>; goOn(): boolean },
): Promise<Result[]> {
  const results: Result[] = [];
  const drain = async (queue: Job[]) => {
    for (let job = queue.shift(); job !== undefined && goOn(); job = queue.shift()) results.push(await run(job));
  };
  const shared = jobs.filter(({ alone }) => !alone);
  await Promise.all(Array.from({ length: lanes }, () => drain(shared)));
  await drain(jobs.filter(({ alone }) => alone));
  return results;
}
