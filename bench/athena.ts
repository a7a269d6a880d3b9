import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BatchCreatePartitionCommand, GlueClient } from "@aws-sdk/client-glue";
import type { AthenaClient } from "@aws-sdk/client-athena";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { buildCloud } from "../cloud/build.mjs";
import { startCloud } from "../cloud/index";
import { athenaOf, contents, declare, query, QUERY, spread, type Format, type Service } from "./athena-data";
import type { Bench, Row } from "./bench";
import { rivalsInstalled, startRival } from "./rivals";

const COUNTS = [1_000, 10_000];
const FORMATS: readonly Format[] = ["json", "parquet"];
const ROUNDS = 5;
const PLANNED_PARTITIONS = 100_000;
const GOAL = { atMost: 1.5 };

interface Runs {
  readonly cold: number[];
  readonly warm: number[];
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** Queries on a cloud that has just been started again, so that nothing is known yet, and then again. */
async function ours(data: string, check: (rows: readonly (string | undefined)[][]) => void): Promise<Runs> {
  const runs: Runs = { cold: [], warm: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    // The clock runs fast, or the states' own seconds would be measured.
    const cloud = await startCloud({ port: 0, data, speed: 100_000, log: () => undefined });
    const athena = athenaOf(cloud);
    runs.cold.push(await timed(async () => { check(await query(athena, QUERY)); }));
    for (let again = 0; again < 3; again += 1) runs.warm.push(await timed(() => query(athena, QUERY)));
    athena.destroy();
    await cloud.stop();
  }
  return runs;
}

/** The same files, and DuckDB called directly; cold is a process from its start to its end. */
function direct(folder: string, format: Format): Runs & { readonly rows: string[][] } {
  const run = (rounds: number): { ms: number[]; rows: string[][] } =>
    JSON.parse(execFileSync(process.execPath, ["bench/athena-duckdb.mjs", folder, format, String(rounds)], { encoding: "utf8" })) as { ms: number[]; rows: string[][] };
  const cold = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    run(1);
    return performance.now() - began;
  });
  const { ms, rows } = run(3 * ROUNDS + 1);
  return { cold, warm: ms.slice(1), rows };
}

async function compared(format: Format, count: number, variants: readonly Buffer[]): Promise<Row[]> {
  const [data, folder] = [mkdtempSync(join(tmpdir(), "bench-athena-cloud-")), mkdtempSync(join(tmpdir(), "bench-athena-files-"))];
  try {
    const cloud = await startCloud({ port: 0, data, speed: 100_000, log: () => undefined });
    await prepared(cloud, async (athena) => {
      await spread(cloud, variants, { bucket: "levels", count, folder });
      await declare(athena, "levels", format);
    });
    await cloud.stop();
    const reference = direct(folder, format);
    const runs = await ours(data, (rows) => {
      if (JSON.stringify(rows) !== JSON.stringify(reference.rows)) throw new Error("Athena and DuckDB do not agree");
    });
    const share = (a: readonly number[], b: readonly number[]): number[] => a.map((value, index) => value / (b[index] ?? NaN));
    const what = `${count.toLocaleString("en")} objects of ${format === "json" ? "JSON" : "Parquet"}`;
    return [
      { what: `${what}, cold`, unit: "ms", values: runs.cold },
      { what: `${what}, cold: times DuckDB's`, unit: "×", values: share(runs.cold, reference.cold), goal: GOAL },
      { what: `${what}, warm`, unit: "ms", values: runs.warm },
      { what: `${what}, warm: times DuckDB's`, unit: "×", values: share(runs.warm, reference.warm), goal: GOAL },
    ];
  } finally {
    for (const made of [data, folder]) rmSync(made, { recursive: true, force: true });
  }
}

