import {
  CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, ResourceAlreadyExistsException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Context } from "./context";
import { LOCATIONS } from "./names";

/**
 * Where Firehose writes that a delivery failed: one group and stream a location.
 *
 * @remarks AWS's console creates them with a Firehose; the API does not, and without them the reasons are lost.
 */
export async function logGroups({ connection, say }: Context): Promise<void> {
  const logs = new CloudWatchLogsClient(connection);
  try {
    for (const location of LOCATIONS) {
      const logGroupName = `de-c2w2lab1-firehose-${location}-log-group`;
      const logStreamName = `de-c2w2lab1-${location}-firehose-log-stream`;
      const isNew = await unlessThere(() => logs.send(new CreateLogGroupCommand({ logGroupName })));
      await unlessThere(() => logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName })));
      say(`Log group ${logGroupName}: ${isNew ? "created" : "there already"}`);
    }
  } finally {
    logs.destroy();
  }
}

async function unlessThere(create: () => Promise<unknown>): Promise<boolean> {
  try {
    await create();
    return true;
  } catch (error) {
    if (error instanceof ResourceAlreadyExistsException) return false;
    throw error;
  }
}
