import {
  DescribeDeliveryStreamCommand,
  ListDeliveryStreamsCommand,
  type DeliveryStreamDescription,
  type ExtendedS3DestinationDescription,
} from "@aws-sdk/client-firehose";
import type { Stage } from "../run/plan";
import type { FirehoseEvidence } from "./evidence";
import { ignoreRefusal } from "./ignore-refusal";

/** All Firehoses with their configuration, by name. */
export async function collectFirehoses({ firehose }: Stage): Promise<FirehoseEvidence[]> {
  const names: string[] = [];
  for (let more = true; more;) {
    const after = names.at(-1);
    const page = await firehose.send(
      new ListDeliveryStreamsCommand(after === undefined ? {} : { ExclusiveStartDeliveryStreamName: after }),
    );
    names.push(...(page.DeliveryStreamNames ?? []));
    more = page.HasMoreDeliveryStreams === true && (page.DeliveryStreamNames ?? []).length > 0;
  }
  const found: FirehoseEvidence[] = [];
  for (const name of names) {
    const described = (
      await ignoreRefusal(firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name })))
    )?.DeliveryStreamDescription;
    if (described) found.push(shortenDescription(name, described));
  }
  return found;
}

function shortenDescription(name: string, described: DeliveryStreamDescription): FirehoseEvidence {
  const { DeliveryStreamStatus: status = "", DeliveryStreamType: type = "", Source } = described;
  const stream = getLastName(Source?.KinesisStreamSourceDescription?.KinesisStreamARN);
  return removeUndefined({
    name,
    status,
    type,
    stream,
    ...shortenDestination(described.Destinations?.[0]?.ExtendedS3DestinationDescription),
  });
}

function shortenDestination(s3: ExtendedS3DestinationDescription | undefined) {
  return {
    bucket: getLastName(s3?.BucketARN),
    role: getLastName(s3?.RoleARN),
    prefix: s3?.Prefix,
    errorPrefix: s3?.ErrorOutputPrefix,
    bufferMiB: s3?.BufferingHints?.SizeInMBs,
    bufferSeconds: s3?.BufferingHints?.IntervalInSeconds,
    compression: s3?.CompressionFormat,
    ...shortenLogging(s3),
  };
}

function shortenLogging(s3: ExtendedS3DestinationDescription | undefined) {
  const options = s3?.CloudWatchLoggingOptions;
  return options?.Enabled ? { logGroup: options.LogGroupName, logStream: options.LogStreamName } : {};
}

function getLastName(arn: string | undefined): string | undefined {
  return arn?.split(/[:/]/).at(-1);
}

function removeUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
