import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { waitUntilStreamExists, type CreateStreamInput, type Kinesis } from "@aws-sdk/client-kinesis";
import type { JavaProgram, Workplace } from "./workplace";

const StreamName = "trips";
const SHARDS = 2;
const APPLICATION = "trip-consumer";
/** The number of records before the split, after the split, and after the restart. */
const PARTS = [400, 400, 200] as const;

/**
 * A consumer of the Kinesis Client Library reads a stream of two shards, through a split, to a graceful end, and goes
 * on after a restart.
 *
 * @param retrieval the way in which the library fetches records
 * @throws Error if a record is missing or comes twice, a child shard is read before the end of its parent, or the
 *   metrics count other records
 */
export async function readByClientLibrary(workplace: Workplace, retrieval: "polling" | "fan-out"): Promise<void> {
  const { kinesis, cloudWatch, startProgram } = workplace;
  const startConsumer = () => startProgram("Consumer", [StreamName, APPLICATION, retrieval]);
  await createStream(kinesis, { StreamName, ShardCount: SHARDS });
  const first = await putTrips(kinesis, 0, PARTS[0]);
  const consumer = startConsumer();
  await waitForRecords(consumer, PARTS[0]);
  const parent = await splitFirstShard(kinesis);
  const second = await putTrips(kinesis, PARTS[0], PARTS[1]);
  await waitForRecords(consumer, PARTS[0] + PARTS[1]);
  await consumer.end();
  demandSame(parseRecords(consumer.lines), [...first, ...second], "before the restart");
  demandParentFirst(consumer.lines, parent);
  const third = await putTrips(kinesis, PARTS[0] + PARTS[1], PARTS[2]);
  const again = startConsumer();
  await waitForRecords(again, PARTS[2]);
  await again.end();
  demandSame(parseRecords(again.lines), third, "after the restart");
  // A restart begins AT the last checkpoint of each open shard: the library counts the record of that checkpoint again,
  // but does not hand it out.
  const processed = PARTS.reduce((all, part) => all + part, 0) + SHARDS + 1;
  await demandMetric(cloudWatch, { Namespace: APPLICATION, MetricName: "RecordsProcessed" }, processed);
}

const COUNT = 1_000;
/** The number of shards of a new on-demand stream, on AWS. */
const ON_DEMAND_SHARDS = 4;

/**
 * The Kinesis Producer Library writes trips, many in one record, over TLS, and verifies the certificate; the Kinesis
 * Client Library takes the aggregated records apart.
 *
 * @throws Error if a trip is missing or comes twice, no record was aggregated, or the library's metrics do not add up
 */
export async function writeByProducerLibrary(workplace: Workplace): Promise<void> {
  const { kinesis, cloudWatch, home, startProgram } = workplace;
  await createStream(kinesis, { StreamName, StreamModeDetails: { StreamMode: "ON_DEMAND" } });
  const properties = join(home, "producer.properties");
  writeFileSync(properties, createProperties(workplace));
  const producer = startProgram("Producer", [StreamName, String(COUNT), properties]);
  const consumer = startProgram("Consumer", [StreamName, APPLICATION, "polling"]);
  await producer.waitForLines("all puts", (lines) => lines.some((line) => line.startsWith(`put ${COUNT} in `)));
  await demandMetric(cloudWatch, { Namespace: "KinesisProducerLibrary", MetricName: "UserRecordsPut" }, COUNT);
  await producer.end();
  await waitForRecords(consumer, COUNT);
  await consumer.end();
  const trips = Array.from({ length: COUNT }, (_, item) => `trip-${item}`);
  demandSame(parseRecords(consumer.lines), trips, "after the Kinesis Producer Library");
  if (!producer.lines.includes(`put ${COUNT} in ${ON_DEMAND_SHARDS}`))
    throw new Error(`${producer.lines.at(-1)} shards`);
  if (!consumer.lines.some((line) => /^record \S+ \S+ [1-9]/.test(line))) throw new Error("nothing was aggregated");
}

/** The cloud's endpoints, in the Kinesis Producer Library's own settings. */
const createProperties = ({ tls, home }: Workplace): string =>
  [
    "Region = us-east-1",
    ...["Kinesis", "Cloudwatch", "Sts"].map((name) => `${name}Endpoint = 127.0.0.1\n${name}Port = ${tls.port}`),
    `CaCertFile = ${tls.certificateFile}`,
    // The interval at which the library publishes its metrics, in ms; its default is a minute.
    "MetricsUploadDelay = 2000",
    // The folder into which the library unpacks its native program.
    `TempDirectory = ${home}`,
  ].join("\n");

