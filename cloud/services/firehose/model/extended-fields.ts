import type * as sdk from "@aws-sdk/client-firehose";
import { noted, optional, required, structure, type Members } from "../../../core/members";
import { createStoredNote } from "../../../core/notes";
import { boolean, double, integer, list, map, oneOf, string } from "../../../core/rules";
import { bucketArn, commonS3Members, roleArn, s3Destination } from "./fields";

const processorParameter = structure({
  ParameterName: required(
    oneOf([
      "LambdaArn",
      "NumberOfRetries",
      "MetadataExtractionQuery",
      "JsonParsingEngine",
      "RoleArn",
      "BufferSizeInMBs",
      "BufferIntervalInSeconds",
      "SubRecordType",
      "Delimiter",
      "CompressionFormat",
      "DataMessageExtraction",
    ]),
  ),
  ParameterValue: required(string({ length: { min: 1, max: 5120 }, pattern: "^(?!\\s*$).+" })),
} satisfies Members<sdk.ProcessorParameter>);

const processingConfiguration = structure({
  Enabled: optional(boolean()),
  Processors: optional(
    list(
      structure({
        Type: required(
          oneOf([
            "RecordDeAggregation",
            "Decompression",
            "CloudWatchLogProcessing",
            "Lambda",
            "MetadataExtraction",
            "AppendDelimiterToRecord",
          ]),
        ),
        Parameters: optional(list(processorParameter)),
      } satisfies Members<sdk.Processor>),
    ),
  ),
} satisfies Members<sdk.ProcessingConfiguration>);

const RETRIES = createStoredNote("Firehose: how long the delivery of a partition is retried");
const BLOCKS = createStoredNote("Firehose: the sizes of Parquet's and ORC's blocks and pages");

const dynamicPartitioning = structure({
  RetryOptions: optional(
    structure({
      DurationInSeconds: noted(optional(integer({ min: 0, max: 7200 })), RETRIES),
    } satisfies Members<sdk.RetryOptions>),
  ),
  Enabled: optional(boolean()),
} satisfies Members<sdk.DynamicPartitioningConfiguration>);

const name = string({ length: { min: 1, max: 1024 }, pattern: "^\\S+$" });
const columnName = string({ length: { min: 1, max: 1024 } });
const ratio = double({ min: 0, max: 1 });
const blockBytes = integer({ min: 64 * 1024 * 1024 });

const deserializer = structure({
  OpenXJsonSerDe: optional(
    structure({
      ConvertDotsInJsonKeysToUnderscores: optional(boolean()),
      CaseInsensitive: optional(boolean()),
      ColumnToJsonKeyMappings: optional(map(columnName, columnName)),
    } satisfies Members<sdk.OpenXJsonSerDe>),
  ),
  HiveJsonSerDe: optional(
    structure({ TimestampFormats: optional(list(columnName)) } satisfies Members<sdk.HiveJsonSerDe>),
  ),
} satisfies Members<sdk.Deserializer>);

export const PARQUET_COMPRESSIONS = ["UNCOMPRESSED", "GZIP", "SNAPPY"] as const;
export const ORC_COMPRESSIONS = ["NONE", "ZLIB", "SNAPPY"] as const;

const serializer = structure({
  ParquetSerDe: optional(
    structure({
      BlockSizeBytes: noted(optional(blockBytes), BLOCKS),
      PageSizeBytes: noted(optional(integer({ min: 64 * 1024 })), BLOCKS),
      Compression: optional(oneOf(PARQUET_COMPRESSIONS)),
      EnableDictionaryCompression: optional(boolean()),
      MaxPaddingBytes: noted(optional(integer({ min: 0 })), BLOCKS),
      WriterVersion: optional(oneOf(["V1", "V2"])),
    } satisfies Members<sdk.ParquetSerDe>),
  ),
  OrcSerDe: optional(
    structure({
      StripeSizeBytes: optional(integer({ min: 8 * 1024 * 1024 })),
      BlockSizeBytes: noted(optional(blockBytes), BLOCKS),
      RowIndexStride: optional(integer({ min: 1000 })),
      EnablePadding: optional(boolean()),
      PaddingTolerance: optional(ratio),
      Compression: optional(oneOf(ORC_COMPRESSIONS)),
      BloomFilterColumns: optional(list(columnName)),
      BloomFilterFalsePositiveProbability: optional(ratio),
      DictionaryKeyThreshold: optional(ratio),
      FormatVersion: optional(oneOf(["V0_11", "V0_12"])),
    } satisfies Members<sdk.OrcSerDe>),
  ),
} satisfies Members<sdk.Serializer>);

const dataFormatConversion = structure({
  SchemaConfiguration: optional(
    structure({
      RoleARN: optional(name),
      CatalogId: optional(name),
      DatabaseName: optional(name),
      TableName: optional(name),
      Region: optional(name),
      VersionId: optional(name),
    } satisfies Members<sdk.SchemaConfiguration>),
  ),
  InputFormatConfiguration: optional(
    structure({ Deserializer: optional(deserializer) } satisfies Members<sdk.InputFormatConfiguration>),
  ),
  OutputFormatConfiguration: optional(
    structure({ Serializer: optional(serializer) } satisfies Members<sdk.OutputFormatConfiguration>),
  ),
  Enabled: optional(boolean()),
} satisfies Members<sdk.DataFormatConversionConfiguration>);

/** Members that only the extended S3 destination has; its update has them too, except for the backup. */
export const extendedOnlyMembers = {
  ProcessingConfiguration: optional(processingConfiguration),
  DataFormatConversionConfiguration: optional(dataFormatConversion),
  DynamicPartitioningConfiguration: optional(dynamicPartitioning),
  S3BackupMode: optional(oneOf(["Disabled", "Enabled"])),
  FileExtension: optional(string({ length: { max: 128 }, pattern: "^$|\\.[0-9a-z!\\-_.*'()]+" })),
  CustomTimeZone: optional(string({ length: { max: 50 }, pattern: "^$|[a-zA-Z/_]+" })),
};

export const extendedS3Destination = structure({
  RoleARN: required(roleArn),
  BucketARN: required(bucketArn),
  ...commonS3Members,
  ...extendedOnlyMembers,
  S3BackupConfiguration: optional(s3Destination),
} satisfies Members<sdk.ExtendedS3DestinationConfiguration>);
