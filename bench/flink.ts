import { Kinesis } from "@aws-sdk/client-kinesis";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openFlink, type FlinkSession } from "../src/flink/flink-session";
import { kinesis } from "../src/flink/kinesis-options";
import { sql } from "../src/flink/sql";
import { closingEvent, metricEvents } from "../src/generators/metric-events";
import { windowedMetricsSql } from "../src/metrics/windowed-metrics-sql";
import { putAll } from "../src/streaming/put-all";
import { spawnScript } from "../src/testing/spawn-script";
import type { Bench, Row } from "./bench";
import { startLabCloud, type Contestant } from "./contestants";

const ROUNDS = Number(process.env["FLINK_ROUNDS"] ?? 3);
const EVENTS = Number(process.env["FLINK_EVENTS"] ?? 240_000);
const SHARDS = 24;
/** The number of calls in flight that write the events; a shard takes 1,000 records a second. */
const WRITERS = 8;
const NOON = new Date("2030-01-01T12:00:00Z");
const OPTION_A = "course/04-windowed-delivery/scripts/src/metrics/app/windowed-metrics-app.ts";

/** The figures of one round. */
interface Round {
  readonly readyS: number;
  readonly firstAggregateS: number;
  readonly footprintMb: number;
}

export const flink: Bench = {
  name: "flink",
  does: "Flink behind the lab cloud: from the first call to an engine that is ready, from an INSERT to the first aggregate in its stream; and events a second, from 24 shards into 24",
  async run() {
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await runInCloud(runRound));
    const { passed, aggregated } = await runInCloud(measureThroughput);
    return [
      ...createRows(rounds),
      {
        what: `Flink, ${EVENTS} events from Kinesis to Kinesis`,
        unit: "/s",
        values: [passed],
        goal: { atLeast: 20_000 },
      },
      { what: "option A, the same events into windows", unit: "/s", values: [aggregated] },
    ];
  },
};

const createRows = (rounds: readonly Round[]): readonly Row[] => [
  { what: "engine ready", unit: "s", values: rounds.map(({ readyS }) => readyS), goal: { atMost: 6 } },
  {
    what: "first aggregate after the INSERT",
    unit: "s",
    values: rounds.map(({ firstAggregateS }) => firstAggregateS),
    goal: { atMost: 10 },
  },
  {
    what: "memory of Flink and the lab cloud, a job running",
    unit: "MB",
    values: rounds.map(({ footprintMb }) => footprintMb),
    goal: { atMost: 1_200 },
  },
];

/** The lab cloud of one measurement, and a client for it. */
interface MeasuredCloud {
  readonly cloud: Contestant;
  readonly client: Kinesis;
}

/** Runs a measurement on a lab cloud of its own, which it finds by the environment, as a notebook does. */
async function runInCloud<T>(measure: (measured: MeasuredCloud) => Promise<T>): Promise<T> {
  const cloud = await startLabCloud(["--allow-code"]);
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "any",
    AWS_SECRET_ACCESS_KEY: "any",
  });
  const client = new Kinesis({});
  try {
    return await measure({ cloud, client });
  } finally {
    client.destroy();
    await cloud.stop();
    process.env = before;
  }
}

async function runRound({ cloud, client }: MeasuredCloud): Promise<Round> {
  const began = performance.now();
  await ask(cloud, "POST");
  const readyS = (performance.now() - began) / 1000;
  for (const name of ["events", "windows"]) await createStream(client, name, 1);
  const events = [
    ...metricEvents({ seed: 1, count: 500, from: NOON }),
    closingEvent(new Date(NOON.getTime() + 86_400_000)),
  ];
  await write(client, "events", events);
  const session = await openFlink();
  const { tables, insert } = windowedMetricsSql({ source: "events", sink: "windows" });
  for (const table of tables) await session.run(table);
  const inserted = performance.now();
  const job = await session.insert(insert);
  const counter = await Counter.createCounter(client, "windows");
  while ((await counter.count()) === 0) await pause(100);
  const firstAggregateS = (performance.now() - inserted) / 1000;
  const { memory = NaN } = await ask(cloud, "GET");
  const footprintMb = memory / 1024 ** 2 + cloud.readMemoryMb();
  await session.stop(job);
  return { readyS, firstAggregateS, footprintMb };
}