async function createStream(kinesis: Kinesis, input: CreateStreamInput): Promise<void> {
  await kinesis.createStream(input);
  await waitUntilStreamExists({ client: kinesis, maxWaitTime: 60, minDelay: 1 }, { StreamName });
}

/** Puts `count` trips, numbered from `from`. @returns the records' data */
async function putTrips(kinesis: Kinesis, from: number, count: number): Promise<readonly string[]> {
  const trips = Array.from({ length: count }, (_, item) => `trip-${from + item}`);
  const Records = trips.map((trip) => ({ Data: Buffer.from(trip), PartitionKey: trip }));
  const { FailedRecordCount } = await kinesis.putRecords({ StreamName, Records });
  if (FailedRecordCount !== 0) throw new Error(`${FailedRecordCount} records were not taken`);
  return trips;
}

/** Splits the first shard in the middle of its hash range. @returns the id of the split shard */
async function splitFirstShard(kinesis: Kinesis): Promise<string> {
  const { Shards = [] } = await kinesis.listShards({ StreamName });
  const ShardToSplit = Shards[0]?.ShardId ?? "none";
  const NewStartingHashKey = String(2n ** 128n / BigInt(SHARDS) / 2n);
  await kinesis.splitShard({ StreamName, ShardToSplit, NewStartingHashKey });
  await waitUntilStreamExists({ client: kinesis, maxWaitTime: 60, minDelay: 1 }, { StreamName });
  return ShardToSplit;
}

/** The data of the records that a consumer printed. */
const parseRecords = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith("record ")).map((line) => line.split(" ")[2] ?? "");

const waitForRecords = (consumer: JavaProgram, count: number): Promise<void> =>
  consumer.waitForLines(`${count} records`, (lines) => parseRecords(lines).length >= count);

/** @throws Error unless each requested record was seen exactly once */
function demandSame(seen: readonly string[], requested: readonly string[], when: string): void {
  const twice = seen.length - new Set(seen).size;
  const missing = requested.filter((item) => !seen.includes(item)).length;
  if (twice + missing > 0 || seen.length !== requested.length)
    throw new Error(`${when}, ${twice} records came twice, and ${missing} of ${requested.length} were missing`);
}

/** Demands that the parent's end is printed before any of its children begins. */
function demandParentFirst(lines: readonly string[], parent: string): void {
  const ended = lines.indexOf(`end ${parent}`);
  const children = lines.flatMap((line, index) => (line.startsWith("begin ") ? [index] : [])).slice(SHARDS);
  if (ended !== -1 && children.length === 2 && children.every((at) => at > ended)) return;
  const others = lines.filter((line) => !line.startsWith("record ")).join(", ");
  throw new Error(`the children of ${parent} were not read after its end: ${others}`);
}

/** Demands the sum of a metric in the last hour, over the sets of one dimension, or, where there is none, over all sets. A library publishes with a delay. */
async function demandMetric(
  cloudWatch: CloudWatch,
  metric: { readonly Namespace: string; readonly MetricName: string },
  expected: number,
): Promise<void> {
  const [StartTime, EndTime] = [-3_600_000, 3_600_000].map((ms) => new Date(Date.now() + ms));
  let sum = 0;
  for (let wait = 0; wait < 120 && sum < expected; wait += 1) {
    if (wait > 0) await pause(500);
    const { Metrics = [] } = await cloudWatch.listMetrics(metric);
    const least = Math.min(...Metrics.map(({ Dimensions = [] }) => Dimensions.length));
    sum = 0;
    for (const { Dimensions } of Metrics.filter(({ Dimensions = [] }) => Dimensions.length === least)) {
      const range = { StartTime, EndTime, Period: 3_600, Statistics: ["Sum" as const] };
      const { Datapoints = [] } = await cloudWatch.getMetricStatistics({ ...metric, ...range, Dimensions });
      sum += Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
    }
  }
  if (sum !== expected) throw new Error(`CloudWatch counts ${sum} of ${metric.MetricName}, not ${expected}`);
}
