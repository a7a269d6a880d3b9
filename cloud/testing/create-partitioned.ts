import type { Processor } from "@aws-sdk/client-firehose";

/** A processor that extracts partition keys from records. @param query a jq expression, such as `{id:.id}` */
export const createMetadataExtraction = (query: string) =>
  ({
    Type: "MetadataExtraction",
    Parameters: [
      { ParameterName: "MetadataExtractionQuery", ParameterValue: query },
      { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
    ],
  }) satisfies Processor;

/**
 * The destination settings of a delivery stream with dynamic partitioning, beside bucket and role; buffers wait a
 * minute.
 */
export const createPartitioned = <P extends Processor[]>(Prefix: string, ...Processors: P) => ({
  Prefix,
  ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  DynamicPartitioningConfiguration: { Enabled: true },
  ProcessingConfiguration: { Enabled: true, Processors },
});
