import { CloudWatchLogsClient, DeleteLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ignoreMissing } from "./ignore-missing";

/** Deletes a log group with its lines, and prints that it did. */
export async function deleteLogGroup({ logGroupName }: { logGroupName: string }): Promise<void> {
  const done = await ignoreMissing(async () => {
    await new CloudWatchLogsClient({}).send(new DeleteLogGroupCommand({ logGroupName }));
    return true;
  });
  console.log(`Log group ${logGroupName} ${done ? "deleted" : "does not exist"}.`);
}
