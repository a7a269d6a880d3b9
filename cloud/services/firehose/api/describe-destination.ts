import type {
  DestinationDescription,
  ExtendedS3DestinationDescription,
  ProcessingConfiguration,
  S3DestinationDescription,
} from "@aws-sdk/client-firehose";
import type { DestinationInput, S3Input } from "../model/destination-input";
import { findParameter } from "../model/destination/processors";
import { getDefaultHints } from "../model/destination/settings";

/** The one destination that a delivery stream has. AWS numbers destinations, but a stream never has a second one. */
export const DESTINATION_ID = "destinationId-000000000001";

/**
 * A destination as DescribeDeliveryStream gives it: with every default, and twice, since AWS mirrors the extended
 * description in a plain one.
 */
export const describeDestination = (input: DestinationInput): DestinationDescription => ({
  DestinationId: DESTINATION_ID,
  S3DestinationDescription: describeS3(input),
  ExtendedS3DestinationDescription: describeExtended(input),
});

function describeS3(input: S3Input & Partial<DestinationInput>): S3DestinationDescription {
  const { RoleARN, BucketARN, Prefix, ErrorOutputPrefix, BufferingHints, CompressionFormat, CloudWatchLoggingOptions } =
    input;
  const key = input.EncryptionConfiguration?.KMSEncryptionConfig;
  return {
    RoleARN,
    BucketARN,
    ...(Prefix === undefined ? {} : { Prefix }),
    ...(ErrorOutputPrefix === undefined ? {} : { ErrorOutputPrefix }),
    BufferingHints: { ...getDefaultHints(input), ...BufferingHints },
    CompressionFormat: CompressionFormat ?? "UNCOMPRESSED",
    EncryptionConfiguration: key === undefined ? { NoEncryptionConfig: "NoEncryption" } : { KMSEncryptionConfig: key },
    CloudWatchLoggingOptions: { Enabled: false, ...CloudWatchLoggingOptions },
  };
}

function describeExtended(input: DestinationInput): ExtendedS3DestinationDescription {
  const {
    DynamicPartitioningConfiguration,
    DataFormatConversionConfiguration,
    S3BackupMode,
    FileExtension,
    CustomTimeZone,
  } = input;
  return {
    ...describeS3(input),
    ...(input.ProcessingConfiguration && {
      ProcessingConfiguration: describeProcessing(input, input.ProcessingConfiguration),
    }),
    S3BackupMode: S3BackupMode ?? "Disabled",
    ...(input.S3BackupConfiguration && { S3BackupDescription: describeS3(input.S3BackupConfiguration) }),
    DataFormatConversionConfiguration:
      DataFormatConversionConfiguration === undefined
        ? { Enabled: false }
        : { Enabled: true, ...DataFormatConversionConfiguration },
    ...(DynamicPartitioningConfiguration && {
      DynamicPartitioningConfiguration: {
        RetryOptions: { DurationInSeconds: 300 },
        ...DynamicPartitioningConfiguration,
      },
    }),
    ...(FileExtension && { FileExtension }),
    ...(CustomTimeZone && { CustomTimeZone }),
  };
}

/** A function's parameters come with their defaults, in AWS's order; other processors as they were given (FH-099). */
function describeProcessing(
  { RoleARN }: S3Input,
  { Enabled = false, Processors }: NonNullable<DestinationInput["ProcessingConfiguration"]>,
): ProcessingConfiguration {
  if (Processors === undefined) return { Enabled };
  return {
    Enabled,
    Processors: Processors.map((processor) =>
      processor.Type !== "Lambda"
        ? processor
        : {
            Type: processor.Type,
            Parameters: LAMBDA_DEFAULTS.map(([ParameterName, value]) => ({
              ParameterName,
              ParameterValue: findParameter(processor, ParameterName) ?? value ?? RoleARN,
            })),
          },
    ),
  };
}

/** The role's default is the destination's own; an ARN is always given. */
const LAMBDA_DEFAULTS = [
  ["LambdaArn", ""],
  ["NumberOfRetries", "3"],
  ["RoleArn", undefined],
  ["BufferSizeInMBs", "1"],
  ["BufferIntervalInSeconds", "60"],
] as const;
