import type { Mistake } from "../../../grader/index";

/** The retry duration is text. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.create-firehose",
  fails: [
    "takes records by Direct PUT",
    "delivers to the bucket of the lab",
    "says where failed records go",
    "buffers as you decided in 1.3",
    "tries again for the given time",
    "finds the keys and appends a new line",
    "converts the records",
    "delivers into a folder for each key",
    "delivers a reading, a minute later",
  ],
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
    '    DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: "60" } },',
    "    ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) },",
    "    DataFormatConversionConfiguration: CONVERSION,",
    "  },",
    "};",
  ],
};
