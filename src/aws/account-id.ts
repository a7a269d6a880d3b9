import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { isCloudChosen } from "../running/choose-cloud";
import { explainError } from "../running/explain-error";

/**
 * The account that your AWS keys belong to: twelve digits, as text, since it may begin with zeros.
 *
 * @throws Error that says in one line what is wrong with the keys, the region or the connection to AWS, or that no cloud
 * is chosen: this is a notebook's first call to AWS
 */
export async function accountId(): Promise<string> {
  if (!isCloudChosen())
    throw new Error(
      "No cloud is chosen, and nothing was asked of AWS. Run `npm start` in the course's folder, then restart this kernel. " +
        "For your own AWS account, set LABS_TARGET=aws where the kernel is started.",
    );
  try {
    const { Account = "" } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    throw new Error(explainError(error), { cause: error });
  }
}
