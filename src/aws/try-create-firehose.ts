import type { CreateDeliveryStreamInput } from "@aws-sdk/client-firehose";
import {
  CreateDeliveryStreamCommand,
  FirehoseClient,
  FirehoseServiceException,
  ResourceInUseException,
} from "@aws-sdk/client-firehose";

/**
 * Asks AWS to create a Firehose, and prints what AWS says: that it is being created, that there is one of that name, or why it refuses.
 */
export async function tryCreateFirehose(configuration: CreateDeliveryStreamInput): Promise<void> {
  const name = configuration.DeliveryStreamName ?? "";
  try {
    const { DeliveryStreamARN } = await new FirehoseClient({}).send(new CreateDeliveryStreamCommand(configuration));
    console.log(`Firehose ${name} is being created: ${DeliveryStreamARN}`);
  } catch (error) {
    if (error instanceof ResourceInUseException) {
      console.log(`Firehose ${name} already exists; it is left as it is.`);
      return;
    }
    if (!(error instanceof FirehoseServiceException)) throw error;
    console.log(`AWS refuses ${name}:\n  ${error.name}: ${error.message}`);
  }
}
