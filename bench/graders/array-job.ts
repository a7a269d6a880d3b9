import type { Random } from "../../grader/testing/random";

/** The faults of an array job's machines, which AWS may take away at any time. All are shares, 0 to 1. */
interface MachineFaults {
  /** The share of attempts that are killed on their way; the job is then done over on another machine. */
  readonly killed: number;
  /** The share of jobs whose results file is lost, though the job succeeded. */
  readonly lost: number;
  /** The share of jobs that are run twice, since the news of their end was lost. */
  readonly twice: number;
}

/** The outcome of an array job. */
export interface Outcome {
  /** The number of results files of each job: none, one or two. */
  readonly files: readonly number[];
  /** Seconds from the first job's start to the last one's end. */
  readonly seconds: number;
  /** Seconds of all machines together, which are paid for. */
  readonly machineSeconds: number;
  readonly kills: number;
}

/**
 * Simulates the schedule of an array job: each machine takes the next job when it is free, and a killed job goes to the
 * end of the queue.
 *
 * @param jobs the duration of each job, in seconds
 */
export function playArrayJob(
  jobs: readonly number[],
  { machines, weather, random }: { machines: number; weather: MachineFaults; random: Random },
): Outcome {
  const canHappen = (share: number): boolean => random(10_000) < share * 10_000;
  const freeAt = Array.from({ length: machines }, () => 0);
  const files = jobs.map(() => 0);
  const queue = jobs.map((_, index) => index);
  let [machineSeconds, kills] = [0, 0];
  for (let index = 0; index < queue.length; index += 1) {
    const job = queue[index] ?? 0;
    const machine = freeAt.indexOf(Math.min(...freeAt));
    const killed = canHappen(weather.killed);
    const took = (jobs[job] ?? 0) * (killed ? random(1000) / 1000 : 1);
    freeAt[machine] = (freeAt[machine] ?? 0) + took;
    machineSeconds += took;
    if (killed) {
      kills += 1;
      queue.push(job);
      continue;
    }
    if (!canHappen(weather.lost)) files[job] = (files[job] ?? 0) + 1;
    if ((files[job] ?? 0) < 2 && canHappen(weather.twice)) queue.push(job);
  }
  return { files, seconds: Math.max(...freeAt), machineSeconds, kills };
}
