import { DeleteStreamCommand, KinesisClient, ResourceNotFoundException } from "@aws-sdk/client-kinesis";

/** Deletes a Kinesis data stream with its records, and prints that it did. The stream is gone a few seconds later. */
export async function deleteKinesisDataStream({ streamName }: { streamName: string }): Promise<void> {
  const kinesis = new KinesisClient({});
  try {
    await kinesis.send(new DeleteStreamCommand({ StreamName: streamName, EnforceConsumerDeletion: true }));
    console.log(`Kinesis data stream ${streamName} is being deleted.`);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    console.log(`Kinesis data stream ${streamName} does not exist.`);
  }
}
