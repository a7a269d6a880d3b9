import { startLabCloud, createUseCloud, type LabCloudInTests } from "../../testing/use-lab-cloud";

/**
 * One lab cloud for all files of the run: each further Flink takes eight seconds of processor time to start, and runs
 * its first jobs slowly.
 */
let cloudOfTheRun: Promise<LabCloudInTests["cloud"]> | undefined;
// A hook of mocha's root suite: this file is loaded before any suite begins.
after(async () => {
  await (await cloudOfTheRun)?.stop();
});

/**
 * A lab cloud for tests with Flink, which needs real time: the cloud's clock moves, ten times as fast as real time.
 * Suites share the cloud, one after the other: a suite uses resource names of its own, and stops the jobs that it
 * starts.
 */
export const useFlinkCloud = (): LabCloudInTests =>
  createUseCloud({
    start: () => (cloudOfTheRun ??= startLabCloud({ speed: 10, keys: "own" })),
    stop: () => Promise.resolve(),
  });
