import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Athena } from "@aws-sdk/client-athena";
import { Glue } from "@aws-sdk/client-glue";
import { getRatios, measureMs, readSetting, takeTurns, type Bench, type Row } from "./bench";
import { startLabCloudOn } from "./contestants";
import { createS3Call, openConnection } from "./wire";

const ROUNDS = 3;
/** The number of queries that are timed on a warm cloud. */
const AGAIN = 3;
const COUNTS = [1_000, readSetting("ATHENA_OBJECTS", { otherwise: 10_000 })];
/** Rows in each object: about what Firehose delivers in a minute for a few stations. */
const ROWS_OF_AN_OBJECT = 20;
/** The number of different contents; the objects take the contents in turn. */
const VARIANTS = 100;
const DAYS = Array.from({ length: 100 }, (_, day) => String(day).padStart(3, "0"));
const PLANNED_PARTITIONS = 100_000;
const CREDENTIALS = { accessKeyId: "any", secretAccessKey: "any" };
const FORMATS = { json: "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'", parquet: "STORED AS PARQUET" };
type Format = keyof typeof FORMATS;
/** The query that is timed: it reads a share of the rows, from all partitions. */
const QUERY =
  "SELECT day, count(*) AS n, max(event_timestamp) AS latest FROM levels WHERE tank_level < '200' GROUP BY day ORDER BY day";

/** Queries DuckDB, in its own process: the ceiling for Athena's engine. Its cold run lasts from the start of the process to its end. */
const askDuckDb = <T>(...args: readonly string[]): T =>
  JSON.parse(execFileSync(process.execPath, ["bench/athena-duckdb.mjs", ...args], { encoding: "utf8" })) as T;

/** Runs a statement and waits for its end. @returns the rows of its result, without the header @throws Error if it fails */
async function query(athena: Athena, sql: string): Promise<(string | undefined)[][]> {
  const { QueryExecutionId: id } = await athena.startQueryExecution({
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
    // GetQueryExecution takes processor time from the query itself, so the pause grows with the query's duration:
    // the end is noticed at most 2 % late.
    const wait = Math.max(2, (performance.now() - began) / 50);
    await new Promise((resolve) => {
      setTimeout(resolve, wait);
    });
  }
  const { ResultSet: set } = await athena.getQueryResults({ QueryExecutionId: id });
  return (set?.Rows ?? []).slice(1).map(({ Data: data }) => (data ?? []).map(({ VarCharValue: value }) => value));
}

interface Clients {
  readonly endpoint: string;
  readonly athena: Athena;
  readonly glue: Glue;
}

/** Runs `work` against the lab cloud on a folder, in its own process. Its clock runs fast: otherwise the seconds that a query spends in QUEUED and RUNNING would be measured, too. */
async function runOnCloud<T>(data: string, work: (clients: Clients) => Promise<T>): Promise<T> {
  const { endpoint, stop } = await startLabCloudOn(data, ["--speed", "100000"]);
  const config = { endpoint, credentials: CREDENTIALS, region: "us-east-1" };
  const [athena, glue] = [new Athena(config), new Glue(config)];
  try {
    return await work({ endpoint, athena, glue });
  } finally {
    athena.destroy();
    glue.destroy();
    await stop();
  }
}

async function useFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "bench-athena-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the table, puts its objects into S3, and writes the same bytes as files into a folder. */
async function createTable(
  { endpoint, athena, glue }: Clients,
  { format, folder, count }: { readonly format: Format; readonly folder: string; readonly count: number },
): Promise<void> {
  const line = openConnection(endpoint, "HTTP/1.1", 50);
  for (const bucket of ["results", "levels"]) await line.send(createS3Call("PUT", `/${bucket}`));
  const contents = askDuckDb<string[]>("contents", format, String(VARIANTS), String(ROWS_OF_AN_OBJECT));
  for (let from = 0; from < count; from += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - from) }, async (_, offset) => {
        const index = from + offset;
        const key = `day=${DAYS[index % DAYS.length] ?? ""}/object-${index}`;
        const body = Buffer.from(contents[index % VARIANTS] ?? "", "base64");
        mkdirSync(dirname(join(folder, key)), { recursive: true });
        writeFileSync(join(folder, key), body);
        const { status } = await line.send(createS3Call("PUT", `/levels/${key}`, body));
        if (status !== 200) throw new Error(`PutObject answered ${status}`);
      }),
    );
  line.close();
  await glue.createDatabase({ DatabaseInput: { Name: "bench" } });
  const columns = "station_id string, tank_level string, event_timestamp bigint";
  await query(
    athena,
    `CREATE EXTERNAL TABLE levels (${columns}) PARTITIONED BY (day string) ${FORMATS[format]} LOCATION 's3://levels/'`,
  );
  await query(athena, `ALTER TABLE levels ADD ${DAYS.map((day) => `PARTITION (day = '${day}')`).join(" ")}`);
}

