import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { explainError } from "../running/explain-error";

/**
 * The account that your AWS keys belong to: twelve digits, as text, since it may begin with zeros.
 *
 * @throws Error that says in one line what is wrong with the keys, the region or the connection to AWS: this is a
 * notebook's first call to AWS
 */
export async function accountId(): Promise<string> {
  try {
    const { Account = "" } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    throw new Error(explainError(error), { cause: error });
  }
}