async function prepared(service: Service, work: (athena: AthenaClient) => Promise<void>): Promise<void> {
  const s3 = new S3Client({ endpoint: service.endpoint, credentials: service.credentials, region: "us-east-1", forcePathStyle: true });
  const athena = athenaOf(service);
  await s3.send(new CreateBucketCommand({ Bucket: "results" }));
  await query(athena, "CREATE DATABASE bench");
  await work(athena);
  athena.destroy();
  s3.destroy();
}

/** A table of very many partitions, of which a query needs one. The process runs already: what is timed is the planning. */
async function planning(): Promise<Row> {
  const data = mkdtempSync(join(tmpdir(), "bench-athena-plan-"));
  const made = await startCloud({ port: 0, data, speed: 100_000, log: () => undefined });
  await prepared(made, async (athena) => {
    await query(athena, "CREATE EXTERNAL TABLE many (n int) PARTITIONED BY (day string, hour string) STORED AS PARQUET LOCATION 's3://results/none/'");
    const glue = new GlueClient({ endpoint: made.endpoint, credentials: made.credentials, region: "us-east-1" });
    for (let from = 0; from < PLANNED_PARTITIONS; from += 100) {
      const inputs = Array.from({ length: 100 }, (_, offset) => [String(Math.floor((from + offset) / 25)), String((from + offset) % 25)]);
      await glue.send(new BatchCreatePartitionCommand({ DatabaseName: "bench", TableName: "many", PartitionInputList: inputs.map((Values) => ({ Values, StorageDescriptor: { Location: `s3://results/none/${Values.join("/")}/` } })) }));
    }
    glue.destroy();
  });
  await made.stop();
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const cloud = await startCloud({ port: 0, data, speed: 100_000, log: () => undefined });
    const athena = athenaOf(cloud);
    await query(athena, "SELECT 1");
    values.push(await timed(() => query(athena, "SELECT count(*) FROM many WHERE day = '77' AND hour = '5'")));
    athena.destroy();
    await cloud.stop();
  }
  rmSync(data, { recursive: true, force: true });
  return { what: "first query of a table with 100,000 partitions that needs one", unit: "ms", values, goal: { atMost: 300 } };
}

/** MiniStack's Athena on the same objects of JSON, where it answers as it should. */
async function rival(root: string, variants: readonly Buffer[]): Promise<Row[]> {
  const process = await startRival("MiniStack", rivalsInstalled(root));
  const folder = mkdtempSync(join(tmpdir(), "bench-athena-rival-"));
  const service = { endpoint: process.endpoint, credentials: { accessKeyId: "any", secretAccessKey: "any" } };
  const what = "1,000 objects of JSON, MiniStack's Athena";
  try {
    for (let tries = 0; tries < 100 && !(await fetch(process.endpoint).then(() => true, () => false)); tries += 1) await new Promise((resolve) => { setTimeout(resolve, 100); });
    const values: number[] = [];
    await prepared(service, async (athena) => {
      await spread(service, variants, { bucket: "levels", count: 1_000, folder });
      await declare(athena, "levels", "json");
      for (let round = 0; round < ROUNDS; round += 1) values.push(await timed(async () => { if ((await query(athena, QUERY)).length === 0) throw new Error("it finds no rows"); }));
    });
    return [{ what, unit: "ms", values }];
  } catch (error) {
    console.log(`  ${what}: cannot (${error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error)})`);
    return [];
  } finally {
    process.child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

export const athena: Bench = {
  name: "athena",
  does: "queries over small partitioned objects from StartQueryExecution to their rows, beside DuckDB called directly on the same files; planning over many partitions.",
  async run(root) {
    await buildCloud();
    const folder = mkdtempSync(join(tmpdir(), "bench-athena-"));
    const variants = await contents(folder);
    rmSync(folder, { recursive: true });
    const rows: Row[] = [];
    for (const count of COUNTS) for (const format of FORMATS) rows.push(...(await compared(format, count, variants[format])));
    return [...rows, await planning(), ...(await rival(root, variants.json))];
  },
};
