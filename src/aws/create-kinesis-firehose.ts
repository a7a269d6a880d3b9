import {
  type CreateDeliveryStreamInput,
  type DeliveryStreamDescription,
  CreateDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-firehose";
import { compareSettings, toRequestedSettings, toDescribedSettings } from "./firehose-settings";
import { createLabTags, tagList } from "./lab-tags";
import { deleteFirehoseLine } from "./repair-commands";
import { reportExisting } from "./report-existing";

/** The input of `createKinesisFirehose`. */
export interface KinesisFirehose {
  readonly firehoseName: string;
  /** The Kinesis data stream to read from. */
  readonly streamName: string;
  /** The S3 bucket to write to. */
  readonly bucketName: string;
  /** The IAM role that lets this Firehose read the stream and write to the bucket. */
  readonly roleName: string;
  /** Where this Firehose logs failed deliveries: group and stream in CloudWatch Logs. */
  readonly logGroup: string;
  readonly logStream: string;
  /** Twelve digits, part of every ARN. */
  readonly accountId: string;
  readonly region: string;
}

/**
 * Creates a Firehose that reads a Kinesis data stream and writes its records to an S3 bucket, unless there is one of
 * that name, and prints which of the two happened.
 *
 * It collects records until they are 1 MB, or the oldest of them is 60 seconds old, then writes one object under
 * `firehose/`. It reads from the moment of its creation on: earlier records of the stream are not delivered.
 */
export async function createKinesisFirehose(options: KinesisFirehose): Promise<void> {
  const firehose = new FirehoseClient({});
  const request = requestFor(options);
  const found = await describeFirehose(firehose, options.firehoseName);
  if (found) {
    reportExistingFirehose(request, found);
    return;
  }
  const { DeliveryStreamARN } = await firehose.send(
    new CreateDeliveryStreamCommand({ ...request, Tags: tagList(await createLabTags()) }),
  );
  console.log(`Kinesis Firehose is being created: ${DeliveryStreamARN ?? options.firehoseName}`);
}

function requestFor(options: KinesisFirehose): CreateDeliveryStreamInput {
  const { firehoseName, streamName, bucketName, roleName, logGroup, logStream, accountId, region } = options;
  // An ARN (Amazon resource name) names one resource in all of AWS.
  const roleArn = `arn:aws:iam::${accountId}:role/${roleName}`;
  return {
    DeliveryStreamName: firehoseName,
    // The records come from a Kinesis data stream, not directly from a producer.
    DeliveryStreamType: "KinesisStreamAsSource",
    KinesisStreamSourceConfiguration: {
      KinesisStreamARN: `arn:aws:kinesis:${region}:${accountId}:stream/${streamName}`,
      RoleARN: roleArn,
    },
    S3DestinationConfiguration: {
      BucketARN: `arn:aws:s3:::${bucketName}`,
      RoleARN: roleArn,
      Prefix: "firehose/",
      ErrorOutputPrefix: "errors/",
      BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
      CompressionFormat: "UNCOMPRESSED",
      EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
      CloudWatchLoggingOptions: { Enabled: true, LogGroupName: logGroup, LogStreamName: logStream },
    },
  };
}

async function describeFirehose(
  firehose: FirehoseClient,
  firehoseName: string,
): Promise<DeliveryStreamDescription | undefined> {
  try {
    const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName: firehoseName });
    return (await firehose.send(command)).DeliveryStreamDescription;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Prints that a Firehose exists, and which of its settings differ from the request. */
export function reportExistingFirehose(request: CreateDeliveryStreamInput, found: DeliveryStreamDescription): void {
  const name = request.DeliveryStreamName ?? "";
  if (found.DeliveryStreamStatus === "DELETING") {
    console.log(
      `Kinesis Firehose ${name} is still being deleted: that takes a second in the lab cloud, and about a minute on AWS. Then run this cell again.`,
    );
    return;
  }
  reportExisting({
    what: `Kinesis Firehose ${name}`,
    differences: compareSettings(toRequestedSettings(request), toDescribedSettings(found)),
    fix: [deleteFirehoseLine(name)],
    afterward:
      "Wait until it is gone: that takes a second in the lab cloud, and about a minute on AWS. Then run this cell again: it creates a new Firehose.",
  });
}
