import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Athena } from "@aws-sdk/client-athena";
import { Glue } from "@aws-sdk/client-glue";
import { createRow, getRatios, measureMs, readSetting, repeat, takeTurns, type Row, type Run } from "./bench";
import { createClients } from "./clients";
import { createLabCloud, start } from "./servers";
import { createS3Call, runForEach, openConnection } from "./wire";

const ROUNDS = 3;
/** The number of queries that are timed on a warm cloud. */
const AGAIN = 3;
const COUNTS = [1_000, readSetting("ATHENA_OBJECTS", { otherwise: 10_000 })];
const PLANNED_PARTITIONS = 100_000;
const FORMATS = { json: "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'", parquet: "STORED AS PARQUET" };
type Format = keyof typeof FORMATS;
/** The query that is timed: it reads a share of the rows, from all partitions. */
const QUERY =
  "SELECT day, count(*) AS n, max(event_timestamp) AS latest FROM levels WHERE tank_level < '200' GROUP BY day ORDER BY day";

/** Runs DuckDB in its own process: the ceiling for Athena's engine. Its cold run lasts from the start of the process to its end. */
const runDuckDb = (...args: readonly (string | number)[]): string =>
  execFileSync(process.execPath, ["bench/athena-duckdb.mjs", ...args.map(String)], { encoding: "utf8" });

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
    await pause(Math.max(2, (performance.now() - began) / 50));
  }
  const { ResultSet: set } = await athena.getQueryResults({ QueryExecutionId: id });
  return (set?.Rows ?? []).slice(1).map(({ Data: data }) => (data ?? []).map(({ VarCharValue: value }) => value));
}

const connect = (endpoint: string) => ({ endpoint, ...createClients({ athena: Athena, glue: Glue }, { endpoint }) });
type Clients = ReturnType<typeof connect>;

/** Runs `work` against the lab cloud on a folder, in a new process. Its clock runs fast: otherwise the seconds that a query spends in QUEUED and RUNNING would be measured, too. */
async function runOnCloud<T>(run: Run, data: string, work: (clients: Clients) => Promise<T>): Promise<T> {
  const { endpoint, stop } = await start(run, await createLabCloud(data, ["--speed", "100000"]));
  const figure = await work(connect(endpoint));
  await stop();
  return figure;
}

/** Makes the table, and puts a folder's files into S3. */
async function createTable({ endpoint, athena, glue }: Clients, folder: string, format: Format): Promise<void> {
  const line = openConnection(endpoint, "HTTP/1.1", 50);
  for (const bucket of ["results", "levels"]) await line.send(createS3Call("PUT", `/${bucket}`));
  const days = readdirSync(folder);
  const keys = days.flatMap((day) => readdirSync(join(folder, day)).map((name) => `${day}/${name}`));
  await runForEach(keys.length, 50, async (n) => {
    const body = readFileSync(join(folder, keys[n] ?? ""));
    const { status } = await line.send(createS3Call("PUT", `/levels/${keys[n]}`, body));
    if (status !== 200) throw new Error(`PutObject answered ${status}`);
  });
  line.close();
  await glue.createDatabase({ DatabaseInput: { Name: "bench" } });
  const columns = "station_id string, tank_level string, event_timestamp bigint";
  const table = `CREATE EXTERNAL TABLE levels (${columns}) PARTITIONED BY (day string)`;
  await query(athena, `${table} ${FORMATS[format]} LOCATION 's3://levels/'`);
  await query(athena, "MSCK REPAIR TABLE levels");
}

/** Durations in ms, and the rows that were found. */
interface Timing {
  readonly cold: number;
  readonly warm: readonly number[];
  readonly rows: string;
}

/** Times the query on a cloud that was just started, so that its caches are empty (cold), and then again (warm). */
const measureLabCloud = (run: Run, data: string): Promise<Timing> =>
  runOnCloud(run, data, async ({ athena }) => {
    let rows = "";
    const cold = await measureMs(async () => (rows = JSON.stringify(await query(athena, QUERY))));
    return { cold, warm: await repeat(AGAIN, () => measureMs(() => query(athena, QUERY))), rows };
  });

async function measureDuckDb(folder: string, format: Format): Promise<Timing> {
  const cold = await measureMs(() => runDuckDb("query", format, folder, 1));
  const { ms, rows } = JSON.parse(runDuckDb("query", format, folder, 1 + AGAIN)) as { ms: number[]; rows: unknown };
  return { cold, warm: ms.slice(1), rows: JSON.stringify(rows) };
}

async function compareFormat(run: Run, format: Format, count: number): Promise<Row[]> {
  const [data, folder] = [run.createFolder(), run.createFolder()];
  runDuckDb("make", format, folder, count);
  await runOnCloud(run, data, (clients) => createTable(clients, folder, format));
  const timings = await takeTurns(
    { ours: () => measureLabCloud(run, data), duckDb: () => measureDuckDb(folder, format) },
    { rounds: ROUNDS, warmUps: 0 },
  );
  if (new Set([...timings.ours, ...timings.duckDb].map(({ rows }) => rows)).size !== 1)
    throw new Error("Athena and DuckDB do not agree");
  return (["cold", "warm"] as const).flatMap((kind) => {
    const subject = `${count.toLocaleString("en")} objects of ${format === "json" ? "JSON" : "Parquet"}, ${kind}`;
    const [ours = [], duckDb = []] = [timings.ours, timings.duckDb].map((all) => all.flatMap((item) => item[kind]));
    return [
      createRow(subject, "ms", ours),
      createRow(`${subject}: times DuckDB's`, "≤ 1.5 ×", getRatios(ours, duckDb)),
    ];
  });
}

/** Times the planning of a query that needs one of very many partitions. The cloud's process runs already. */
async function measurePlanning(run: Run): Promise<Row> {
  const data = run.createFolder();
  await runOnCloud(run, data, async (clients) => {
    await createTable(clients, run.createFolder(), "parquet");
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
  const sql = "SELECT count(*) FROM many WHERE day = '77' AND hour = '5'";
  const values = await repeat(ROUNDS, () =>
    runOnCloud(run, data, async ({ athena }) => {
      await query(athena, "SELECT 1");
      return measureMs(() => query(athena, sql));
    }),
  );
  return createRow("first query of a table with 100,000 partitions that needs one", "≤ 300 ms", values);
}

export async function measureAthena(run: Run): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of COUNTS)
    for (const format of ["json", "parquet"] as const) rows.push(...(await compareFormat(run, format, count)));
  return [...rows, await measurePlanning(run)];
}
