import { gzipSync } from "node:zlib";
import type { Workplace } from "./workplace";

const Bucket = "trips";
const HOURS = [10, 11];
const CITIES = ["Bonn", "Oslo", "Rome"];
/** The JVM options of Spark's own start script for Java 17, as far as this job needs them. */
const FLAGS = [
  "--add-opens=java.base/java.nio=ALL-UNNAMED",
  "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
  "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
];

/**
 * A Spark job reads gzipped JSON lines, such as Firehose delivers, and writes, overwrites and appends to partitioned
 * Parquet over S3A.
 *
 * @throws Error if the job reads back wrong sums, or leaves temporary objects behind
 */
export async function readAndWriteBySpark({ s3, startProgram }: Workplace): Promise<void> {
  await s3.createBucket({ Bucket });
  for (const hour of HOURS) {
    const lines = CITIES.flatMap((city) => [1, 2, 3].map((times) => JSON.stringify({ city, km: hour * times })));
    const Key = `delivered/2030/01/01/${hour}/trips-1-2030-01-01-${hour}-00-00-a.gz`;
    await s3.putObject({ Bucket, Key, Body: gzipSync(lines.map((line) => `${line}\n`).join("")) });
  }
  const job = startProgram("SparkJob", [Bucket], FLAGS);
  await job.waitForLines("all cities", (lines) => lines.length === 1 + CITIES.length);
  await job.end();
  // Each city has 6 × 10 + 6 × 11 km; then Oslo is overwritten with one trip of 11 km, which is also appended to Rome.
  const expected = "read 18, Bonn 126, Oslo 11, Rome 137";
  if (job.lines.join(", ") !== expected) throw new Error(`it found ${job.lines.join(", ")}, not ${expected}`);
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  const left = Contents.flatMap(({ Key = "" }) => (/_temporary|\.spark-staging/.test(Key) ? [Key] : []));
  if (left.length > 0) throw new Error(`left behind: ${left.join(", ")}`);
}
