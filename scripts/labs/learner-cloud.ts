import type { CodeResources } from "../../grader/index";
import { alignAwsSettings } from "../../src/running/align-aws-settings";
import { explainError } from "../../src/running/explain-error";
import { QUIET_SDK } from "../start/environment";
import { isLive, readSession } from "../start/session";
import type { CommandIo } from "./command";

/**
 * Tells, below a check's feedback, that the check worked in its own cloud, and where the learner's own cloud differs from what their saved code makes.
 * It only reads: from the lab cloud that runs here or, with `LABS_TARGET=aws`, from the learner's account.
 */
export async function reportLearnerCloud(
  resources: CodeResources | undefined,
  io: Pick<CommandIo, "env" | "root" | "printResult">,
): Promise<void> {
  if (resources === undefined || resources.resources.length + resources.names.length === 0 || !pointAtLearnerCloud(io))
    return;
  try {
    const { compareWithAccount } = await compareLearnerCloud();
    const lines = await compareWithAccount(resources);
    if (lines.length > 0) io.printResult("This check ran in a separate cloud, created for the check.");
    lines.forEach(io.printResult);
  } catch (error) {
    io.printResult(`Your own cloud could not be compared with your code. ${explainError(error)}`);
  }
}

/** Loads the comparison's modules while the check is running, since the SDK takes a moment to load. */
export function readLearnerCloudAhead(io: Pick<CommandIo, "env" | "root">): void {
  if (pointAtLearnerCloud(io)) compareLearnerCloud().catch(() => undefined); // the error is reported when the comparison is needed
}

const compareLearnerCloud = () => import("../../src/learner-cloud/compare-account");

/**
 * Makes the SDK use the learner's cloud, and no other account that this terminal may have keys for. False if there is
 * no such cloud.
 */
function pointAtLearnerCloud({ env, root }: Pick<CommandIo, "env" | "root">): boolean {
  process.env[QUIET_SDK] ??= "true";
  // If the cloud does not answer, that is reported at once instead of retried.
  process.env["AWS_MAX_ATTEMPTS"] ??= "1";
  if (env["LABS_TARGET"] === "aws") alignAwsSettings();
  if (env["LABS_TARGET"] === "aws" || env["AWS_ENDPOINT_URL"] !== undefined) return true;
  const session = readSession(root);
  if (session?.target !== "cloud" || !isLive(session)) return false;
  Reflect.deleteProperty(process.env, "AWS_PROFILE");
  Object.assign(process.env, session.environment);
  return session.environment["AWS_ENDPOINT_URL"] !== undefined;
}
