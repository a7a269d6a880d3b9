import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import type { GivenResource } from "../../givens/given-stack";
import { createGivenRole, isThere, useClient } from "../../givens/given-resources";
import type { Connection } from "../../givens/lab";
import { FIREHOSE_ROLE, LOCATIONS, SOURCE_STREAM } from "./names";

/** The resources of the template, each with the way to find out whether it exists. */
export const listGivenResources = (connection: Connection): readonly GivenResource[] => [
  {
    says: `Data stream ${SOURCE_STREAM}`,
    parameter: "SourceStreamIs",
    resource: "SourceStream",
    isThere: () => isStreamThere(connection),
  },
  createGivenRole(connection, FIREHOSE_ROLE, "FirehoseRole"),
  {
    says: "Log groups of the Firehoses",
    parameter: "LogGroupsAre",
    resource: "UsaLogGroup",
    isThere: () => hasLogGroups(connection),
  },
];

function isStreamThere(connection: Connection): Promise<boolean> {
  return isThere(new KinesisClient(connection), "ResourceNotFoundException", async (kinesis) => {
    const { StreamDescriptionSummary: stream } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: SOURCE_STREAM }),
    );
    return stream?.StreamStatus !== "DELETING";
  });
}

/** Whether both log groups exist: the template makes them together. */
async function hasLogGroups(connection: Connection): Promise<boolean> {
  const { logGroups = [] } = await useClient(new CloudWatchLogsClient(connection), (logs) =>
    logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "de-c2w2lab1-firehose-" })),
  );
  return LOCATIONS.every((location) =>
    logGroups.some(({ logGroupName }) => logGroupName === `de-c2w2lab1-firehose-${location}-log-group`),
  );
}
