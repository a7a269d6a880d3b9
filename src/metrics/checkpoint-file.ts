import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";

/**
 * The path for the checkpoint of an application that reads this stream: the file's name contains the stream's name and
 * the time of its creation. A new stream of the same name has other records, so an old checkpoint does not fit it.
 *
 * @throws ResourceNotFoundException if the stream does not exist
 */
export async function checkpointFile({ streamName }: { streamName: string }): Promise<string> {
  const { StreamDescriptionSummary: stream } = await new KinesisClient({}).send(
    new DescribeStreamSummaryCommand({ StreamName: streamName }),
  );
  const createdAt = stream?.StreamCreationTimestamp?.getTime() ?? 0;
  return `.labs/checkpoints/${streamName}-${createdAt}.json`;
}
