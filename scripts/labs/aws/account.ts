import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { learnerIn, learnerNamed } from "../../../src/aws/lab-tags";
import { explainError } from "../../../src/running/explain-error";
import { QUIET_SDK } from "../../start/environment";
import type { Io } from "../command";
import { Failure, UsageError } from "../command";

/** Whose account the labs are about to use, and where. */
export interface Account {
  /** Twelve digits. */
  readonly id: string;
  /** Who signs: a user's or a role's ARN. */
  readonly caller: string;
  readonly region: string;
  /** Whose the things are that are made: with this name all is tagged. */
  readonly learner: string;
  /** Where requests go instead of to AWS, if the environment says so. */
  readonly endpoint: string | undefined;
}

/**
 * Looks up the account of the learner's own keys. It asks AWS who signs, which needs no permission, and changes nothing.
 *
 * @param expected the account that it has to be, if the learner named one: `--account`, else `LABS_AWS_ACCOUNT`
 * @throws Failure with one line: no region, no keys, an ended session, another account than was expected
 */
export async function lookUpAccount({ env }: Pick<Io, "env">, expected?: string): Promise<Account> {
  process.env[QUIET_SDK] ??= "true";
  const wanted = expected ?? env["LABS_AWS_ACCOUNT"];
  if (wanted !== undefined && !/^\d{12}$/.test(wanted))
    throw new UsageError(`An AWS account has 12 digits; "${wanted}" is none (--account, LABS_AWS_ACCOUNT).`);
  const sts = new STSClient({});
  try {
    const region = await sts.config.region();
    const { Account: id = "", Arn: caller = "" } = await sts.send(new GetCallerIdentityCommand({}));
    if (wanted !== undefined && id !== wanted)
      throw new Failure(
        `These keys are of the account ${id}, and you expect ${wanted}. Nothing was changed. Name the right profile in AWS_PROFILE.`,
      );
    const learner = learnerNamed(env) ?? learnerIn(caller);
    return { id, caller, region, learner, endpoint: env["AWS_ENDPOINT_URL"] };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`Your AWS account was not found, and nothing was changed. ${explainError(error)}`, {
      cause: error,
    });
  } finally {
    sts.destroy();
  }
}
