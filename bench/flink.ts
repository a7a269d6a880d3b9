import { Kinesis } from "@aws-sdk/client-kinesis";
import { setTimeout as pause } from "node:timers/promises";
import { openFlink } from "../src/flink/flink-session";
import { kinesis } from "../src/flink/kinesis-options";
import { sql } from "../src/flink/sql";
import { closingEvent, metricEvents } from "../src/generators/metric-events";
import { windowedMetricsSql } from "../src/metrics/windowed-metrics-sql";
import { putAll } from "../src/streaming/put-all";
import { createRow, measureSeconds, readSetting, repeat, type Row, type Run } from "./bench";
import { startLabCloud, type Server } from "./servers";

const ROUNDS = readSetting("FLINK_ROUNDS", { otherwise: 3 });
const EVENTS = readSetting("FLINK_EVENTS", { otherwise: 240_000 });
const SHARDS = 24;
/** The number of calls in flight that write the events; a shard takes 1,000 records a second. */
const WRITERS = 8;
const NOON = new Date("2030-01-01T12:00:00Z");

interface Round {
  readonly readyS: number;
  readonly firstAggregateS: number;
  readonly memoryMb: number;
}

export async function measureFlink(run: Run): Promise<Row[]> {
  const before = { ...process.env };
  run.onEnd(() => (process.env = before));
  /** Runs a measurement on its own lab cloud, which it finds by the environment, as a notebook does. */
  const runOnCloud = async <T>(measure: (cloud: Server, client: Kinesis) => Promise<T>): Promise<T> => {
    const cloud = await startLabCloud(run, ["--allow-code"]);
    const keys = { AWS_ACCESS_KEY_ID: "any", AWS_SECRET_ACCESS_KEY: "any" };
    Object.assign(process.env, { AWS_ENDPOINT_URL: cloud.endpoint, AWS_REGION: "us-east-1", ...keys });
    const client = new Kinesis({});
    run.onEnd(() => client.destroy());
    const figure = await measure(cloud, client);
    await cloud.stop();
    return figure;
  };
  const rounds = await repeat(ROUNDS, () => runOnCloud(playRound));
  const passed = await runOnCloud(measureThroughput);
  const getValues = (figure: keyof Round): number[] => rounds.map((round) => round[figure]);
  return [
    createRow("engine ready", "≤ 6 s", getValues("readyS")),
    createRow("first aggregate after the INSERT", "≤ 10 s", getValues("firstAggregateS")),
    createRow("memory of Flink and the lab cloud, a job running", "≤ 1200 MB", getValues("memoryMb")),
    createRow(`${EVENTS} events from Kinesis to Kinesis`, "≥ 20000 /s", [passed]),
  ];
}

async function playRound(cloud: Server, client: Kinesis): Promise<Round> {
  const readyS = await measureSeconds(() => ask(cloud, "POST"));
  for (const name of ["events", "windows"]) await createStream(client, name, 1);
  const events = metricEvents({ seed: 1, count: 500, from: NOON });
  await write(client, [...events, closingEvent(new Date(NOON.getTime() + 86_400_000))]);
  const session = await openFlink();
  const { tables, insert } = windowedMetricsSql({ source: "events", sink: "windows" });
  for (const table of tables) await session.run(table);
  const inserted = performance.now();
  const job = await session.insert(insert);
  await waitForRecords(client, "windows", 1);
  const firstAggregateS = (performance.now() - inserted) / 1000;
  const { memory = NaN } = await ask(cloud, "GET");
  const memoryMb = memory / 1024 ** 2 + cloud.readMemoryMb();
  await session.stop(job);
  return { readyS, firstAggregateS, memoryMb };
}

/** @returns the events a second of Flink, from the first to the last event in its sink */
async function measureThroughput(cloud: Server, client: Kinesis): Promise<number> {
  for (const name of ["events", "passed"]) await createStream(client, name, SHARDS);
  await write(client, metricEvents({ seed: 2, count: EVENTS, from: NOON }));
  await ask(cloud, "POST");
  const session = await openFlink({ settings: { "parallelism.default": "2" } });
  const columns = sql`(componentName STRING, metricName STRING, unit STRING, \`value\` DOUBLE, \`timestamp\` STRING)`;
  await session.run(sql`CREATE TABLE events ${columns} ${kinesis({ stream: "events" })}`);
  // Flink's sink picks the shard of each row at random: by default all rows of one writer go to the same shard for a
  // while.
  const options = { "sink.partitioner": "random", "sink.batch.max-size": "500" };
  await session.run(sql`CREATE TABLE passed ${columns} ${kinesis({ stream: "passed", options })}`);
  const job = await session.insert(sql`INSERT INTO passed SELECT * FROM events`);
  const arrivals = await waitForRecords(client, "passed", EVENTS);
  await session.stop(job);
  return EVENTS / ((arrivals.lastMs - arrivals.firstMs) / 1000);
}

/** Reads a stream until it has this many records. @returns the arrival times of the first and the last, in ms of the cloud's clock */
async function waitForRecords(client: Kinesis, StreamName: string, expected: number) {
  const { Shards = [] } = await client.listShards({ StreamName });
  const iterators = Shards.map(async ({ ShardId }) => {
    const found = await client.getShardIterator({ StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" });
    return found.ShardIterator;
  });
  let next = await Promise.all(iterators);
  let [count, firstMs, lastMs] = [0, Infinity, 0];
  for (;;) {
    next = await Promise.all(
      next.map(async (ShardIterator) => {
        const { Records = [], NextShardIterator } = await client.getRecords({ ShardIterator });
        count += Records.length;
        for (const { ApproximateArrivalTimestamp: at } of Records) {
          firstMs = Math.min(firstMs, at?.getTime() ?? Infinity);
          lastMs = Math.max(lastMs, at?.getTime() ?? 0);
        }
        return NextShardIterator;
      }),
    );
    if (count >= expected) return { firstMs, lastMs };
    // AWS's limit is five reads of a shard a second.
    await pause(expected === 1 ? 100 : 1_000);
  }
}

async function createStream(client: Kinesis, StreamName: string, ShardCount: number): Promise<void> {
  await client.createStream({ StreamName, ShardCount });
  const readStatus = async () =>
    (await client.describeStreamSummary({ StreamName })).StreamDescriptionSummary?.StreamStatus;
  while ((await readStatus()) !== "ACTIVE") await pause(100);
}

async function write(client: Kinesis, events: readonly object[]): Promise<void> {
  const records = events.map((event, at) => ({
    PartitionKey: String(at % 997),
    Data: Buffer.from(JSON.stringify(event)),
  }));
  const share = Math.ceil(records.length / WRITERS);
  await Promise.all(
    Array.from({ length: WRITERS }, (_, at) =>
      putAll(client, { streamName: "events", records: records.slice(at * share, (at + 1) * share) }),
    ),
  );
}

/** Asks the lab cloud about its Flink, or starts it. @throws Error if Flink cannot be started */
async function ask({ endpoint }: Server, method: "GET" | "POST"): Promise<{ readonly memory?: number }> {
  const reply = await fetch(`${endpoint}/_lab/flink`, { method });
  // The border: the lab cloud itself writes this answer.
  const answer = (await reply.json()) as { readonly memory?: number; readonly message?: string };
  if (!reply.ok) throw new Error(answer.message);
  return answer;
}
