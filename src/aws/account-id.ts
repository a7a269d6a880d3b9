import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** The account that your AWS keys belong to: twelve digits, as text, since it may begin with zeros. */
export async function accountId(): Promise<string> {
  const sts = new STSClient({});
  const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
  return Account;
}
