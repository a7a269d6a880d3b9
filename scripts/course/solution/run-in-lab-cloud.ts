import type { Cloud } from "../../../cloud/index";
import { startCloud } from "../../../cloud/index";
import type { Lab } from "../../../course/index";
import { setUpGivens } from "../../labs/givens";
import { labEnvironment } from "../../start/environment";
import type { Ran } from "../../../authoring/notebook";
import type { SourceCell } from "../../../authoring/percent";
import { runSolution } from "./run-solution";
import type { SolutionCompiler } from "./solution-compiler";

/**
 * The same cloud each time, but for its clock, which begins now: the notebook's own times, such as that of a record's processing, are
 * real ones.
 */
const CLOUD = { port: 0, seed: 1, keys: "own", iam: "on", shortReturns: true, log: () => undefined } as const;

/**
 * It is paced, since scripts that a cell starts in the background live in real time; it is fast, since they wait. But not so fast that a
 * Firehose's minute is over while a busy machine still runs the query that is to come before it.
 */
const PACE = 10;

/** What stands between a solution and its cloud. */
export interface SolutionEndpoint {
  readonly url: string;
  /** Called while the cloud is still up: when the solution has run, or failed. */
  close(): Promise<void>;
}

export interface SolutionRun {
  readonly lab: Lab;
  readonly cells: readonly SourceCell[];
  /** As on AWS: the cloud's clock goes as yours, and nothing lets it jump. */
  readonly inRealTime?: boolean;
  /** As on AWS: what is not done at once there takes its time here, too (`labs cloud --lag`). */
  readonly lags?: boolean;
  /** See `runSolution`. */
  readonly compiler?: SolutionCompiler;
  /** Opens another endpoint, to which the solution and its givens speak in place of the cloud's own. */
  readonly through?: (cloud: Cloud) => Promise<SolutionEndpoint>;
}

/**
 * Runs a solution's cells on a fresh lab cloud, with what the lab takes as given already there.
 *
 * @throws CourseError naming the line of the source where a cell failed
 */
export async function runInLabCloud(
  root: string,
  { lab, cells, compiler, inRealTime = false, lags = false, through = itsOwn }: SolutionRun,
): Promise<ReadonlyMap<string, Ran>> {
  const cloud = await startCloud({ ...CLOUD, lag: lags, speed: inRealTime ? 1 : PACE });
  try {
    const { region, credentials } = cloud;
    const { url: endpoint, close } = await through(cloud);
    try {
      const env = labEnvironment(root, { ...cloud, ...credentials, endpoint });
      await setUpGivens(root, [lab], { connection: { endpoint, region, credentials }, withSolution: false });
      // Its check cells would judge the learner's notebook, not this one.
      const target = inRealTime ? { LABS_TARGET: "aws" } : {};
      const own = { ...env, ...target, LABS_LAB: lab.id, LABS_GRADING: "1" };
      return await runSolution(cells, { root, env: own, compiler });
    } finally {
      await close();
    }
  } finally {
    await cloud.stop();
  }
}

const itsOwn = async ({ endpoint }: Cloud): Promise<SolutionEndpoint> => ({
  url: endpoint,
  close: () => Promise.resolve(),
});
