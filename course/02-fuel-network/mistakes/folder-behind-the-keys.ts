import type { Mistake } from "../../../grader/index";

/** Its own folder comes behind the keys, so that no table finds the objects. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.create-firehose",
  fails: ["delivers into a folder for each key"],
  answer: [
    "const CONFIGURATION = {",
    '  DeliveryStreamName: "SI-Firehose",',
    '  DeliveryStreamType: "DirectPut" as const,',
    "  ExtendedS3DestinationConfiguration: {",
    "    BucketARN: `arn:aws:s3:::${BUCKET}`,",
    "    RoleARN: FIREHOSE_ROLE_ARN,",
    '    Prefix: prefixOf(PARTITION_KEYS) + "all/",',
    "    ErrorOutputPrefix: ERROR_PREFIX,",
    "    BufferingHints: BUFFERING,",
    "    DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 60 } },",
    "    ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) },",
    "    DataFormatConversionConfiguration: CONVERSION,",
    "  },",
    "};",
  ],
};
