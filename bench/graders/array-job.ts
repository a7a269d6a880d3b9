import type { Random } from "../../grader/testing/random";

/** What happens to jobs of an array on machines that can be taken away. Shares, 0 to 1. */
export interface Weather {
  /** Of attempts that are ended somewhere on their way, and done over on another machine. */
  readonly killed: number;
  /** Of jobs whose file never arrives, though they ended well. */
  readonly lost: number;
  /** Of jobs that are run twice, since nobody has heard that they had ended. */
  readonly twice: number;
}

/** What an array job has come to. */
export interface Outcome {
  /** How many files each job has left: none, one or two. */
  readonly files: readonly number[];
  /** From the first job's start to the last one's end. */
  readonly seconds: number;
  /** What all machines together were paid for. */
  readonly machineSeconds: number;
  readonly kills: number;
}

/**
 * Plays the schedule of an array job: each machine takes the next job when it is free, and what was killed goes to the end of the queue.
 *
 * @param jobs how long each takes, in seconds
 */
export function playArrayJob(
  jobs: readonly number[],
  { machines, weather, random }: { machines: number; weather: Weather; random: Random },
): Outcome {
  const happens = (share: number): boolean => random(10_000) < share * 10_000;
  const freeAt = Array.from({ length: machines }, () => 0);
  const files = jobs.map(() => 0);
  const queue = jobs.map((_, at) => at);
  let [machineSeconds, kills] = [0, 0];
  for (let at = 0; at < queue.length; at += 1) {
    const job = queue[at] ?? 0;
    const machine = freeAt.indexOf(Math.min(...freeAt));
    const killed = happens(weather.killed);
    const took = (jobs[job] ?? 0) * (killed ? random(1000) / 1000 : 1);
    freeAt[machine] = (freeAt[machine] ?? 0) + took;
    machineSeconds += took;
    if (killed) {
      kills += 1;
      queue.push(job);
      continue;
    }
    if (!happens(weather.lost)) files[job] = (files[job] ?? 0) + 1;
    if ((files[job] ?? 0) < 2 && happens(weather.twice)) queue.push(job);
  }
  return { files, seconds: Math.max(...freeAt), machineSeconds, kills };
}
