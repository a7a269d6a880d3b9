import type {
  DataFormatConversionConfiguration,
  ExtendedS3DestinationConfiguration,
  HiveJsonSerDe,
  OpenXJsonSerDe,
  Serializer,
  CreateDeliveryStreamCommandInput,
} from "@aws-sdk/client-firehose";
import { Glue, type TableInput } from "@aws-sdk/client-glue";
import { type TestCloud, START } from "../../../testing/use-cloud";
import type { Datapoint } from "@aws-sdk/client-cloudwatch";

export const ROLE = "arn:aws:iam::000000000000:role/firehose";
export const BUCKET = "lake";
export const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;

/** For a delivery stream that reads the data stream `trips`. */
export const READING_TRIPS = {
  DeliveryStreamType: "KinesisStreamAsSource",
  KinesisStreamSourceConfiguration: {
    KinesisStreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/trips",
    RoleARN: ROLE,
  },
} as const;

/** An object that was delivered. */
interface DeliveredObject {
  readonly key: string;
  readonly text: string;
}

/** The common steps of Firehose's tests, through the official SDK. */
interface DeliveryTools {
  /** Makes the bucket that the tests' destinations name. */
  makeBucket(): Promise<void>;
  /** Makes a Direct PUT stream and waits until it is ACTIVE. */
  create(
    name: string,
    destination?: Partial<ExtendedS3DestinationConfiguration>,
    more?: Partial<CreateDeliveryStreamCommandInput>,
  ): Promise<void>;
  /** Puts one record. @returns its id */
  put(name: string, data: string | Uint8Array): Promise<string>;
  /** Puts records as one batch. @returns their ids */
  putAll(name: string, data: readonly (string | Uint8Array)[]): Promise<string[]>;
  /** All objects of the bucket, in the order of their keys. */
  readDelivered(): Promise<DeliveredObject[]>;
  /** A metric of the delivery stream `s` over the test's first ten minutes. */
  readMetric(name: string): Promise<Datapoint | undefined>;
}

export function createDeliveryTools(cloud: TestCloud): DeliveryTools {
  const toBytes = (data: string | Uint8Array): Uint8Array => (typeof data === "string" ? Buffer.from(data) : data);
  return {
    async makeBucket() {
      await cloud.s3.createBucket({ Bucket: BUCKET });
    },
    async create(name, destination = {}, more = {}) {
      await cloud.firehose.createDeliveryStream({
        DeliveryStreamName: name,
        ExtendedS3DestinationConfiguration: { RoleARN: ROLE, BucketARN: BUCKET_ARN, ...destination },
        ...more,
      });
      await cloud.advance(1);
    },
    async put(name, data) {
      const { RecordId = "" } = await cloud.firehose.putRecord({
        DeliveryStreamName: name,
        Record: { Data: toBytes(data) },
      });
      return RecordId;
    },
    async putAll(name, data) {
      const Records = data.map((item) => ({ Data: toBytes(item) }));
      const { RequestResponses = [] } = await cloud.firehose.putRecordBatch({ DeliveryStreamName: name, Records });
      return RequestResponses.map(({ RecordId = "" }) => RecordId);
    },
    async readDelivered() {
      const { Contents = [] } = await cloud.s3.listObjectsV2({ Bucket: BUCKET });
      return Promise.all(
        Contents.map(async ({ Key = "" }) => {
          const { Body } = await cloud.s3.getObject({ Bucket: BUCKET, Key });
          return { key: Key, text: (await Body?.transformToString()) ?? "" };
        }),
      );
    },
    async readMetric(name) {
      const { Datapoints } = await cloud.cloudwatch.getMetricStatistics({
        Namespace: "AWS/Firehose",
        MetricName: name,
        Dimensions: [{ Name: "DeliveryStreamName", Value: "s" }],
        StartTime: new Date(START),
        EndTime: new Date(Date.parse(START) + 600_000),
        Period: 600,
        Statistics: ["Sum", "Maximum", "SampleCount"],
      });
      return Datapoints?.[0];
    },
  };
}

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
