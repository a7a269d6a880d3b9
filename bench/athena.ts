import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Glue } from "@aws-sdk/client-glue";
import type { Athena } from "@aws-sdk/client-athena";
import { S3 } from "@aws-sdk/client-s3";
import {
  addPartitions,
  createAthena,
  createContents,
  declare,
  query,
  QUERY,
  spread,
  type Format,
  type Service,
} from "./athena-data";
import type { Bench, Row } from "./bench";
import { startLabCloud } from "./contestants";
import { RIVAL_VERSIONS, installRivals, startRival } from "./rivals";

const COUNTS = [1_000, 10_000];
const FORMATS: readonly Format[] = ["json", "parquet"];
const ROUNDS = 3;
const AGAIN = 3;
const PLANNED_PARTITIONS = 100_000;
const GOAL = { atMost: 1.5 };
const CREDENTIALS = { accessKeyId: "any", secretAccessKey: "any" };

/** Durations in milliseconds. */
interface Runs {
  readonly cold: number[];
  readonly warm: number[];
}

const measure = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** Runs `work` against the lab cloud on a folder, in a process of its own. Its clock runs fast: otherwise the seconds that a query spends in QUEUED and RUNNING would be measured, too. */
async function onCloud(data: string, work: (service: Service, athena: Athena) => Promise<void>): Promise<void> {
  const cloud = await startLabCloud(["--data", data, "--speed", "100000"]);
  const service = { endpoint: cloud.endpoint, credentials: CREDENTIALS };
  const athena = createAthena(service);
  try {
    await work(service, athena);
  } finally {
    athena.destroy();
    await cloud.stop();
  }
}

/**
 * Times the query on a cloud that was just started again, so that its caches are empty (cold), and then again (warm).
 */
async function measureOurs(
  data: string,
  runs: Runs,
  check: (rows: readonly (string | undefined)[][]) => void,
): Promise<void> {
  await onCloud(data, async (_service, athena) => {
    runs.cold.push(
      await measure(async () => {
        check(await query(athena, QUERY));
      }),
    );
    for (let again = 0; again < AGAIN; again += 1) runs.warm.push(await measure(() => query(athena, QUERY)));
  });
}

/** Times DuckDB, called directly, on the same files; a cold run lasts from the start of a process to its end. */
async function measureDirect(folder: string, format: Format, runs: Runs): Promise<string[][]> {
  const run = (rounds: number): { ms: number[]; rows: string[][] } =>
    JSON.parse(
      execFileSync(process.execPath, ["bench/athena-duckdb.mjs", folder, format, String(rounds)], { encoding: "utf8" }),
    ) as { ms: number[]; rows: string[][] };
  runs.cold.push(await measure(() => Promise.resolve(run(1))));
  const { ms, rows } = run(1 + AGAIN);
  runs.warm.push(...ms.slice(1));
  return rows;
}

async function compareFormats(format: Format, count: number, variants: readonly Buffer[]): Promise<Row[]> {
  const [data, folder] = [
    mkdtempSync(join(tmpdir(), "bench-athena-cloud-")),
    mkdtempSync(join(tmpdir(), "bench-athena-files-")),
  ];
  try {
    await onCloud(data, async (service, athena) => {
      await createResultsBucket(service);
      await spread(service, variants, { bucket: "levels", count, folder });
      await declare(athena, "levels", format);
      await addPartitions(athena);
    });
    const mine: Runs = { cold: [], warm: [] };
    const duckDbs: Runs = { cold: [], warm: [] };
    // The two take turns, so that whatever else the machine does slows both alike.
    for (let round = 0; round < ROUNDS; round += 1) {
      const reference = JSON.stringify(await measureDirect(folder, format, duckDbs));
      await measureOurs(data, mine, (rows) => {
        if (JSON.stringify(rows) !== reference) throw new Error("Athena and DuckDB do not agree");
      });
    }
    const subject = `${count.toLocaleString("en")} objects of ${NAMES[format]}`;
    return (["cold", "warm"] as const).flatMap((kind): Row[] => [
      { what: `${subject}, ${kind}`, unit: "ms", values: mine[kind] },
      { what: `${subject}, ${kind}: DuckDB`, unit: "ms", values: duckDbs[kind] },
      {
        what: `${subject}, ${kind}: times DuckDB's`,
        unit: "×",
        values: mine[kind].map((value, index) => value / (duckDbs[kind][index] ?? NaN)),
        goal: GOAL,
      },
    ]);
  } finally {
    for (const created of [data, folder]) rmSync(created, { recursive: true, force: true });
  }
}

