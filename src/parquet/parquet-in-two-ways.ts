import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { runQuery } from "../athena/run-query";
import { deleteKinesisFirehose } from "../aws/delete-kinesis-firehose";
import { isFirehoseReady } from "../aws/is-firehose-ready";
import { tryCreateFirehose } from "../aws/try-create-firehose";
import { listDeliveredObjects, type DeliveredObject } from "../delivery/list-delivered-objects";
import type { FlinkSession } from "../flink/flink-session";
import { openFlinkIfThere } from "../flink/open-flink-if-there";
import { listStreamRecords } from "../streaming/list-stream-records";
import { cloudNow } from "../waiting/cloud-now";
import { labCloud } from "../waiting/lab-cloud";
import { waitUntil } from "../waiting/wait-until";
import { firehoseCost, FLINK_HOUR_USD, flinkFilesCost } from "./parquet-costs";
import { parquetSinkSql } from "./parquet-sink-sql";

/** What is turned into Parquet, and by what. */
export interface ParquetInTwoWays {
  /** The stream whose aggregates are written. */
  readonly source: string;
  readonly bucketName: string;
  /** The Firehose that is created for it, and deleted again. */
  readonly firehoseName: string;
  readonly roleArn: string;
  /** Where Athena looks for tables, and keeps its answers. */
  readonly athena: { readonly database: string; readonly outputLocation: string };
  /** A file of Flink's ends that often. */
  readonly checkpointSeconds?: number;
}

/** What one of the two ways has made of the records. */
export interface ParquetWay {
  readonly way: "Firehose converts" | "Flink's file sink";
  /** How many rows Athena finds in the new files. */
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  /** From the sending, or from the start of Flink's job, to the first file that can be read, on the cloud's clock. */
  readonly "delay in seconds": number;
  /** For these records and files. */
  readonly "USD for this": number;
  /** By being there. */
  readonly "USD an hour": number;
}

const TABLES = { firehose: "parquet_by_firehose", flink: "parquet_by_flink" } as const;
/** In the bucket. */
export const PARQUET_FOLDERS = { firehose: "parquet-by-firehose", flink: "parquet-by-flink" } as const;
const COLUMNS =
  "componentName string, metricName string, unit string, minValue double, maxValue double, `avg` double, fromTimestamp string, toTimestamp string";
/** Firehose takes so many records in one call. */
const MOST_RECORDS = 500;

/**
 * Writes the aggregates that a stream holds as Parquet, twice: by Flink's own rolling file sink, and by Firehose's conversion. Where Flink is missing, or is
 * too old for Parquet, and on AWS, one line says so, and neither is done.
 *
 * @returns what came of each: files, bytes, delay and cost; undefined where it was left out
 */
export async function parquetInTwoWays(what: ParquetInTwoWays): Promise<readonly ParquetWay[] | undefined> {
  const { checkpointSeconds = 10 } = what;
  if ((await labCloud()) === undefined) {
    console.log("This part is left out: it is for the lab cloud, which runs Flink and Firehose beside each other.");
    return undefined;
  }
  const settings = { "execution.checkpointing.interval": `${checkpointSeconds} s` };
  const flink = await openFlinkIfThere({ settings });
  if (flink === undefined) return undefined;
  try {
    if (flink.place.hasParquet === false) {
      console.log("This part is left out: the Flink here is older and writes no Parquet. Run `npx labs flink` again.");
      return undefined;
    }
    await makeTables(what);
    const records = (await listStreamRecords({ streamName: what.source })).map(({ data }) => JSON.stringify(data));
    return [await byFlink(what, flink, records), await byFirehose(what, records)];
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

async function byFlink(what: ParquetInTwoWays, flink: FlinkSession, records: readonly string[]): Promise<ParquetWay> {
  const { from, files, insert } = parquetSinkSql({ ...what, folder: PARQUET_FOLDERS.flink });
  for (const table of [from, files]) await flink.run(table);
  const look = await whatIsNew(what, "flink");
  const job = await flink.insert(insert, { name: "aggregates to Parquet" });
  const seen = await waitUntil({
    what: "Flink's job to run",
    check: async () => (await flink.jobs()).some(({ id, status }) => id === job && status === "RUNNING"),
  }).then(() => cloudNow());
  const made = await waitUntil({
    what: `${records.length} rows by Flink`,
    check: () => look(records.length),
    otherwise: "Does Flink write to the bucket? Its job's failure stands in the next session's `failureOf`.",
  });
  await flink.stop(job);
  return {
    way: "Flink's file sink",
    ...measured(made, seen),
    "USD for this": flinkFilesCost(made.files.length),
    "USD an hour": FLINK_HOUR_USD,
  };
}

async function byFirehose(what: ParquetInTwoWays, records: readonly string[]): Promise<ParquetWay> {
  const { bucketName, firehoseName, roleArn, athena } = what;
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
  const look = await whatIsNew(what, "firehose");
  const sent = await cloudNow();
  const firehose = new FirehoseClient({});
  for (let first = 0; first < records.length; first += MOST_RECORDS) {
    const Records = records.slice(first, first + MOST_RECORDS).map((text) => ({ Data: Buffer.from(text) }));
    await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: firehoseName, Records }));
  }
  const made = await waitUntil({
    what: `${records.length} rows by Firehose`,
    check: () => look(records.length),
    otherwise: "Is there something below errors/?",
  });
  await deleteKinesisFirehose({ firehoseName });
  const usd = firehoseCost(
    records.map((text) => Buffer.byteLength(text)),
    made.files.length,
  );
  return { way: "Firehose converts", ...measured(made, sent), "USD for this": usd, "USD an hour": 0 };
}

/** Rows and files that were not there before. */
interface Made {
  readonly rows: number;
  readonly files: readonly DeliveredObject[];
}

/** @returns looks for files and rows beside those that are there now; undefined while there are fewer rows than wanted */
async function whatIsNew(
  { bucketName, athena }: ParquetInTwoWays,
  way: keyof typeof TABLES,
): Promise<(wanted: number) => Promise<Made | undefined>> {
  const filesNow = () => listDeliveredObjects({ bucketName, prefix: `${PARQUET_FOLDERS[way]}/` });
  const newFiles = async () => (await filesNow()).filter(({ key }) => !filesBefore.has(key));
  const rowsNow = async () => {
    const { rows } = await runQuery({ ...athena, sql: `SELECT count(*) AS many FROM ${TABLES[way]}` });
    return Number(rows[0]?.["many"] ?? 0);
  };
  const [filesBefore, rowsBefore] = [new Set((await filesNow()).map(({ key }) => key)), await rowsNow()];
  return async (wanted) => {
    if ((await newFiles()).length === 0) return undefined;
    const rows = (await rowsNow()) - rowsBefore;
    // Listed once more: a file may have come since, and its rows were counted.
    return rows >= wanted ? { rows, files: await newFiles() } : undefined;
  };
}

const measured = (
  { rows, files }: Made,
  since: number,
): Pick<ParquetWay, "rows" | "files" | "bytes" | "delay in seconds"> => ({
  rows,
  files: files.length,
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  // S3 tells whole seconds.
  "delay in seconds": Math.max(0, Math.round(((files[0]?.deliveredAt.getTime() ?? since) - since) / 1000)),
});
