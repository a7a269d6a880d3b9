import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { runQuery } from "../athena/run-query";
import { deleteKinesisFirehose } from "../aws/delete-kinesis-firehose";
import { isFirehoseReady } from "../aws/is-firehose-ready";
import { tryCreateFirehose } from "../aws/try-create-firehose";
import { listDeliveredObjects, type DeliveredObject } from "../delivery/list-delivered-objects";
import type { FlinkSession } from "../flink/flink-session";
import { openFlinkIfThere } from "../flink/open-flink-if-there";
import { listStreamRecords } from "../streaming/list-stream-records";
import { getCloudTime } from "../waiting/cloud-now";
import { labCloud } from "../waiting/lab-cloud";
import { waitUntil } from "../waiting/wait-until";
import { calculateFirehoseCost, FLINK_HOUR_USD, calculateFlinkFilesCost } from "./parquet-costs";
import { parquetSinkSql } from "./parquet-sink-sql";

/** The stream to convert to Parquet, and the resources for it. */
export interface ParquetInTwoWays {
  /** The stream whose aggregates are written. */
  readonly source: string;
  readonly bucketName: string;
  /** The Firehose that is created for the conversion, and deleted afterward. */
  readonly firehoseName: string;
  readonly roleArn: string;
  /** Athena's database, and the location of its results. */
  readonly athena: { readonly database: string; readonly outputLocation: string };
  /** The seconds between two checkpoints of Flink; each checkpoint ends a file. */
  readonly checkpointSeconds?: number;
}

/** The result of one of the two ways. */
export interface ParquetWay {
  readonly way: "Firehose converts" | "Flink's file sink";
  /** How many rows Athena finds in the new files. */
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  /**
   * From the sending of the records, or from the start of Flink's job, to the first readable file, by the cloud's
   * clock.
   */
  readonly "delay in seconds": number;
  /** The cost of these records and files. */
  readonly "USD for this": number;
  /** The cost of an hour, even when unused. */
  readonly "USD an hour": number;
}

const TABLES = { firehose: "parquet_by_firehose", flink: "parquet_by_flink" } as const;
/** The folders in the bucket. */
export const PARQUET_FOLDERS = { firehose: "parquet-by-firehose", flink: "parquet-by-flink" } as const;
const COLUMNS =
  "componentName string, metricName string, unit string, minValue double, maxValue double, `avg` double, fromTimestamp string, toTimestamp string";
/** The maximum number of records that Firehose accepts in one PutRecordBatch call. */
const MAX_RECORDS = 500;

/**
 * Writes the aggregates that a stream holds as Parquet, twice: by Flink's own rolling file sink, and by Firehose's
 * conversion. Where Flink is missing or too old for Parquet, and on AWS, one line says so, and neither way is taken.
 *
 * @returns for each way its files, bytes, delay and cost; undefined where they were left out
 */
export async function parquetInTwoWays(subject: ParquetInTwoWays): Promise<readonly ParquetWay[] | undefined> {
  const { checkpointSeconds = 10 } = subject;
  if ((await labCloud()) === undefined) {
    console.log("This part is skipped: it needs the lab cloud, which runs Flink and Firehose side by side.");
    return undefined;
  }
  const settings = { "execution.checkpointing.interval": `${checkpointSeconds} s` };
  const flink = await openFlinkIfThere({ settings });
  if (flink === undefined) return undefined;
  try {
    if (flink.addresses.hasParquet === false) {
      console.log("This part is skipped: the Flink here is older and can't write Parquet. Run `npx labs flink` again.");
      return undefined;
    }
    await makeTables(subject);
    const records = (await listStreamRecords({ streamName: subject.source })).map(({ data }) => JSON.stringify(data));
    return [await writeWithFlink(subject, flink, records), await writeWithFirehose(subject, records)];
  } finally {
    await flink.close();
  }
}

async function makeTables({ bucketName, athena }: ParquetInTwoWays): Promise<void> {
  for (const way of ["firehose", "flink"] as const) {
    const location = `s3://${bucketName}/${PARQUET_FOLDERS[way]}/`;
    const table = `CREATE EXTERNAL TABLE IF NOT EXISTS ${TABLES[way]} (${COLUMNS}) STORED AS PARQUET LOCATION '${location}'`;
    await runQuery({ ...athena, sql: table });
  }
}