/** @returns the events a second of Flink, from the first to the last event in its sink, and of option A, from its start to its end */
async function measureThroughput({
  cloud,
  client,
}: MeasuredCloud): Promise<{ readonly passed: number; readonly aggregated: number }> {
  for (const name of ["events", "passed"]) await createStream(client, name, SHARDS);
  await createStream(client, "windows", 1);
  await write(client, "events", metricEvents({ seed: 2, count: EVENTS, from: NOON }));
  await ask(cloud, "POST");
  const passed = await measurePassedOn(await openFlink({ settings: { "parallelism.default": "2" } }), client);
  const folder = mkdtempSync(join(tmpdir(), "bench-flink-"));
  try {
    const began = performance.now();
    const args = [
      "--source",
      "events",
      "--sink",
      "windows",
      "--checkpoint",
      join(folder, "c.json"),
      "--until_caught_up",
      "yes",
    ];
    const { status, err } = await spawnScript(OPTION_A, args).ended;
    if (status !== 0) throw new Error(`option A ended with ${status}: ${err}`);
    return { passed, aggregated: EVENTS / ((performance.now() - began) / 1000) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measurePassedOn(session: FlinkSession, client: Kinesis): Promise<number> {
  const columns = sql`(componentName STRING, metricName STRING, unit STRING, \`value\` DOUBLE, \`timestamp\` STRING)`;
  await session.run(sql`CREATE TABLE events ${columns} ${kinesis({ stream: "events" })}`);
  // Flink's sink picks the shard of each row at random: by default all rows of one writer go to the same shard for a
  // while.
  const options = { "sink.partitioner": "random", "sink.batch.max-size": "500" };
  await session.run(sql`CREATE TABLE passed ${columns} ${kinesis({ stream: "passed", options })}`);
  const job = await session.insert(sql`INSERT INTO passed SELECT * FROM events`);
  const counter = await Counter.createCounter(client, "passed");
  while ((await counter.count()) < EVENTS) await pause(1_000);
  await session.stop(job);
  return EVENTS / ((counter.lastMs - counter.firstMs) / 1000);
}

/** Counts the records that arrive in a stream, each record once. */
class Counter {
  /** The arrival times of the first and the last record, in ms of the cloud's clock. */
  firstMs = Infinity;
  lastMs = 0;
  readonly #client: Kinesis;
  #iterators: (string | undefined)[];
  #count = 0;

  private constructor(client: Kinesis, iterators: (string | undefined)[]) {
    this.#client = client;
    this.#iterators = iterators;
  }

  static async createCounter(client: Kinesis, StreamName: string): Promise<Counter> {
    const { Shards = [] } = await client.listShards({ StreamName });
    const iterators = Shards.map(({ ShardId }) =>
      client.getShardIterator({ StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
    );
    return new Counter(
      client,
      (await Promise.all(iterators)).map(({ ShardIterator }) => ShardIterator),
    );
  }

  async count(): Promise<number> {
    this.#iterators = await Promise.all(
      this.#iterators.map(async (ShardIterator) => {
        const { Records = [], NextShardIterator } = await this.#client.getRecords({ ShardIterator });
        this.#count += Records.length;
        for (const { ApproximateArrivalTimestamp: at } of Records) {
          this.firstMs = Math.min(this.firstMs, at?.getTime() ?? Infinity);
          this.lastMs = Math.max(this.lastMs, at?.getTime() ?? 0);
        }
        return NextShardIterator;
      }),
    );
    return this.#count;
  }
}

async function createStream(client: Kinesis, StreamName: string, ShardCount: number): Promise<void> {
  await client.createStream({ StreamName, ShardCount });
  const readStatus = async () =>
    (await client.describeStreamSummary({ StreamName })).StreamDescriptionSummary?.StreamStatus;
  while ((await readStatus()) !== "ACTIVE") await pause(100);
}

async function write(client: Kinesis, streamName: string, events: readonly object[]): Promise<void> {
  const records = events.map((event, at) => ({
    PartitionKey: String(at % 997),
    Data: Buffer.from(JSON.stringify(event)),
  }));
  const share = Math.ceil(records.length / WRITERS);
  await Promise.all(
    Array.from({ length: WRITERS }, (_, at) =>
      putAll(client, { streamName, records: records.slice(at * share, (at + 1) * share) }),
    ),
  );
}

/** Asks the lab cloud about its Flink, or starts it. @throws Error if Flink cannot be started */
async function ask({ endpoint }: Contestant, method: "GET" | "POST"): Promise<{ readonly memory?: number }> {
  const reply = await fetch(`${endpoint}/_lab/flink`, { method });
  // The border: the lab cloud itself writes this answer.
  const answer = (await reply.json()) as { readonly memory?: number; readonly message?: string };
  if (!reply.ok) throw new Error(answer.message);
  return answer;
}
