import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import type { GivenThing } from "../../given-stack";
import type { Connection } from "./context";
import { FIREHOSE_ROLE, LOCATIONS, SOURCE_STREAM } from "./names";

/** What the template makes, and how to see whether it is there. */
export const givenThings = (connection: Connection): readonly GivenThing[] => [
  { says: `Data stream ${SOURCE_STREAM}`, parameter: "SourceStreamIs", resource: "SourceStream", isThere: () => isStreamThere(connection) },
  { says: `IAM role ${FIREHOSE_ROLE}`, parameter: "FirehoseRoleIs", resource: "FirehoseRole", isThere: () => isRoleThere(connection) },
  { says: `Log groups of the Firehoses`, parameter: "LogGroupsAre", resource: "UsaLogGroup", isThere: () => areLogGroupsThere(connection) },
];

async function isStreamThere(connection: Connection): Promise<boolean> {
  const kinesis = new KinesisClient(connection);
  try {
    const { StreamDescriptionSummary: stream } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: SOURCE_STREAM }));
    return stream?.StreamStatus !== "DELETING";
  } catch (error) {
    return notThere(error, "ResourceNotFoundException");
  } finally {
    kinesis.destroy();
  }
}

async function isRoleThere(connection: Connection): Promise<boolean> {
  const iam = new IAMClient(connection);
  try {
    await iam.send(new GetRoleCommand({ RoleName: FIREHOSE_ROLE }));
    return true;
  } catch (error) {
    return notThere(error, "NoSuchEntityException");
  } finally {
    iam.destroy();
  }
}

/** Both: the template makes them together. */
async function areLogGroupsThere(connection: Connection): Promise<boolean> {
  const logs = new CloudWatchLogsClient(connection);
  try {
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "de-c2w2lab1-firehose-" }));
    return LOCATIONS.every((location) => logGroups.some(({ logGroupName }) => logGroupName === `de-c2w2lab1-firehose-${location}-log-group`));
  } finally {
    logs.destroy();
  }
}

function notThere(error: unknown, name: string): false {
  if (error instanceof Error && error.name === name) return false;
  throw error;
}
