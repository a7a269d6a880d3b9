import type { Mistake } from "../../../grader/index";

/** The buffer that was decided in 1.3 is replaced. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.create-firehose",
  fails: ["buffers as you decided in 1.3", "delivers a reading, a minute later"],
  answer: [
    "const CONFIGURATION = {",
    '  DeliveryStreamName: "SI-Firehose",',
    '  DeliveryStreamType: "DirectPut" as const,',
    "  ExtendedS3DestinationConfiguration: {",
    "    BucketARN: `arn:aws:s3:::${BUCKET}`,",
    "    RoleARN: FIREHOSE_ROLE_ARN,",
    "    Prefix: prefixOf(PARTITION_KEYS),",
    "    ErrorOutputPrefix: ERROR_PREFIX,",
    "    BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 900 },",
    "    DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 60 } },",
    "    ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) },",
    "    DataFormatConversionConfiguration: CONVERSION,",
    "  },",
    "};",
  ],
};
