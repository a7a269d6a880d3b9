import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getBundledFile } from "./bundle";
import { createJobs, listTests, type Job } from "./jobs";
import type { JobRun } from "./run-job";

/** The module with the tables of the lab cloud's operations. */
export const SERVICES = "cloud/services/index.ts";
/** The folder whose tests must call each operation. */
const CLOUD = "cloud/";

/** Whether the jobs have every test of the lab cloud, so that what none of them has called is tested nowhere. */
export function testWholeCloud(root: string, jobs: readonly Job[]): boolean {
  const chosen = new Set(jobs.flatMap(listTests));
  return (
    existsSync(join(root, SERVICES)) &&
    createJobs(root, [CLOUD]).every((job) => listTests(job).every((test) => chosen.has(test)))
  );
}

/**
 * The job that compares the lab cloud's operations with those that its tests have called. It begins when they have ended.
 *
 * @param bundle the folder of the run's bundle, which has {@link SERVICES}
 * @param runs   the jobs that have been run
 */
export function createOperationsJob(bundle: string, runs: readonly JobRun[]): Job {
  const called = join(bundle, "called-operations.txt");
  const cloudRuns = runs.filter(({ job }) => job.name === "cloud" || job.name.startsWith(CLOUD));
  writeFileSync(called, cloudRuns.flatMap(({ outcome }) => outcome.called).join("\n"));
  const program = join(import.meta.dirname, "uncalled-operations.mjs");
  return { name: "operations", args: [program, getBundledFile(bundle, SERVICES), called], mocha: false, load: "light" };
}
