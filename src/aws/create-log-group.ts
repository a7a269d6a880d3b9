import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  ResourceAlreadyExistsException,
} from "@aws-sdk/client-cloudwatch-logs";
import { createLabTags } from "./lab-tags";

/** Creates a log group with the lab's tags, unless there is one of that name, which stays as it is. */
export async function createLogGroup({ logGroupName }: { logGroupName: string }): Promise<void> {
  try {
    await new CloudWatchLogsClient({}).send(new CreateLogGroupCommand({ logGroupName, tags: await createLabTags() }));
  } catch (error) {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  }
}
