import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { parseLearner, readLearnerVariable } from "../../../src/aws/lab-tags";
import { alignAwsSettings } from "../../../src/running/align-aws-settings";
import { explainError } from "../../../src/running/explain-error";
import { QUIET_SDK } from "../../start/environment";
import { Failure, UsageError, type CommandIo } from "../command";

/** The AWS account, caller and region that the labs are about to use. */
export interface Account {
  /** The account's id, twelve digits. */
  readonly id: string;
  /** ARN of the user or role that signs requests. */
  readonly caller: string;
  readonly region: string;
  /** The learner's name: all resources are tagged with it. */
  readonly learner: string;
  /** The profile whose keys are used, if other keys are set as well. */
  readonly profile: string | undefined;
  /** The endpoint that requests go to instead of AWS, if the environment sets one. */
  readonly endpoint: string | undefined;
}

/**
 * Looks up the account of the learner's own keys. It calls GetCallerIdentity, which needs no permission and changes
 * nothing.
 *
 * @param expected the required account, if the learner named one: `--account`, or else `LABS_AWS_ACCOUNT`
 * @throws Failure with one line: no region, no keys, an ended session, an account other than the expected one
 */
export async function lookUpAccount({ env }: Pick<CommandIo, "env">, expected?: string): Promise<Account> {
  process.env[QUIET_SDK] ??= "true";
  const required = expected ?? env["LABS_AWS_ACCOUNT"];
  if (required !== undefined && !/^\d{12}$/.test(required))
    throw new UsageError(
      `An AWS account has 12 digits; "${required}" is not an account ID (--account, LABS_AWS_ACCOUNT).`,
    );
  const profile = alignAwsSettings();
  const sts = new STSClient({});
  try {
    const region = await sts.config.region();
    const { Account: id = "", Arn: caller = "" } = await sts.send(new GetCallerIdentityCommand({}));
    if (required !== undefined && id !== required)
      throw new Failure(
        `These keys belong to the account ${id}, not ${required}. Nothing was changed. Set AWS_PROFILE to the right profile.`,
      );
    const learner = readLearnerVariable(env) ?? parseLearner(caller);
    return { id, caller, region, learner, profile, endpoint: env["AWS_ENDPOINT_URL"] };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`Your AWS account could not be determined. Nothing was changed. ${explainError(error)}`, {
      cause: error,
    });
  } finally {
    sts.destroy();
  }
}
