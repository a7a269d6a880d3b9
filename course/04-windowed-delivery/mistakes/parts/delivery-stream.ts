const RIGHT: readonly string[] = [
  "const FIREHOSE_RESOURCE = {",
  '  Type: "AWS::KinesisFirehose::DeliveryStream",',
  "  Properties: {",
  "    DeliveryStreamName: FIREHOSE,",
  '    DeliveryStreamType: "KinesisStreamAsSource",',
  "    KinesisStreamSourceConfiguration: {",
  '      KinesisStreamARN: { "Fn::GetAtt": ["OutputStream", "Arn"] },',
  "      RoleARN: FIREHOSE_ROLE_ARN,",
  "    },",
  "    ExtendedS3DestinationConfiguration: {",
  '      BucketARN: { "Fn::GetAtt": ["OutputBucket", "Arn"] },',
  "      RoleARN: FIREHOSE_ROLE_ARN,",
  "      Prefix: PREFIX,",
  "      ErrorOutputPrefix: ERROR_PREFIX,",
  "      DynamicPartitioningConfiguration: { Enabled: true },",
  "      BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },",
  "      ProcessingConfiguration: { Enabled: true, Processors: PROCESSORS },",
  "    },",
  "  },",
  "};",
  "await deployStack({",
  "  stackName: STACK,",
  "  template: {",
  "    Resources: {",
  "      InputStream: INPUT_RESOURCE,",
  "      OutputStream: OUTPUT_RESOURCE,",
  "      OutputBucket: BUCKET_RESOURCE,",
  "      DeliveryStream: FIREHOSE_RESOURCE,",
  "    },",
  "  },",
  "});",
];

/**
 * The right answer of the exercise `delivery-stream` with one line replaced.
 *
 * @param right the beginning of the right line, without its indentation
 * @param wrong the line that replaces it; undefined to leave the line out
 */
export function replaceDeliveryStreamLine(right: string, wrong?: string): string[] {
  const at = RIGHT.findIndex((line) => line.trim().startsWith(right));
  if (at === -1) throw new Error(`No line of the right answer begins with ${right}`);
  return RIGHT.toSpliced(at, 1, ...(wrong === undefined ? [] : [wrong]));
}
