import type {
  DataFormatConversionConfiguration,
  ExtendedS3DestinationConfiguration,
  HiveJsonSerDe,
  OpenXJsonSerDe,
  Serializer,
} from "@aws-sdk/client-firehose";
import { Glue, type TableInput } from "@aws-sdk/client-glue";
import type { TestCloud } from "../../../testing/use-cloud";
import { BUCKET, ROLE } from "./delivery-streams";

/** Columns by name, each with its Hive type. */
type Columns = Readonly<Record<string, string>>;

/** The input of CreateTable for a table with these columns. */
export const createTableInput = (columns: Columns, name = "t"): TableInput => ({
  Name: name,
  StorageDescriptor: { Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })) },
});

/** Makes the database `d` and in it the table `t`. */
export async function makeTable(cloud: TestCloud, columns: Columns): Promise<void> {
  const glue = cloud.createClient(Glue);
  await glue.createDatabase({ DatabaseInput: { Name: "d" } });
  await glue.createTable({ DatabaseName: "d", TableInput: createTableInput(columns) });
}

/** Makes the table's next version. */
export async function changeTable(cloud: TestCloud, columns: Columns): Promise<void> {
  await cloud.createClient(Glue).updateTable({ DatabaseName: "d", TableInput: createTableInput(columns) });
}

/** A conversion to rows of the table `t`. */
export const createConversion = (
  Serializer: Serializer,
  serde: { readonly openx?: OpenXJsonSerDe; readonly hive?: HiveJsonSerDe; readonly version?: string } = {},
): DataFormatConversionConfiguration => ({
  SchemaConfiguration: {
    RoleARN: ROLE,
    DatabaseName: "d",
    TableName: "t",
    ...(serde.version === undefined ? {} : { VersionId: serde.version }),
  },
  InputFormatConfiguration: {
    Deserializer: serde.hive === undefined ? { OpenXJsonSerDe: serde.openx ?? {} } : { HiveJsonSerDe: serde.hive },
  },
  OutputFormatConfiguration: { Serializer },
});

/** A destination with a conversion and a buffering interval of a minute. */
export const createConverting = (
  conversion: DataFormatConversionConfiguration,
): Partial<ExtendedS3DestinationConfiguration> => ({
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
  Prefix: "data/",
  DataFormatConversionConfiguration: conversion,
});

/** A delivered object with its bytes. */
interface DeliveredFile {
  readonly key: string;
  readonly encoding: string | undefined;
  readonly content: Uint8Array;
}

/** The objects under a prefix. */
export async function readDeliveredFiles(cloud: TestCloud, prefix: string): Promise<DeliveredFile[]> {
  const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket: BUCKET, Prefix: prefix });
  return Promise.all(
    Contents.map(async ({ Key = "" }) => {
      const { Body, ContentEncoding } = await cloud.s3.getObject({ Bucket: BUCKET, Key });
      return { key: Key, encoding: ContentEncoding, content: (await Body?.transformToByteArray()) ?? new Uint8Array() };
    }),
  );
}

/** A line under the error prefix. */
interface ConversionError {
  readonly lastErrorCode: string;
  readonly lastErrorMessage: string;
  readonly rawData: string;
}

/** The lines of all records that failed to convert. */
export async function readConversionErrors(cloud: TestCloud): Promise<ConversionError[]> {
  const files = await readDeliveredFiles(cloud, "errors/format-conversion-failed/");
  return files.flatMap(({ content }) =>
    Buffer.from(content)
      .toString()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as ConversionError),
  );
}
