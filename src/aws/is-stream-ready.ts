import { DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";

/**
 * Whether a Kinesis data stream accepts records: a new one is `CREATING` for some seconds, then `ACTIVE`.
 *
 * @throws ResourceNotFoundException if the stream does not exist
 */
export async function isStreamReady({ streamName }: { streamName: string }): Promise<boolean> {
  const kinesis = new KinesisClient({});
  const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: streamName }));
  return StreamDescriptionSummary?.StreamStatus === "ACTIVE";
}
