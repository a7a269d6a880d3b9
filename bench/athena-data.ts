import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Athena } from "@aws-sdk/client-athena";
import { S3 } from "@aws-sdk/client-s3";
import { DuckDBInstance } from "@duckdb/node-api";
import { createAwsHeaders, openConnection } from "./wire";

/** Rows in each object: about what Firehose delivers in a minute for a few stations. */
const ROWS = 20;
/** The number of different contents; the objects take the contents in turn. */
const VARIANTS = 100;
const PARTITIONS = 100;

/** The query that is timed: it reads a share of the rows, from all partitions. */
export const QUERY =
  "SELECT day, count(*) AS n, max(event_timestamp) AS latest FROM levels WHERE tank_level < '200' GROUP BY day ORDER BY day";
const COLUMNS = "station_id string, tank_level string, event_timestamp bigint";
const SERDES = {
  json: "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'",
  parquet: "STORED AS PARQUET",
} as const;
export type Format = keyof typeof SERDES;

export interface Service {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The contents of the objects: the same rows as JSON lines and as Parquet. */
export async function createContents(folder: string): Promise<Record<Format, Buffer[]>> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const created: Record<Format, Buffer[]> = { json: [], parquet: [] };
  for (let variant = 0; variant < VARIANTS; variant += 1) {
    const rows = Array.from({ length: ROWS }, (_, row) => ({
      station_id: String(row),
      tank_level: String(100 + ((variant * 37 + row * 91) % 900)),
      event_timestamp: 1_900_000_000 + variant * 60 + row,
    }));
    created.json.push(Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join("")));
    const path = join(folder, "variant.parquet");
    await connection.run(
      `COPY (SELECT * FROM (VALUES ${rows.map((row) => `('${row.station_id}', '${row.tank_level}', CAST(${row.event_timestamp} AS BIGINT))`).join(", ")}) AS t(station_id, tank_level, event_timestamp)) TO '${path}' (FORMAT parquet)`,
    );
    created.parquet.push(readFileSync(path));
  }
  connection.closeSync();
  instance.closeSync();
  return created;
}

const getKey = (index: number): string => `day=${String(index % PARTITIONS).padStart(3, "0")}/object-${index}`;

/** Puts the objects into S3, and writes the same bytes as files into a folder. */
export async function spread(
  { endpoint, credentials }: Service,
  variants: readonly Buffer[],
  { bucket, count, folder }: { readonly bucket: string; readonly count: number; readonly folder: string },
): Promise<void> {
  const s3 = new S3({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
  await s3.createBucket({ Bucket: bucket });
  s3.destroy();
  const line = openConnection(endpoint, "HTTP/1.1", 50);
  for (let from = 0; from < count; from += 50) {
    await Promise.all(
      Array.from({ length: Math.min(50, count - from) }, async (_, offset) => {
        const [key, body] = [getKey(from + offset), variants[(from + offset) % VARIANTS]];
        const path = join(folder, key);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, body ?? "");
        const { status } = await line.send({
          method: "PUT",
          path: `/${bucket}/${key}`,
          headers: { ...createAwsHeaders("s3"), "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
          body: body ?? Buffer.alloc(0),
        });
        if (status !== 200) throw new Error(`PutObject answered ${status}`);
      }),
    );
  }
  line.close();
}

/**
 * Runs a statement and waits for its end.
 *
 * @returns the rows of its result, without the header
 * @throws Error if the statement fails
 */
export async function query(athena: Athena, sql: string): Promise<(string | undefined)[][]> {
  const { QueryExecutionId: id = "" } = await athena.startQueryExecution({
    QueryString: sql,
    QueryExecutionContext: { Database: "bench" },
    ResultConfiguration: { OutputLocation: "s3://results/" },
  });
  const began = performance.now();
  for (;;) {
    const { QueryExecution: execution } = await athena.getQueryExecution({ QueryExecutionId: id });
    const { State: state, StateChangeReason: reason } = execution?.Status ?? {};
    if (state === "FAILED" || state === "CANCELLED") throw new Error(reason);
    if (state === "SUCCEEDED") break;
    // GetQueryExecution takes processor time from the query itself, so the pause grows with it: the end is seen a
    // fiftieth too late at most.
    const wait = Math.max(2, (performance.now() - began) / 50);
    await new Promise((resolve) => {
      setTimeout(resolve, wait);
    });
  }
  const { ResultSet: set } = await athena.getQueryResults({ QueryExecutionId: id });
  return (set?.Rows ?? []).slice(1).map(({ Data: data }) => (data ?? []).map(({ VarCharValue: value }) => value));
}

export const createAthena = ({ endpoint, credentials }: Service): Athena =>
  new Athena({ endpoint, credentials, region: "us-east-1" });

/** Declares the table over a bucket, partitioned by day. */
export async function declare(athena: Athena, bucket: string, format: Format): Promise<void> {
  await query(
    athena,
    `CREATE EXTERNAL TABLE levels (${COLUMNS}) PARTITIONED BY (day string) ${SERDES[format]} LOCATION 's3://${bucket}/'`,
  );
}

/** Adds a partition for each day. */
export async function addPartitions(athena: Athena): Promise<void> {
  const partitions = Array.from(
    { length: PARTITIONS },
    (_, day) => `PARTITION (day = '${String(day).padStart(3, "0")}')`,
  );
  await query(athena, `ALTER TABLE levels ADD ${partitions.join(" ")}`);
}
