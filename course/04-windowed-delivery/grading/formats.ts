import { AthenaClient } from "@aws-sdk/client-athena";
import {
  CreateDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  PutRecordBatchCommand,
  UpdateDestinationCommand,
  type DeliveryStreamDescription,
  type ExtendedS3DestinationDescription,
} from "@aws-sdk/client-firehose";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { ignoreRefusal, type Evidence, type Question, type Stage } from "../../../grader/index";
import { between, seededRandom } from "../../../src/generators/random";
import { useClient } from "../../givens/given-resources";
import { FIREHOSE_ROLE } from "../given/names";
import { queryRows } from "./athena-rows";
import { createComponentTable } from "./partitions";

/** The Firehose that the learner's function gets, and the table with the columns. */
export const FIREHOSE = "formats-of-the-check";
const TABLE = "parquet_of_the_check";
const BUCKET = "formats-of-the-check";
/** Longer than any buffer may wait, so that a wrong interval fails no other claim. */
const LONGEST_SECONDS = 960;

export const TO_PARQUET: Question = { id: "to-parquet", name: "convertToParquet", args: [FIREHOSE, TABLE] };

/** A delivered object. */
export interface Delivered {
  readonly key: string;
  readonly isParquet: boolean;
  /** Its text, if it isn't Parquet. */
  readonly text: string;
}

/** The Firehose after the learner's function has run, and what it has delivered since. */
export interface Converted {
  readonly firehose?: DeliveryStreamDescription;
  /** How often it was updated by the learner's function. */
  readonly updates: number;
  readonly objects: readonly Delivered[];
  /** The rows that Athena finds in the table, each as text; undefined if it can't read them. */
  readonly rows?: readonly string[];
}

export const getConverted = ({ seen }: Evidence): Converted => seen["converted"] as Converted;

export const getFormatSettings = (run: Evidence): ExtendedS3DestinationDescription | undefined =>
  getConverted(run).firehose?.Destinations?.[0]?.ExtendedS3DestinationDescription;

/** The column in addition to those of the lab's own table shows which table the columns are from. */
const COLUMNS = ["host", "metricname", "unit", "minvalue", "maxvalue", "avg", "fromtimestamp", "totimestamp"];

/** A number of earlier updates, so that the version isn't the first one. */
const countEarlierUpdates = (seed: number): number => between(seededRandom((seed ^ 0xf0a) >>> 0), 1, 4);

/** Windows of two components that the learner hasn't seen. */
function createWindows(seed: number) {
  const random = seededRandom((seed ^ 0x9a7) >>> 0);
  const components = [1, 2].map((n) => `service-${between(random, 1000, 9999)}-${n}`);
  return [0, 1, 0, 1, 0].map((at, minute) => ({
    componentName: components[at] ?? "",
    host: `host-${between(random, 10, 99)}`,
    metricName: "cpu",
    unit: "percent",
    minValue: between(random, 1, 99) / 2,
    maxValue: between(random, 100, 199) / 2,
    avg: 25.5,
    fromTimestamp: `2034-01-01T00:0${minute}:01.000Z`,
    toTimestamp: `2034-01-01T00:0${minute}:59.000Z`,
  }));
}

export const listFormatComponents = (seed: number): readonly string[] =>
  [...new Set(createWindows(seed).map(({ componentName }) => componentName))].sort();

/** The columns that the rows should have. */
export const FORMAT_COLUMNS: readonly string[] = ["componentname", ...COLUMNS];

/** The rows as Athena should return them. */
export const listExpectedRows = (seed: number): readonly string[] =>
  createWindows(seed)
    .map(({ componentName, host, metricName, unit, minValue, maxValue, avg, fromTimestamp, toTimestamp }) =>
      [
        ...[componentName, host, metricName, unit],
        ...[minValue, maxValue, avg].map((value) => value.toFixed(1)),
        ...[fromTimestamp, toTimestamp],
      ].join(" "),
    )
    .sort();

