import type { Mistake } from "../../../grader/index";

/** The processor is listed, but processing isn't enabled: AWS takes it for disabled. */
export const mistake: Mistake = {
  exercise: "03-data-collection.delivery-stream",
  fails: ["sends records through the function"],
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
    "      BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },",
    "      ProcessingConfiguration: {",
    '      Processors: [{ Type: "Lambda", Parameters: [{ ParameterName: "LambdaArn", ParameterValue: FUNCTION_ARN }] }],',
    "      },",
    "    },",
    "  }),",
    ");",
  ],
};