async function writeWithFlink(
  subject: ParquetInTwoWays,
  flink: FlinkSession,
  records: readonly string[],
): Promise<ParquetWay> {
  const { from, files, insert } = parquetSinkSql({ ...subject, folder: PARQUET_FOLDERS.flink });
  for (const table of [from, files]) await flink.run(table);
  const look = await watchNew(subject, "flink");
  const job = await flink.insert(insert, { name: "aggregates to Parquet" });
  const seen = await waitUntil({
    what: "Flink's job to run",
    check: async () => (await flink.listJobs()).some(({ id, status }) => id === job && status === "RUNNING"),
  }).then(() => getCloudTime());
  const newOutput = await waitUntil({
    what: `${records.length} rows by Flink`,
    check: () => look(records.length),
    otherwise: "Does Flink write to the bucket? Its job's failure is in the next session's `failureOf`.",
  });
  await flink.stop(job);
  return {
    way: "Flink's file sink",
    ...measureWay(newOutput, seen),
    "USD for this": calculateFlinkFilesCost(newOutput.files.length),
    "USD an hour": FLINK_HOUR_USD,
  };
}

async function writeWithFirehose(subject: ParquetInTwoWays, records: readonly string[]): Promise<ParquetWay> {
  const { bucketName, firehoseName, roleArn, athena } = subject;
  const schema = { DatabaseName: athena.database, TableName: TABLES.firehose, RoleARN: roleArn };
  await tryCreateFirehose({
    DeliveryStreamName: firehoseName,
    DeliveryStreamType: "DirectPut",
    ExtendedS3DestinationConfiguration: {
      BucketARN: `arn:aws:s3:::${bucketName}`,
      RoleARN: roleArn,
      Prefix: `${PARQUET_FOLDERS.firehose}/`,
      ErrorOutputPrefix: "errors/",
      BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
      DataFormatConversionConfiguration: {
        Enabled: true,
        InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
        OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
        SchemaConfiguration: schema,
      },
    },
  });
  await waitUntil({ what: `${firehoseName} to be ready`, check: () => isFirehoseReady({ firehoseName }) });
  const look = await watchNew(subject, "firehose");
  const sent = await getCloudTime();
  const firehose = new FirehoseClient({});
  for (let first = 0; first < records.length; first += MAX_RECORDS) {
    const Records = records.slice(first, first + MAX_RECORDS).map((text) => ({ Data: Buffer.from(text) }));
    await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: firehoseName, Records }));
  }
  const newOutput = await waitUntil({
    what: `${records.length} rows by Firehose`,
    check: () => look(records.length),
    otherwise: "Is there something below errors/?",
  });
  await deleteKinesisFirehose({ firehoseName });
  const usd = calculateFirehoseCost(
    records.map((text) => Buffer.byteLength(text)),
    newOutput.files.length,
  );
  return { way: "Firehose converts", ...measureWay(newOutput, sent), "USD for this": usd, "USD an hour": 0 };
}

/** Rows and files that did not exist before. */
interface NewOutput {
  readonly rows: number;
  readonly files: readonly DeliveredObject[];
}

/**
 * @returns a function that looks for files and rows that are newer than this call; it gives undefined while there are
 * fewer rows than wanted
 */
async function watchNew(
  { bucketName, athena }: ParquetInTwoWays,
  way: keyof typeof TABLES,
): Promise<(requested: number) => Promise<NewOutput | undefined>> {
  const listFiles = () => listDeliveredObjects({ bucketName, prefix: `${PARQUET_FOLDERS[way]}/` });
  const listNewFiles = async () => (await listFiles()).filter(({ key }) => !filesBefore.has(key));
  const countRows = async () => {
    const { rows } = await runQuery({ ...athena, sql: `SELECT count(*) AS many FROM ${TABLES[way]}` });
    return Number(rows[0]?.["many"] ?? 0);
  };
  const [filesBefore, rowsBefore] = [new Set((await listFiles()).map(({ key }) => key)), await countRows()];
  return async (requested) => {
    if ((await listNewFiles()).length === 0) return undefined;
    const rows = (await countRows()) - rowsBefore;
    // Listed again: a file may have been written after the first listing, and the query has counted its rows.
    return rows >= requested ? { rows, files: await listNewFiles() } : undefined;
  };
}

const measureWay = (
  { rows, files }: NewOutput,
  since: number,
): Pick<ParquetWay, "rows" | "files" | "bytes" | "delay in seconds"> => ({
  rows,
  files: files.length,
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  // At least 0, since S3 gives times in whole seconds.
  "delay in seconds": Math.max(0, Math.round(((files[0]?.deliveredAt.getTime() ?? since) - since) / 1000)),
});
