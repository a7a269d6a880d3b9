import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { noted, optional, refused, required, structure, type Members } from "../../../core/members";
import { integer, list, oneOf, string } from "../../../core/rules";

const resourceArn = string({ length: { min: 1, max: 2048 }, pattern: "arn:.*" });
// Member rules of SQL applications; with the lengths and patterns of the API's model (2018-05-23).
const inAppStreamName = string({ length: { min: 1, max: 32 }, pattern: "[^-\\s<>&]*" });
const delimiter = string({ length: { min: 1, max: 1024 } });
const ONE_ROW = {
  what: "`RecordRowDelimiter`: a record is one row of CSV",
  says: "Kinesis Data Analytics: RecordRowDelimiter; each record is one row in the lab cloud",
};
const recordFormatType = oneOf(["JSON", "CSV"]);

const sourceSchema = structure({
  RecordFormat: required(
    structure({
      RecordFormatType: required(recordFormatType),
      MappingParameters: optional(
        structure({
          JSONMappingParameters: optional(
            structure({
              RecordRowPath: required(string({ length: { min: 1, max: 65_535 }, pattern: "^(?=^\\$)(?=^\\S+$).*$" })),
            } satisfies Members<sdk.JSONMappingParameters>),
          ),
          CSVMappingParameters: optional(
            structure({
              RecordRowDelimiter: noted(required(delimiter), ONE_ROW),
              RecordColumnDelimiter: required(delimiter),
            } satisfies Members<sdk.CSVMappingParameters>),
          ),
        } satisfies Members<sdk.MappingParameters>),
      ),
    } satisfies Members<sdk.RecordFormat>),
  ),
  RecordEncoding: optional(string({ length: { min: 5, max: 5 }, pattern: "UTF-8" })),
  RecordColumns: required(
    list(
      structure({
        Name: required(string({ length: { min: 1, max: 256 }, pattern: "[^-\\s<>&]*" })),
        Mapping: optional(string({ length: { max: 65_535 } })),
        SqlType: required(string({ length: { min: 1, max: 100 } })),
      } satisfies Members<sdk.RecordColumn>),
      { min: 1, max: 1_000 },
    ),
  ),
} satisfies Members<sdk.SourceSchema>);

const named = { ResourceARN: required(resourceArn) } as const;

export const input = structure({
  NamePrefix: required(inAppStreamName),
  InputProcessingConfiguration: refused(),
  KinesisStreamsInput: optional(structure(named satisfies Members<sdk.KinesisStreamsInput>)),
  // AWS itself refused Firehose as an input for newer accounts.
  KinesisFirehoseInput: refused(),
  InputParallelism: optional(
    structure({ Count: optional(integer({ min: 1, max: 64 })) } satisfies Members<sdk.InputParallelism>),
  ),
  InputSchema: required(sourceSchema),
} satisfies Members<sdk.Input>);

export const output = structure({
  Name: required(inAppStreamName),
  KinesisStreamsOutput: optional(structure(named satisfies Members<sdk.KinesisStreamsOutput>)),
  KinesisFirehoseOutput: optional(structure(named satisfies Members<sdk.KinesisFirehoseOutput>)),
  LambdaOutput: optional(structure(named satisfies Members<sdk.LambdaOutput>)),
  DestinationSchema: required(
    structure({ RecordFormatType: required(recordFormatType) } satisfies Members<sdk.DestinationSchema>),
  ),
} satisfies Members<sdk.Output>);

export const sqlConfiguration = structure({
  Inputs: optional(list(input)),
  Outputs: optional(list(output)),
  ReferenceDataSources: refused(),
} satisfies Members<sdk.SqlApplicationConfiguration>);

export const startingPosition = structure({
  InputStartingPosition: optional(oneOf(["NOW", "TRIM_HORIZON", "LAST_STOPPED_POINT"])),
} satisfies Members<sdk.InputStartingPositionConfiguration>);
