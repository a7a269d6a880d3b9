import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";

/**
 * Whether a Firehose accepts and delivers records: a new one is `CREATING` for a while, then `ACTIVE`.
 *
 * @throws ResourceNotFoundException if the Firehose does not exist
 * @throws Error if AWS could not create it, with AWS's reason
 */
export async function isFirehoseReady({ firehoseName }: { firehoseName: string }): Promise<boolean> {
  const firehose = new FirehoseClient({});
  const { DeliveryStreamDescription } = await firehose.send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName: firehoseName }),
  );
  if (DeliveryStreamDescription?.DeliveryStreamStatus === "CREATING_FAILED") {
    const reason = DeliveryStreamDescription.FailureDescription?.Details ?? "AWS doesn't give a reason";
    throw new Error(`Firehose ${firehoseName} could not be created: ${reason}. Delete it, then create it again.`);
  }
  return DeliveryStreamDescription?.DeliveryStreamStatus === "ACTIVE";
}
