import { startLabCloud, useCloudOf, type LabCloudInTests } from "../../testing/use-lab-cloud";

/** One for all files of the run: each Flink of its own takes eight seconds of processor time to start, and runs its first jobs slowly. */
let cloudOfTheRun: Promise<LabCloudInTests["cloud"]> | undefined;
// Of the run's root: this file is read before any suite begins.
after(async () => {
  await (await cloudOfTheRun)?.stop();
});

/**
 * A lab cloud for tests with Flink, which works in real time: the clock moves, ten times as fast. Suites share it, one after the other: what a
 * suite creates has names of its own, and what it starts it stops.
 */
export const useFlinkCloud = (): LabCloudInTests =>
  useCloudOf({
    start: () => (cloudOfTheRun ??= startLabCloud({ speed: 10, keys: "own" })),
    stop: () => Promise.resolve(),
  });
