import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { GivenOptions } from "../../lab";
import { bucket } from "./bucket";
import { catalog } from "./catalog";
import type { Connection, Context } from "./context";
import { withClient } from "./context";
import { queue } from "./queue";
import { roles } from "./roles";

/**
 * Sets up what lab 02 takes as given: the bucket, the Glue database and table, the queue, and the roles of Firehose and of the three
 * functions.
 *
 * It works on AWS as in the lab cloud, and may be run again at any time: what is there stays.
 *
 * @throws whatever the AWS SDK throws: no keys, no permission, nothing answers
 */
export async function applyGivens({ connection = {}, say = () => undefined }: GivenOptions = {}): Promise<void> {
  const context: Context = { connection, ...(await placeOf(connection)), say };
  await bucket(context);
  await catalog(context);
  await queue(context);
  await roles(context);
}

async function placeOf(connection: Connection): Promise<{ account: string; region: string }> {
  return withClient(new STSClient(connection), async (sts) => {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    if (!Account) throw new Error("AWS does not say which account these keys belong to.");
    return { account: Account, region: await sts.config.region() };
  });
}
