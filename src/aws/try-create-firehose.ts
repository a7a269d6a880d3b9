import {
  type CreateDeliveryStreamInput,
  CreateDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  FirehoseServiceException,
  ResourceInUseException,
} from "@aws-sdk/client-firehose";
import { reportExistingFirehose } from "./create-kinesis-firehose";
import { createLabTags, tagList } from "./lab-tags";

/** What to create. In a variable, TypeScript takes `"DirectPut"` for any text, so any text may be the type: AWS knows which ones exist. */
type Configuration = Omit<CreateDeliveryStreamInput, "DeliveryStreamType"> & { readonly DeliveryStreamType?: string };

/**
 * Asks AWS to create a Firehose, and prints the answer: that the Firehose is being created, that there is one of that
 * name, or why AWS refuses.
 */
export async function tryCreateFirehose(settings: Configuration): Promise<void> {
  const configuration = settings as CreateDeliveryStreamInput;
  const name = configuration.DeliveryStreamName ?? "";
  try {
    const command = new CreateDeliveryStreamCommand({ ...configuration, Tags: tagList(await createLabTags()) });
    const { DeliveryStreamARN } = await new FirehoseClient({}).send(command);
    console.log(`Firehose ${name} is being created: ${DeliveryStreamARN}`);
  } catch (error) {
    if (error instanceof ResourceInUseException) {
      await reportDifferences(configuration);
      return;
    }
    if (!(error instanceof FirehoseServiceException)) throw error;
    console.log(`AWS refuses ${name}:\n  ${error.name}: ${error.message}`);
  }
}

async function reportDifferences(configuration: CreateDeliveryStreamInput): Promise<void> {
  const { DeliveryStreamDescription } = await new FirehoseClient({}).send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName: configuration.DeliveryStreamName }),
  );
  if (DeliveryStreamDescription) reportExistingFirehose(configuration, DeliveryStreamDescription);
}
