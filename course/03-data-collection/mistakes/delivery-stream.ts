import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The buffering interval is AWS's default, 300 seconds, so user data arrives late. */
  "buffer-of-five-minutes": {
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
  },
  /** The processor is listed, but processing isn't enabled: AWS takes it for disabled. */
  "function-not-enabled": {
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
  },
};
