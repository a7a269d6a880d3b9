import { runQuery } from "../athena/run-query";
import { listDeliveredObjects, type DeliveredObject } from "../delivery/list-delivered-objects";
import type { FlinkSession } from "../flink/flink-session";
import { openFlinkIfThere } from "../flink/open-flink-if-there";
import { listStreamRecords } from "../streaming/list-stream-records";
import { getCloudTime } from "../waiting/cloud-now";
import { labCloud } from "../waiting/lab-cloud";
import { waitUntil } from "../waiting/wait-until";
import { calculateFlinkFilesCost, FLINK_HOUR_USD } from "./parquet-costs";
import { parquetSinkSql } from "./parquet-sink-sql";

/** The stream to write as Parquet, and the resources for it. */
export interface ParquetByFlink {
  /** The stream whose aggregates are written. */
  readonly source: string;
  readonly bucketName: string;
  /** Athena's database, and the location of its results. */
  readonly athena: { readonly database: string; readonly outputLocation: string };
  /** The seconds between two checkpoints of Flink; each checkpoint ends a file. */
  readonly checkpointSeconds?: number;
}

/** The files that Flink has written. */
export interface FlinkFiles {
  /** How many rows Athena finds in them. */
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  /** From the start of Flink's job to the first readable file, by the cloud's clock. */
  readonly "delay in seconds": number;
  /** The cost of these files. */
  readonly "USD for this": number;
  /** The cost of an hour, even when unused. */
  readonly "USD an hour": number;
}

const TABLE = "parquet_by_flink";
/** The folder in the bucket. */
export const PARQUET_FOLDER = "parquet-by-flink";
const COLUMNS =
  "componentName string, metricName string, unit string, minValue double, maxValue double, `avg` double, fromTimestamp string, toTimestamp string";

/**
 * Writes the aggregates that a stream holds as Parquet, by Flink's own rolling file sink. Where Flink is missing or too
 * old for Parquet, and on AWS, one line says so, and nothing is written.
 *
 * @returns the files, their bytes, delay and cost; undefined where this was left out
 */
export async function writeParquetByFlink(subject: ParquetByFlink): Promise<FlinkFiles | undefined> {
  const { checkpointSeconds = 10 } = subject;
  if ((await labCloud()) === undefined) {
    console.log("This part is skipped: it needs the lab cloud, which runs Flink on your computer.");
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
    return await writeFiles(subject, flink);
  } finally {
    await flink.close();
  }
}

async function writeFiles(subject: ParquetByFlink, flink: FlinkSession): Promise<FlinkFiles> {
  const { source, bucketName, athena } = subject;
  const location = `s3://${bucketName}/${PARQUET_FOLDER}/`;
  const table = `CREATE EXTERNAL TABLE IF NOT EXISTS ${TABLE} (${COLUMNS}) STORED AS PARQUET LOCATION '${location}'`;
  await runQuery({ ...athena, sql: table });
  const records = await listStreamRecords({ streamName: source });
  const { from, files, insert } = parquetSinkSql({ ...subject, folder: PARQUET_FOLDER });
  for (const statement of [from, files]) await flink.run(statement);
  const look = await watchNew(subject);
  const job = await flink.insert(insert, { name: "aggregates to Parquet" });
  const seen = await waitUntil({
    what: "Flink's job to run",
    check: async () => (await flink.listJobs()).some(({ id, status }) => id === job && status === "RUNNING"),
  }).then(() => getCloudTime());
  const found = await waitUntil({
    what: `${records.length} rows by Flink`,
    check: () => look(records.length),
    otherwise: "Does Flink write to the bucket? Its job's failure is in the next session's `failureOf`.",
  });
  await flink.stop(job);
  return {
    rows: found.rows,
    files: found.files.length,
    bytes: found.files.reduce((sum, { bytes }) => sum + bytes, 0),
    // At least 0, since S3 gives times in whole seconds.
    "delay in seconds": Math.max(0, Math.round(((found.files[0]?.deliveredAt.getTime() ?? seen) - seen) / 1000)),
    "USD for this": calculateFlinkFilesCost(found.files.length),
    "USD an hour": FLINK_HOUR_USD,
  };
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
async function watchNew({
  bucketName,
  athena,
}: ParquetByFlink): Promise<(requested: number) => Promise<NewOutput | undefined>> {
  const listFiles = () => listDeliveredObjects({ bucketName, prefix: `${PARQUET_FOLDER}/` });
  const listNewFiles = async () => (await listFiles()).filter(({ key }) => !filesBefore.has(key));
  const countRows = async () => {
    const { rows } = await runQuery({ ...athena, sql: `SELECT count(*) AS many FROM ${TABLE}` });
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