/** Creates a table for Parquet, and a Firehose like the lab's, which delivers JSON and has been updated before. */
export async function createJsonDelivery(stage: Stage): Promise<void> {
  const { s3, firehose, account, advance, seed } = stage;
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const location = `s3://${BUCKET}/parquet/`;
  const partitions = listFormatComponents(seed).map((value) => ({ value, location: `${location}${value}/` }));
  await createComponentTable(stage, { name: TABLE, storage: STORAGE, location, partitions });
  const Prefix = "!{partitionKeyFromQuery:componentName}/";
  const parameters = { MetadataExtractionQuery: "{componentName: .componentName}", JsonParsingEngine: "JQ-1.6" };
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: FIREHOSE,
      DeliveryStreamType: "DirectPut",
      ExtendedS3DestinationConfiguration: {
        BucketARN: `arn:aws:s3:::${BUCKET}`,
        RoleARN: `arn:aws:iam::${account}:role/${FIREHOSE_ROLE}`,
        Prefix,
        ErrorOutputPrefix: "failed/!{firehose:error-output-type}/",
        DynamicPartitioningConfiguration: { Enabled: true },
        BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [
            {
              Type: "MetadataExtraction",
              Parameters: Object.entries(parameters).map(([name, ParameterValue]) => ({
                ParameterName: name as keyof typeof parameters,
                ParameterValue,
              })),
            },
            { Type: "AppendDelimiterToRecord", Parameters: [{ ParameterName: "Delimiter", ParameterValue: "\\n" }] },
          ],
        },
      },
    }),
  );
  await advance(60);
  for (let version = 1; version <= countEarlierUpdates(seed); version += 1)
    await firehose.send(
      new UpdateDestinationCommand({
        DeliveryStreamName: FIREHOSE,
        CurrentDeliveryStreamVersionId: String(version),
        DestinationId: "destinationId-000000000001",
        ExtendedS3DestinationUpdate: { Prefix },
      }),
    );
}

const STORAGE = {
  Columns: COLUMNS.map((Name) => ({ Name, Type: /value|avg/.test(Name) ? "double" : "string" })),
  InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
  OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
  SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
};

/** Sends windows to the Firehose after the learner's function has run, and one record without a component. */
export async function lookAtFormats(stage: Stage): Promise<{ readonly converted: Converted }> {
  const { firehose, seed, advance } = stage;
  await advance(10);
  const found = await ignoreRefusal(firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: FIREHOSE })));
  const description = found?.DeliveryStreamDescription;
  const updates = Number(description?.VersionId ?? 0) - 1 - countEarlierUpdates(seed);
  if (description === undefined || updates <= 0) return { converted: { updates: 0, objects: [] } };
  await firehose.send(
    new PutRecordBatchCommand({
      DeliveryStreamName: FIREHOSE,
      Records: [...createWindows(seed), { metricName: "of nobody" }].map((record) => ({
        Data: Buffer.from(JSON.stringify(record)),
      })),
    }),
  );
  await advance(LONGEST_SECONDS);
  const objects = await listObjects(stage);
  const rows = await readTable(stage);
  return { converted: { firehose: description, updates, objects, ...(rows ? { rows } : {}) } };
}

async function listObjects({ s3 }: Stage): Promise<Delivered[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  return Promise.all(
    Contents.map(async ({ Key: key = "" }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
      const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
      const isParquet = bytes.subarray(0, 4).toString("latin1") === "PAR1";
      return { key, isParquet, text: isParquet ? "" : bytes.toString() };
    }),
  );
}

async function readTable({ connection, account, advance }: Stage): Promise<readonly string[] | undefined> {
  const sql = `SELECT ${FORMAT_COLUMNS.join(", ")} FROM ${TABLE}`;
  const rows = await useClient(new AthenaClient(connection), (athena) => queryRows(athena, sql, { account, advance }));
  return rows
    ?.slice(1)
    .map((row) => row.join(" "))
    .sort();
}