const NAMES: Readonly<Record<Format, string>> = { json: "JSON", parquet: "Parquet" };

/** Makes a bucket for results, and a database: by Glue, since not every rival understands CREATE DATABASE. */
async function createResultsBucket({ endpoint, credentials }: Service): Promise<void> {
  const [s3, glue] = [
    new S3({ endpoint, credentials, region: "us-east-1", forcePathStyle: true }),
    new Glue({ endpoint, credentials, region: "us-east-1" }),
  ];
  await s3.createBucket({ Bucket: "results" });
  await glue.createDatabase({ DatabaseInput: { Name: "bench" } });
  s3.destroy();
  glue.destroy();
}

/** Times the planning of a query that needs one of very many partitions. The cloud's process runs already. */
async function measurePlanning(): Promise<Row> {
  const data = mkdtempSync(join(tmpdir(), "bench-athena-plan-"));
  await onCloud(data, async (service, athena) => {
    await createResultsBucket(service);
    await query(
      athena,
      "CREATE EXTERNAL TABLE many (n int) PARTITIONED BY (day string, hour string) STORED AS PARQUET LOCATION 's3://results/none/'",
    );
    const glue = new Glue({ ...service, region: "us-east-1" });
    for (let from = 0; from < PLANNED_PARTITIONS; from += 100) {
      const inputs = Array.from({ length: 100 }, (_, offset) => [
        String(Math.floor((from + offset) / 25)),
        String((from + offset) % 25),
      ]);
      await glue.batchCreatePartition({
        DatabaseName: "bench",
        TableName: "many",
        PartitionInputList: inputs.map((Values) => ({
          Values,
          StorageDescriptor: { Location: `s3://results/none/${Values.join("/")}/` },
        })),
      });
    }
    glue.destroy();
  });
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await onCloud(data, async (_service, athena) => {
      await query(athena, "SELECT 1");
      values.push(await measure(() => query(athena, "SELECT count(*) FROM many WHERE day = '77' AND hour = '5'")));
    });
  }
  rmSync(data, { recursive: true, force: true });
  return {
    what: "first query of a table with 100,000 partitions that needs one",
    unit: "ms",
    values,
    goal: { atMost: 300 },
  };
}

/** Times MiniStack's Athena, which runs on DuckDB, too: its partitions are the folders that it finds in the bucket. */
async function measureRival(root: string, variants: Readonly<Record<Format, readonly Buffer[]>>): Promise<Row[]> {
  const { child, endpoint } = await startRival("MiniStack", installRivals(root));
  const folder = mkdtempSync(join(tmpdir(), "bench-athena-rival-"));
  const service = { endpoint, credentials: CREDENTIALS };
  const rows: Row[] = [];
  try {
    for (
      let tries = 0;
      tries < 100 &&
      !(await fetch(endpoint).then(
        () => true,
        () => false,
      ));
      tries += 1
    )
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    await createResultsBucket(service);
    const athena = createAthena(service);
    for (const format of FORMATS) {
      await spread(service, variants[format], { bucket: `levels-${format}`, count: 1_000, folder });
      await declare(athena, `levels-${format}`, format);
      const values: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1)
        values.push(
          await measure(async () => {
            if ((await query(athena, QUERY)).length === 0) throw new Error("it finds no rows");
          }),
        );
      rows.push({ what: `1,000 objects of ${NAMES[format]}, MiniStack`, unit: "ms", values });
      await query(athena, "DROP TABLE levels");
    }
    athena.destroy();
  } catch (error) {
    console.log(
      `  MiniStack's Athena cannot: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`,
    );
  } finally {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

export const athena: Bench = {
  name: "athena",
  does: "queries over small partitioned objects from StartQueryExecution to their rows, beside DuckDB called directly on the same files and MiniStack (BENCH_RIVALS=none leaves it out); planning over many partitions.",
  beside: RIVAL_VERSIONS,
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), "bench-athena-"));
    const variants = await createContents(folder);
    rmSync(folder, { recursive: true });
    const rows: Row[] = [];
    for (const count of COUNTS)
      for (const format of FORMATS) rows.push(...(await compareFormats(format, count, variants[format])));
    rows.push(await measurePlanning());
    return process.env["BENCH_RIVALS"] === "none" ? rows : [...rows, ...(await measureRival(root, variants))];
  },
};
