import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { refuseUnchosen } from "../running/choose-cloud";
import { explainError } from "../running/explain-error";

/**
 * The account that your AWS keys belong to: twelve digits, as text, since it may begin with zeros.
 *
 * @throws Error that says in one line what is wrong with the keys, the region or the connection to AWS, or that no cloud
 * is chosen: this is a notebook's first call to AWS
 */
export async function accountId(): Promise<string> {
  refuseUnchosen("this kernel");
  try {
    const { Account = "" } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    throw new Error(explainError(error), { cause: error });
  }
}
