import type { Mistake } from "../../../grader/index";

/** The retry duration is AWS's default, 300 seconds. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.create-firehose",
  fails: ["tries again for the given time"],
  answer: [
    "const CONFIGURATION = {",
    '  DeliveryStreamName: "SI-Firehose",',
    '  DeliveryStreamType: "DirectPut" as const,',
    "  ExtendedS3DestinationConfiguration: {",
    "    BucketARN: `arn:aws:s3:::${BUCKET}`,",
    "    RoleARN: FIREHOSE_ROLE_ARN,",
    "    Prefix: prefixOf(PARTITION_KEYS),",
    "    ErrorOutputPrefix: ERROR_PREFIX,",
    "    BufferingHints: BUFFERING,",
    "    DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 300 } },",
    "    ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) },",
    "    DataFormatConversionConfiguration: CONVERSION,",
    "  },",
    "};",
  ],
};
