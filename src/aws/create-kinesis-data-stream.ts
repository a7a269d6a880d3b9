import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  KinesisClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-kinesis";

/**
 * Creates a Kinesis data stream, unless there is one of that name, and says which of the two.
 *
 * It returns at once; the stream can be used some seconds later, see `isStreamReady`.
 *
 * @param streamName letters, digits, `_`, `.` and `-`; unique in your account and region
 * @param shardCount into how many shards, that is partitions, its records are spread
 */
export async function createKinesisDataStream({
  streamName,
  shardCount = 2,
}: {
  streamName: string;
  shardCount?: number;
}): Promise<void> {
  const kinesis = new KinesisClient({});
  const openShards = await countOpenShards(kinesis, streamName);
  if (openShards !== undefined) {
    const other =
      openShards > 0 && openShards !== shardCount
        ? ` It has ${openShards} open shards, not the ${shardCount} you ask for.`
        : "";
    console.log(`Kinesis data stream ${streamName} already exists.${other}`);
    return;
  }
  await kinesis.send(new CreateStreamCommand({ StreamName: streamName, ShardCount: shardCount }));
  console.log(`Kinesis data stream ${streamName} is being created, with ${shardCount} shards.`);
}

/** `undefined` if there is no such stream; 0 while it is being created. */
async function countOpenShards(kinesis: KinesisClient, streamName: string): Promise<number | undefined> {
  try {
    const { StreamDescriptionSummary } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: streamName }),
    );
    return StreamDescriptionSummary?.OpenShardCount ?? 0;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
