import type { GivenOptions, Lab } from "../../course/index";
import { explainError } from "../../src/running/explain-error";
import { QUIET_SDK } from "../start/environment";
import { isLive, readSession } from "../start/session";
import { Failure, type CommandIo } from "./command";
import { buildSolutionFiles } from "./solution-files";

/** The cloud in which the labs' resources are prepared. */
interface Target extends Pick<GivenOptions, "connection" | "say"> {
  /** A learner's own lab cloud also gets the bucket with the solution; AWS and a cloud for grading never get it. */
  readonly withSolution: boolean;
}

/**
 * Makes the resources that labs expect to exist, all at the same time; existing ones stay.
 *
 * @throws Failure with one line on the refusal of AWS
 */
export async function setUpGivens(
  root: string,
  labs: readonly Lab[],
  { withSolution, ...options }: Target,
): Promise<void> {
  process.env[QUIET_SDK] ??= "true";
  await Promise.all(
    labs.map(async (lab) => {
      try {
        await lab.applyGivens({ ...options, solution: withSolution ? await buildSolutionFiles(root, lab) : [] });
      } catch (error) {
        throw new Failure(
          `The resources that lab ${lab.number} assumes exist could not be set up. ${explainError(error)}`,
          {
            cause: error,
          },
        );
      }
    }),
  );
}

/**
 * The cloud in which to prepare the labs' resources when a person asks for it: AWS with `LABS_TARGET=aws`, the cloud of the environment,
 * or the lab cloud that runs here.
 *
 * @throws Failure if there is no such cloud
 */
export function getTarget({ env, root, printResult }: Pick<CommandIo, "env" | "root" | "printResult">): Target {
  if (env["LABS_TARGET"] === "aws") return { withSolution: false, say: printResult };
  if (env["AWS_ENDPOINT_URL"] !== undefined) return { withSolution: true, say: printResult };
  const session = readSession(root);
  if (session === undefined || !isLive(session) || session.port === undefined || session.keys === undefined) {
    throw new Failure(
      "No lab cloud is running: start it with `npm start`. For your own AWS account, set LABS_TARGET=aws.",
    );
  }
  const connection = { endpoint: `http://127.0.0.1:${session.port}`, region: "us-east-1", credentials: session.keys };
  return { withSolution: true, say: printResult, connection };
}
