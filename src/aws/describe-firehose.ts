import {
  type ExtendedS3DestinationDescription,
  DescribeDeliveryStreamCommand,
  FirehoseClient,
} from "@aws-sdk/client-firehose";

/** The ids that an update of a Firehose has to name, and the Firehose's settings. */
export interface FirehoseDescription {
  readonly status: string;
  /** `"1"` at first; each update adds one. The names of delivered objects contain it. */
  readonly versionId: string;
  readonly destinationId: string;
  readonly settings: ExtendedS3DestinationDescription;
}

/** Gets a Firehose's settings. @throws ResourceNotFoundException if there is none of that name */
export async function describeFirehose({ firehoseName }: { firehoseName: string }): Promise<FirehoseDescription> {
  const { DeliveryStreamDescription } = await new FirehoseClient({}).send(
    new DescribeDeliveryStreamCommand({ DeliveryStreamName: firehoseName }),
  );
  const {
    DeliveryStreamStatus: status = "",
    VersionId: versionId = "",
    Destinations: [destination] = [],
  } = DeliveryStreamDescription ?? {};
  const settings = destination?.ExtendedS3DestinationDescription;
  if (!destination?.DestinationId || !settings) throw new Error(`${firehoseName} does not deliver to S3.`);
  return { status, versionId, destinationId: destination.DestinationId, settings };
}
