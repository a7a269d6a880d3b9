import type { ExtendedS3DestinationDescription } from "@aws-sdk/client-firehose";
import type { Evidence } from "../../../grader/index";
import { getDelivery } from "./delivery";

/** The settings that exercise 2.5 decides. Names that differ between learners are masked. */
export interface FirehoseSettings {
  readonly source?: string | undefined;
  readonly bucket?: string | undefined;
  readonly isPartitioned: boolean;
  readonly interval?: unknown;
  /** The last characters of the two prefixes. */
  readonly prefixes?: string;
}

/** The settings of the Firehose that exists. */
export function getCreatedSettings(run: Evidence): FirehoseSettings | undefined {
  const { firehose } = getDelivery(run);
  if (firehose === undefined) return undefined;
  const settings: Partial<ExtendedS3DestinationDescription> =
    firehose.Destinations?.[0]?.ExtendedS3DestinationDescription ?? {};
  return {
    source: maskStream(firehose.Source?.KinesisStreamSourceDescription?.KinesisStreamARN),
    bucket: maskBucket(settings.BucketARN),
    isPartitioned: settings.DynamicPartitioningConfiguration?.Enabled ?? false,
    interval: settings.BufferingHints?.IntervalInSeconds,
    prefixes: describeEnds(settings.Prefix, settings.ErrorOutputPrefix),
  };
}

/** The settings that the learner's template asks for, if it has a Firehose: one wrong setting is enough for AWS to refuse it. */
export function getRequestedSettings(run: Evidence): FirehoseSettings | undefined {
  const resources = findRequestedResources(run, FIREHOSE);
  const firehose = Object.values(resources).find(({ Type }) => Type === FIREHOSE);
  return firehose && readSettings(firehose, resources);
}

/** The properties of a resource in the learner's last template that has one of this type, even if AWS has refused the template. */
export function findRequestedProperties(run: Evidence, type: string, id: string): Readonly<Record<string, unknown>> {
  const { Type, Properties } = findRequestedResources(run, type)[id] ?? {};
  return Type === type ? Object(Properties) : {};
}

/** The error prefix in the learner's last template with a Firehose. */
export function findRequestedErrorPrefix(run: Evidence): string | undefined {
  const { ExtendedS3DestinationConfiguration: s3 } = findRequestedProperties(run, FIREHOSE, "DeliveryStream");
  const { ErrorOutputPrefix: prefix } = Object(s3);
  return typeof prefix === "string" ? prefix : undefined;
}

const FIREHOSE = "AWS::KinesisFirehose::DeliveryStream";

function findRequestedResources({ journal }: Evidence, type: string): Resources {
  for (const operation of ["UpdateStack", "CreateStack"]) {
    const calls = [
      ...journal.findCalls("cloudformation", operation),
      ...journal.findRefusedCalls("cloudformation", operation),
    ];
    for (const { input } of calls.reverse()) {
      const resources = readResources(Object(input).TemplateBody);
      if (Object.values(resources).some(({ Type }) => Type === type)) return resources;
    }
  }
  return {};
}

interface Resource {
  readonly Type?: unknown;
  readonly Properties?: unknown;
}
type Resources = Readonly<Record<string, Resource>>;

function readResources(template: unknown): Resources {
  try {
    const { Resources = {} } = Object(JSON.parse(String(template)));
    return Object.fromEntries(Object.entries(Object(Resources)).map(([id, resource]) => [id, Object(resource)]));
  } catch {
    return {};
  }
}

function readSettings({ Properties }: Resource, resources: Resources): FirehoseSettings {
  const { KinesisStreamSourceConfiguration: source, ExtendedS3DestinationConfiguration: s3 } = Object(Properties);
  const { BucketARN, DynamicPartitioningConfiguration, BufferingHints, Prefix, ErrorOutputPrefix } = Object(s3);
  const find = (value: unknown): Resource => resources[findReference(value) ?? ""] ?? {};
  const stream = find(Object(source).KinesisStreamARN);
  const bucket = find(BucketARN);
  return {
    source: stream.Type === "AWS::Kinesis::Stream" ? maskStream(Object(stream.Properties).Name) : undefined,
    bucket: bucket.Type === "AWS::S3::Bucket" ? maskBucket(Object(bucket.Properties).BucketName) : undefined,
    isPartitioned: Object(DynamicPartitioningConfiguration).Enabled === true,
    interval: Object(BufferingHints).IntervalInSeconds,
    prefixes: describeEnds(Prefix, ErrorOutputPrefix),
  };
}

/** The resource whose ARN a template refers to. An ARN that is written out refers to none, so nothing is created before it is needed. */
function findReference(value: unknown): string | undefined {
  const { "Fn::GetAtt": path, "Fn::Sub": text } = Object(value);
  return /^(\w+)[.,]Arn$/.exec(String(path))?.[1] ?? /^\$\{(\w+)\.Arn\}$/.exec(String(text))?.[1];
}

const maskStream = (name: unknown): string | undefined =>
  typeof name === "string" ? name.replace(/^.*(?=-[a-z]+$)/, "<you>") : undefined;
const maskBucket = (name: unknown): string | undefined =>
  typeof name === "string" ? name.replace(/^.*(?=-aggregates-)/, "<you>") : undefined;
const describeEnds = (...prefixes: readonly unknown[]): string =>
  prefixes.map((prefix) => (typeof prefix === "string" ? prefix.at(-1) : undefined)).join(" and ");
