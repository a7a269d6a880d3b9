import { startCloud, type Cloud } from "../../../cloud/index";
import type { Lab } from "../../../course/index";
import { setUpGivens } from "../../labs/givens";
import { createLabEnvironment } from "../../start/environment";
import type { CellExecution } from "../../../authoring/notebook";
import type { SourceCell } from "../../../authoring/percent";
import { runSolution } from "./run-solution";
import type { SolutionCompiler } from "./solution-compiler";

/**
 * Options that give the same cloud each time, except that its clock begins at the present time: the notebook's own times, such as
 * when a record was processed, are real times.
 */
const CLOUD = { port: 0, seed: 1, keys: "own", iam: "on", shortReturns: true, log: () => undefined } as const;

/**
 * Speed of the cloud's clock. It follows real time, as do the scripts that a cell starts in the background, but faster, since they wait
 * for it. It is not so fast that a Firehose's minute is over while a busy machine still runs a query that must come before.
 */
const PACE = 10;

/** A proxy between a solution and its cloud. */
interface SolutionEndpoint {
  readonly url: string;
  /** Called while the cloud is still running, after the solution has run or failed. */
  close(): Promise<void>;
}

interface SolutionRun {
  readonly lab: Lab;
  readonly cells: readonly SourceCell[];
  /** As on AWS: the cloud's clock runs in real time, and never jumps. */
  readonly inRealTime?: boolean;
  /** As on AWS: changes take effect with a delay (`labs cloud --lag`). */
  readonly lags?: boolean;
  /** See `runSolution`. */
  readonly compiler?: SolutionCompiler;
  /** Opens a proxy, which the solution and the preparation of its resources use instead of the cloud's own endpoint. */
  readonly openProxy?: (cloud: Cloud) => Promise<SolutionEndpoint>;
}

/**
 * Runs a solution's cells on a fresh lab cloud, after making the resources that the lab expects to exist.
 *
 * @throws CourseError naming the line of the source where a cell failed
 */
export async function runInLabCloud(
  root: string,
  { lab, cells, compiler, inRealTime = false, lags = false, openProxy = useCloudEndpoint }: SolutionRun,
): Promise<ReadonlyMap<string, CellExecution>> {
  const cloud = await startCloud({ ...CLOUD, lag: lags, speed: inRealTime ? 1 : PACE });
  try {
    const { region, credentials } = cloud;
    const { url: endpoint, close } = await openProxy(cloud);
    try {
      const env = createLabEnvironment(root, { ...cloud, ...credentials, endpoint });
      await setUpGivens(root, [lab], { connection: { endpoint, region, credentials }, withSolution: false });
      // As on AWS, check cells do nothing: they would check the learner's notebook, not the solution.
      const target = inRealTime ? { LABS_TARGET: "aws" } : {};
      const environment = { ...env, ...target, LABS_LAB: lab.id, LABS_GRADING: "1" };
      return await runSolution(cells, { root, env: environment, compiler });
    } finally {
      await close();
    }
  } finally {
    await cloud.stop();
  }
}

const useCloudEndpoint = async ({ endpoint }: Cloud): Promise<SolutionEndpoint> => ({
  url: endpoint,
  close: () => Promise.resolve(),
});
