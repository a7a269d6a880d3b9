import type { Mistake } from "../../../grader/index";

/** The buffering interval is AWS's default, 300 seconds, so user data arrives late. */
export const mistake: Mistake = {
  exercise: "03-data-collection.delivery-stream",
  fails: ["writes after 1 MB", "writes after 60 seconds"],
  answer: [
    "await firehose.send(",
    "  new CreateDeliveryStreamCommand({",
    "    DeliveryStreamName: FIREHOSE,",
    '    DeliveryStreamType: "DirectPut",',
    "    ExtendedS3DestinationConfiguration: {",
    "      BucketARN: `arn:aws:s3:::${BUCKET}`,",
    "      RoleARN: FIREHOSE_ROLE_ARN,",
    '      Prefix: "user-data/",',
    '      ErrorOutputPrefix: "errors/",',
    "      BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },",
    "      ProcessingConfiguration: {",
    "        Enabled: true,",
    '      Processors: [{ Type: "Lambda", Parameters: [{ ParameterName: "LambdaArn", ParameterValue: FUNCTION_ARN }] }],',
    "      },",
    "    },",
    "  }),",
    ");",
  ],
};
