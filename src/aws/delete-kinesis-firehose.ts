import { DeleteDeliveryStreamCommand, FirehoseClient, ResourceNotFoundException } from "@aws-sdk/client-firehose";

/**
 * Deletes a Firehose, and prints that it did. Records that it had not delivered yet are lost. The Firehose is gone
 * about a minute later on AWS, a second later in the lab cloud.
 */
export async function deleteKinesisFirehose({ firehoseName }: { firehoseName: string }): Promise<void> {
  const firehose = new FirehoseClient({});
  try {
    await firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: firehoseName }));
    console.log(`Kinesis Firehose ${firehoseName} is being deleted.`);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    console.log(`Kinesis Firehose ${firehoseName} does not exist.`);
  }
}
