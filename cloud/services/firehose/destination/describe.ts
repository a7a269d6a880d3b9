import type { DestinationDescription, ExtendedS3DestinationDescription, S3DestinationDescription } from "@aws-sdk/client-firehose";
import type { GivenDestination, GivenS3 } from "./given";
import { defaultHints } from "./settings";

/** The one destination that a delivery stream has. AWS numbers them, but never gave out a second number. */
export const DESTINATION_ID = "destinationId-000000000001";

/**
 * A destination as DescribeDeliveryStream gives it: with every default, and twice, since AWS mirrors the extended
 * description in a plain one.
 */
export const describeDestination = (given: GivenDestination): DestinationDescription => ({
  DestinationId: DESTINATION_ID,
  S3DestinationDescription: describeS3(given),
  ExtendedS3DestinationDescription: describeExtended(given),
});

function describeS3(given: GivenS3 & Partial<GivenDestination>): S3DestinationDescription {
  const { RoleARN, BucketARN, Prefix, ErrorOutputPrefix, BufferingHints, CompressionFormat, CloudWatchLoggingOptions } = given;
  return {
    RoleARN,
    BucketARN,
    ...(Prefix === undefined ? {} : { Prefix }),
    ...(ErrorOutputPrefix === undefined ? {} : { ErrorOutputPrefix }),
    BufferingHints: { ...defaultHints(given), ...BufferingHints },
    CompressionFormat: CompressionFormat ?? "UNCOMPRESSED",
    EncryptionConfiguration: { NoEncryptionConfig: "NoEncryption" },
    CloudWatchLoggingOptions: { Enabled: false, ...CloudWatchLoggingOptions },
  };
}

function describeExtended(given: GivenDestination): ExtendedS3DestinationDescription {
  const { DynamicPartitioningConfiguration, DataFormatConversionConfiguration, S3BackupMode, FileExtension, CustomTimeZone } = given;
  return {
    ...describeS3(given),
    ...(given.ProcessingConfiguration && { ProcessingConfiguration: { Enabled: false, ...given.ProcessingConfiguration } }),
    S3BackupMode: S3BackupMode ?? "Disabled",
    ...(given.S3BackupConfiguration && { S3BackupDescription: describeS3(given.S3BackupConfiguration) }),
    DataFormatConversionConfiguration: DataFormatConversionConfiguration ?? { Enabled: false },
    ...(DynamicPartitioningConfiguration && {
      DynamicPartitioningConfiguration: { RetryOptions: { DurationInSeconds: 300 }, ...DynamicPartitioningConfiguration },
    }),
    ...(FileExtension && { FileExtension }),
    ...(CustomTimeZone && { CustomTimeZone }),
  };
}
