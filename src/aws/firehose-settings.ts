import type { CreateDeliveryStreamInput, DeliveryStreamDescription } from "@aws-sdk/client-firehose";

/** Settings in words: the name of each, and its value as text. A setting without a value is left out. */
export type Settings = Readonly<Record<string, string>>;

/** A difference of two Firehoses in one setting. `undefined`: the setting has no value. */
export interface SettingDifference {
  readonly setting: string;
  readonly requested: string | undefined;
  readonly is: string | undefined;
}

/** The members that the S3 part of a request and that of a description have in common. */
type S3Settings = NonNullable<CreateDeliveryStreamInput["ExtendedS3DestinationConfiguration"]>;

/** The settings in a request to create a Firehose. */
export function toRequestedSettings(input: Partial<CreateDeliveryStreamInput>): Settings {
  return removeUndefined({
    type: input.DeliveryStreamType,
    "source stream": getLastName(input.KinesisStreamSourceConfiguration?.KinesisStreamARN),
    ...toS3Settings(input.ExtendedS3DestinationConfiguration ?? input.S3DestinationConfiguration),
  });
}

/** The settings of a Firehose as AWS describes it. */
export function toDescribedSettings(
  description: Partial<Pick<DeliveryStreamDescription, "DeliveryStreamType" | "Source" | "Destinations">>,
): Settings {
  return removeUndefined({
    type: description.DeliveryStreamType,
    "source stream": getLastName(description.Source?.KinesisStreamSourceDescription?.KinesisStreamARN),
    ...toS3Settings(description.Destinations?.[0]?.ExtendedS3DestinationDescription),
  });
}

/**
 * The settings of a Firehose that differ from a request. Settings that the request does not name are chosen by AWS, and
 * are not compared.
 */
export function compareSettings(request: Settings, described: Settings): SettingDifference[] {
  return Object.entries(request)
    .filter(([setting, value]) => described[setting] !== value)
    .map(([setting, value]) => ({ setting, requested: value, is: described[setting] }));
}

function toS3Settings(s3: Partial<S3Settings> | undefined): Record<string, string | number | undefined> {
  if (!s3) return {};
  const { BufferingHints, CloudWatchLoggingOptions, DynamicPartitioningConfiguration } = s3;
  return {
    bucket: getLastName(s3.BucketARN),
    role: getLastName(s3.RoleARN),
    prefix: s3.Prefix,
    "error prefix": s3.ErrorOutputPrefix,
    "buffer size in MB": BufferingHints?.SizeInMBs,
    "buffer interval in seconds": BufferingHints?.IntervalInSeconds,
    compression: s3.CompressionFormat,
    "log group": CloudWatchLoggingOptions?.LogGroupName,
    "log stream": CloudWatchLoggingOptions?.LogStreamName,
    "retry duration in seconds": DynamicPartitioningConfiguration?.RetryOptions?.DurationInSeconds,
    ...toProcessingSettings(s3.ProcessingConfiguration),
    ...toConversionSettings(s3.DataFormatConversionConfiguration),
  };
}

function toProcessingSettings(
  configuration: S3Settings["ProcessingConfiguration"],
): Record<string, string | undefined> {
  const { Enabled = false, Processors = [] } = configuration ?? {};
  const findParameter = (name: string): string | undefined =>
    Processors.flatMap(({ Parameters = [] }) => Parameters).find(({ ParameterName }) => ParameterName === name)
      ?.ParameterValue;
  const types = Processors.map(({ Type }) => Type).join(", ");
  return {
    processors: types === "" ? undefined : `${types}${Enabled ? "" : " (not enabled)"}`,
    "partition keys": findParameter("MetadataExtractionQuery"),
    "record delimiter": findParameter("Delimiter"),
    function: findParameter("LambdaArn")?.replace(/^arn:([^:]*:){4}function:/, ""),
  };
}

function toConversionSettings(
  configuration: S3Settings["DataFormatConversionConfiguration"],
): Record<string, string | undefined> {
  if (!configuration?.Enabled) return {};
  const { OutputFormatConfiguration, SchemaConfiguration } = configuration;
  const { ParquetSerDe, OrcSerDe } = OutputFormatConfiguration?.Serializer ?? {};
  return {
    "output format": ParquetSerDe ? "Parquet" : OrcSerDe ? "ORC" : undefined,
    table: SchemaConfiguration && `${SchemaConfiguration.DatabaseName}.${SchemaConfiguration.TableName}`,
  };
}

/** The name at the end of an ARN. */
export function getLastName(arn: string | undefined): string | undefined {
  return arn?.split(/[:/]/).at(-1);
}

/** Settings as text, without those that have no value. */
export function removeUndefined(settings: Readonly<Record<string, string | number | undefined>>): Settings {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
