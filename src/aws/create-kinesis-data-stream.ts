import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  KinesisClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-kinesis";
import { formatCount } from "./format-count";
import { createLabTags } from "./lab-tags";
import { resizeStreamLine } from "./repair-commands";
import { reportExisting } from "./report-existing";

/**
 * Creates a Kinesis data stream, unless there is one of that name, and prints which of the two happened.
 *
 * The function returns at once; the stream can be used a few seconds later, see `isStreamReady`.
 *
 * @param streamName letters, digits, `_`, `.` and `-`; unique in your account and region
 * @param shardCount over how many shards, that is partitions, the stream's records are spread
 */
export async function createKinesisDataStream({
  streamName,
  shardCount = 2,
}: {
  streamName: string;
  shardCount?: number;
}): Promise<void> {
  const kinesis = new KinesisClient({});
  const found = await describeStream(kinesis, streamName);
  if (found?.status === "DELETING") {
    console.log(`Kinesis data stream ${streamName} is still being deleted. Run this cell again in a few seconds.`);
    return;
  }
  if (found) {
    const { openShards } = found;
    // A stream that is being created has no open shards yet.
    const isOther = openShards > 0 && openShards !== shardCount;
    reportExisting({
      what: `Kinesis data stream ${streamName}`,
      differences: isOther
        ? [{ setting: "shards", is: formatCount(openShards, "open shard"), requested: String(shardCount) }]
        : [],
      fix: [resizeStreamLine(streamName, shardCount)],
      afterward: "The records stay. The new shards open a few seconds later.",
    });
    return;
  }
  const command = { StreamName: streamName, ShardCount: shardCount, Tags: await createLabTags() };
  await kinesis.send(new CreateStreamCommand(command));
  console.log(`Kinesis data stream ${streamName} is being created, with ${formatCount(shardCount, "shard")}.`);
}

/** `undefined` if there is no such stream. */
async function describeStream(
  kinesis: KinesisClient,
  streamName: string,
): Promise<{ status: string; openShards: number } | undefined> {
  try {
    const { StreamDescriptionSummary: summary } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: streamName }),
    );
    return { status: summary?.StreamStatus ?? "", openShards: summary?.OpenShardCount ?? 0 };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
