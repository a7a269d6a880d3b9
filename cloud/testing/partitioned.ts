import type { Processor } from "@aws-sdk/client-firehose";

/** Takes partition keys out of records. @param query in jq, such as `{id:.id}` */
export const metadataExtraction = (query: string) =>
  ({
    Type: "MetadataExtraction",
    Parameters: [
      { ParameterName: "MetadataExtractionQuery", ParameterValue: query },
      { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
    ],
  }) satisfies Processor;

/** What a delivery stream with dynamic partitioning asks of its destination, beside bucket and role; buffers wait a minute. */
export const partitioned = <P extends Processor[]>(Prefix: string, ...Processors: P) => ({
  Prefix,
  ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  DynamicPartitioningConfiguration: { Enabled: true },
  ProcessingConfiguration: { Enabled: true, Processors },
});
