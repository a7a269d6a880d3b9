import { FirehoseClient, DescribeDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { existsSync, readFileSync } from "node:fs";
import { runQuery, type Query } from "../athena/run-query";
import { settingsDescribed, type Settings } from "../aws/firehose-settings";
import { counted } from "../aws/counted";
import { listDeliveredObjects } from "../delivery/list-delivered-objects";
import { ifItExists } from "../display/if-it-exists";
import type { WindowedDelivery } from "../display/show-windowed-delivery";
import { listStreamRecords } from "../streaming/list-stream-records";

/** One point of the demonstration, and its proof, read from the cloud's state at that moment. */
export interface DemoPoint {
  /** Its number in the list of the exam. */
  readonly point: number;
  readonly says: string;
  readonly holds: boolean;
  readonly proof: string;
}

/** The resources of the demonstration. */
export interface Demo {
  readonly student: string;
  readonly delivery: WindowedDelivery;
  /** The points that had to be proven before the first event: see `proveEmpty`. */
  readonly empty: readonly DemoPoint[];
  /** The file with the application's checkpoint, which says how far each shard was read. */
  readonly checkpoint: string;
  readonly table: string;
  /** A query of the table, with its database and the location of its results. */
  readonly query: Query;
  /** The SQL of option B. */
  readonly optionB: string;
}

/** The columns that the exam wants to see. */
const COLUMNS = ["componentName", "metricName", "unit", "minValue", "maxValue", "fromTimestamp", "toTimestamp"];

/** Points 2 and 3, to be proven before the first event: both streams are read from Trim Horizon, the oldest record that they hold, and the bucket is listed. */
export async function proveEmpty({ inputStream, outputStream, bucketName }: WindowedDelivery): Promise<DemoPoint[]> {
  const counts = await Promise.all(
    [inputStream, outputStream].map(async (streamName) => (await listStreamRecords({ streamName })).length),
  );
  const objects = (await listDeliveredObjects({ bucketName, prefix: "" })).length;
  return [
    {
      point: 2,
      says: "Both streams are empty, read from Trim Horizon",
      holds: counts.every((count) => count === 0),
      proof: `${inputStream}: ${counted(counts[0] ?? 0, "record")}; ${outputStream}: ${counted(counts[1] ?? 0, "record")}`,
    },
    {
      point: 3,
      says: "The bucket is empty",
      holds: objects === 0,
      proof: `${bucketName}: ${counted(objects, "object")}`,
    },
  ];
}

/** All ten points, in the order of the exam. */
export async function demoPoints(demo: Demo): Promise<DemoPoint[]> {
  const { student, delivery, empty } = demo;
  const names = [delivery.inputStream, delivery.outputStream];
  const events = (await ifItExists(() => listStreamRecords({ streamName: delivery.inputStream }))) ?? [];
  const own: DemoPoint[] = [
    {
      point: 1,
      says: "Both streams carry the student's name",
      holds: student !== "" && names.every((name) => name.includes(student)),
      proof: names.join(", "),
    },
    ...empty.map((one) =>
      one.point === 3 ? { ...one, holds: one.holds && delivery.bucketName.includes(student) } : one,
    ),
    await applicationPoint(demo),
    await firehosePoint(delivery),
    {
      point: 6,
      says: "Test metrics were published",
      holds: events.length > 0,
      proof: `${delivery.inputStream}: ${counted(events.length, "record")}`,
    },
    await tablePoint(demo),
    ...(await queryPoints(demo)),
    {
      point: 10,
      says: "Option B: the SQL code",
      holds: /\bTUMBLE\b/.test(demo.optionB) && /\bWATERMARK\b/.test(demo.optionB),
      proof: "a table with WATERMARK, a query with TUMBLE: shown in part 6",
    },
  ];
  return own.sort((a, b) => a.point - b.point);
}

/**
 * The point about the application. Only the application writes the checkpoint, and its name contains the stream that it
 * reads; only the application writes aggregates to the output stream.
 */
async function applicationPoint({ checkpoint, delivery }: Demo): Promise<DemoPoint> {
  const shards = existsSync(checkpoint)
    ? Object.keys((JSON.parse(readFileSync(checkpoint, "utf8")) as { positions?: object }).positions ?? {})
    : [];
  const records = (await ifItExists(() => listStreamRecords({ streamName: delivery.outputStream }))) ?? [];
  const written = records.filter(({ data }) => Object(data).minValue !== undefined).length;
  return {
    point: 4,
    says: "The application reads the input stream and writes the output stream",
    holds: checkpoint.includes(delivery.inputStream) && shards.length > 0 && written > 0,
    proof: `checkpoint ${checkpoint}: ${shards.length === 0 ? "not there" : `it has read ${shards.join(", ")}`}; ${delivery.outputStream}: ${counted(written, "aggregate")}`,
  };
}

async function firehosePoint({ firehoseName, outputStream, bucketName }: WindowedDelivery): Promise<DemoPoint> {
  const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName: firehoseName });
  const found = await ifItExists(() => new FirehoseClient({}).send(command));
  const settings: Settings = found?.DeliveryStreamDescription ? settingsDescribed(found.DeliveryStreamDescription) : {};
  const { "source stream": source, bucket } = settings;
  return {
    point: 5,
    says: "The Firehose reads the output stream and writes to the bucket",
    holds: source === outputStream && bucket === bucketName,
    proof: `${firehoseName}: from ${source ?? "nothing"} to ${bucket ?? "nothing"}`,
  };
}

async function tablePoint({ table, query, delivery }: Demo): Promise<DemoPoint> {
  // Glue's client is large: it is loaded only when this function is called.
  const { GetTableCommand, GlueClient } = await import("@aws-sdk/client-glue");
  const command = new GetTableCommand({ DatabaseName: query.database, Name: table });
  const location = (await ifItExists(() => new GlueClient({}).send(command)))?.Table?.StorageDescriptor?.Location;
  return {
    point: 7,
    says: "The table of the Data Catalog points to the bucket",
    holds: location?.startsWith(`s3://${delivery.bucketName}/`) ?? false,
    proof: `${query.database}.${table}: ${location ?? "not there"}`,
  };
}

async function queryPoints({ query }: Demo): Promise<DemoPoint[]> {
  const asked = await runQuery(query).catch((error: unknown) => String(error));
  const rows = typeof asked === "string" ? [] : asked.rows;
  const columns = Object.keys(rows[0] ?? {}).map((name) => name.toLowerCase());
  const missing = COLUMNS.filter((name) => !columns.includes(name.toLowerCase()));
  return [
    {
      point: 8,
      says: "Athena answers a query of the table",
      holds: rows.length > 0,
      proof: typeof asked === "string" ? asked : counted(rows.length, "row"),
    },
    {
      point: 9,
      says: "The data has the seven columns",
      holds: missing.length === 0,
      proof: missing.length === 0 ? JSON.stringify(rows[0]) : `missing: ${missing.join(", ")}`,
    },
  ];
}
