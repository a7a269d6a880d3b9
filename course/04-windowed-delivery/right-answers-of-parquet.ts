/** Right answers to the update to Parquet, in the form of `right-answers.ts`. */
export const parquetAnswers: readonly (readonly [says: string, exercise: string, answer: string])[] = [
  [
    "Hive's deserializer, one processor written out, and no buffer",
    "to-parquet",
    `const seen = await describeFirehose({ firehoseName });
await new FirehoseClient().send(new UpdateDestinationCommand({
  DeliveryStreamName: firehoseName, DestinationId: seen.destinationId, CurrentDeliveryStreamVersionId: seen.versionId,
  ExtendedS3DestinationUpdate: {
    Prefix: \`parquet/!{partitionKeyFromQuery:componentName}/\`,
    ProcessingConfiguration: {
      Enabled: true,
      Processors: [{
        Type: "MetadataExtraction",
        Parameters: [
          { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
          { ParameterName: "MetadataExtractionQuery", ParameterValue: "{componentName}" },
        ],
      }],
    },
    DataFormatConversionConfiguration: {
      SchemaConfiguration: { RoleARN: FIREHOSE_ROLE_ARN, TableName: tableName, DatabaseName: "metrics", Region: "us-east-1", VersionId: "LATEST" },
      InputFormatConfiguration: { Deserializer: { HiveJsonSerDe: {} } },
      OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
    },
  },
}));`,
  ],
  [
    "two updates, one after the other, and a larger buffer",
    "to-parquet",
    `const update = async (ExtendedS3DestinationUpdate: object): Promise<void> => {
  const { versionId, destinationId } = await describeFirehose({ firehoseName });
  const request = { DeliveryStreamName: firehoseName, CurrentDeliveryStreamVersionId: versionId, DestinationId: destinationId };
  await new FirehoseClient({}).send(new UpdateDestinationCommand({ ...request, ExtendedS3DestinationUpdate }));
};
const { settings } = await describeFirehose({ firehoseName });
const [keys] = settings.ProcessingConfiguration?.Processors ?? [];
await update({
  BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 128 },
  DataFormatConversionConfiguration: {
    Enabled: true,
    InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: { CaseInsensitive: true } } },
    OutputFormatConfiguration: { Serializer: { ParquetSerDe: { Compression: "GZIP" } } },
    SchemaConfiguration: { DatabaseName: ATHENA.database, TableName: tableName, RoleARN: settings.RoleARN },
  },
});
await update({ Prefix: "parquet/" + settings.Prefix, ProcessingConfiguration: { Enabled: true, Processors: [keys] } });`,
  ],
  [
    "a copy of the settings with three changes",
    "to-parquet",
    `const { settings, ...ids } = await describeFirehose({ firehoseName });
const { BucketARN, RoleARN, ErrorOutputPrefix, BufferingHints, DynamicPartitioningConfiguration } = settings;
const SchemaConfiguration = { DatabaseName: ATHENA.database, TableName: tableName, RoleARN };
const command = new UpdateDestinationCommand({
  DeliveryStreamName: firehoseName,
  CurrentDeliveryStreamVersionId: ids.versionId,
  DestinationId: ids.destinationId,
  ExtendedS3DestinationUpdate: {
    BucketARN, RoleARN, ErrorOutputPrefix, BufferingHints, DynamicPartitioningConfiguration,
    Prefix: ["parquet", "!{partitionKeyFromQuery:componentName}", ""].join("/"),
    ProcessingConfiguration: { Enabled: true, Processors: PROCESSORS.slice(0, 1) as never },
    DataFormatConversionConfiguration: {
      Enabled: true, SchemaConfiguration,
      InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
      OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
    },
  },
});
await new FirehoseClient({}).send(command);`,
  ],
];