/** Durations in ms, and the rows that were found. */
interface Run {
  readonly cold: number;
  readonly warm: readonly number[];
  readonly rows: string;
}

/** Times the query on a cloud that was just started, so that its caches are empty (cold), and then again (warm). */
const measureLabCloud = (data: string): Promise<Run> =>
  runOnCloud(data, async ({ athena }) => {
    let rows = "";
    const cold = await measureMs(async () => (rows = JSON.stringify(await query(athena, QUERY))));
    const warm: number[] = [];
    while (warm.length < AGAIN) warm.push(await measureMs(() => query(athena, QUERY)));
    return { cold, warm, rows };
  });

async function measureDuckDb(folder: string, format: Format): Promise<Run> {
  const cold = await measureMs(() => askDuckDb("query", format, folder, "1"));
  const { ms, rows } = askDuckDb<{ ms: number[]; rows: unknown }>("query", format, folder, String(1 + AGAIN));
  return { cold, warm: ms.slice(1), rows: JSON.stringify(rows) };
}

const compareFormat = (format: Format, count: number): Promise<Row[]> =>
  useFolder((data) =>
    useFolder(async (folder) => {
      await runOnCloud(data, (clients) => createTable(clients, { format, folder, count }));
      const runs = await takeTurns(
        { ours: () => measureLabCloud(data), duckDb: () => measureDuckDb(folder, format) },
        { rounds: ROUNDS, warmUps: 0 },
      );
      if (new Set([...runs.ours, ...runs.duckDb].map(({ rows }) => rows)).size !== 1)
        throw new Error("Athena and DuckDB do not agree");
      return (["cold", "warm"] as const).flatMap((kind): Row[] => {
        const subject = `${count.toLocaleString("en")} objects of ${format === "json" ? "JSON" : "Parquet"}, ${kind}`;
        const [ours, duckDb] = [runs.ours, runs.duckDb].map((all) => all.flatMap((run) => run[kind]));
        return [
          { what: subject, unit: "ms", values: ours ?? [] },
          {
            what: `${subject}: times DuckDB's`,
            unit: "×",
            values: getRatios(ours ?? [], duckDb ?? []),
            goal: { atMost: 1.5 },
          },
        ];
      });
    }),
  );

/** Times the planning of a query that needs one of very many partitions. The cloud's process runs already. */
const measurePlanning = (): Promise<Row> =>
  useFolder(async (data) => {
    await runOnCloud(data, async (clients) => {
      await useFolder((folder) => createTable(clients, { format: "parquet", folder, count: 0 }));
      const table = "CREATE EXTERNAL TABLE many (n int) PARTITIONED BY (day string, hour string) STORED AS PARQUET";
      await query(clients.athena, `${table} LOCATION 's3://results/none/'`);
      for (let from = 0; from < PLANNED_PARTITIONS; from += 100)
        await clients.glue.batchCreatePartition({
          DatabaseName: "bench",
          TableName: "many",
          PartitionInputList: Array.from({ length: 100 }, (_, offset) => {
            const Values = [String(Math.floor((from + offset) / 25)), String((from + offset) % 25)];
            return { Values, StorageDescriptor: { Location: `s3://results/none/${Values.join("/")}/` } };
          }),
        });
    });
    const values: number[] = [];
    while (values.length < ROUNDS)
      await runOnCloud(data, async ({ athena }) => {
        await query(athena, "SELECT 1");
        const sql = "SELECT count(*) FROM many WHERE day = '77' AND hour = '5'";
        values.push(await measureMs(() => query(athena, sql)));
      });
    const subject = "first query of a table with 100,000 partitions that needs one";
    return { what: subject, unit: "ms", values, goal: { atMost: 300 } };
  });

export const athena: Bench = {
  name: "athena",
  does: "queries over small partitioned objects from StartQueryExecution to their rows, beside DuckDB called directly on the same files; planning over many partitions (ATHENA_OBJECTS).",
  async run() {
    const rows: Row[] = [];
    for (const count of COUNTS)
      for (const format of ["json", "parquet"] as const) rows.push(...(await compareFormat(format, count)));
    return [...rows, await measurePlanning()];
  },
};
