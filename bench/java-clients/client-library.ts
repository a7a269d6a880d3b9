import { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
  SplitShardCommand,
  waitUntilStreamExists,
} from "@aws-sdk/client-kinesis";
import { setTimeout as pause } from "node:timers/promises";
import { startJava, type JavaFolder, type JavaProgram } from "./programs";

/** The way in which the Kinesis Client Library fetches records. */
type Retrieval = "polling" | "fan-out";

/** The settings of a run: the cloud, and the place where the clients run. */
export interface RunSettings {
  /** The cloud's endpoint. */
  readonly endpoint: string;
  /** The environment variables that a user of the clients sets. */
  readonly environment: NodeJS.ProcessEnv;
  /** The class paths of the programs. */
  readonly classPaths: Readonly<Record<JavaFolder, string>>;
  /** For clients that speak TLS alone: the cloud's TLS port, and the certificate to trust. */
  readonly tls: { readonly port: number; readonly certificateFile: string };
  /** An empty folder, which is the clients' home. */
  readonly home: string;
}

/** The benchmark's own SDK clients for a cloud. */
export function createClients(settings: RunSettings): {
  readonly kinesis: KinesisClient;
  readonly cloudWatch: CloudWatchClient;
} {
  const config = {
    endpoint: settings.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
  };
  return { cloudWatch: new CloudWatchClient(config), kinesis: new KinesisClient(config) };
}

/** Starts the consumer. @param stream the stream's name */
export const startConsumer = (settings: RunSettings, stream: string, retrieval: Retrieval): JavaProgram =>
  startJava(
    ["-cp", settings.classPaths["client-library"], "Consumer", stream, APPLICATION, retrieval],
    settings.environment,
  );

const STREAM = "trips";
const SHARDS = 2;
const HASHES = 2n ** 128n;
const APPLICATION = "trip-consumer";
/** The number of records before the split, after the split, and after the restart. */
const PARTS = [400, 400, 200] as const;

/**
 * A consumer of the Kinesis Client Library reads a stream of two shards, through a split, to a graceful end, and goes
 * on after a restart.
 *
 * @throws Error if a record is missing or comes twice, a child shard is read before the end of its parent, or the
 *   metrics count other records
 */
export async function readByClientLibrary(settings: RunSettings, retrieval: Retrieval): Promise<void> {
  const { kinesis, cloudWatch } = createClients(settings);
  const consumers: JavaProgram[] = [];
  const start = (): JavaProgram => {
    const consumer = startConsumer(settings, STREAM, retrieval);
    consumers.push(consumer);
    return consumer;
  };
  try {
    await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: SHARDS }));
    await waitUntilStreamExists({ client: kinesis, maxWaitTime: 60, minDelay: 1 }, { StreamName: STREAM });
    const first = await put(kinesis, 0, PARTS[0]);
    const consumer = start();
    await consumer.waitForLines("all records", (lines) => parseRecords(lines).length >= first.length);
    const parent = await split(kinesis);
    const second = await put(kinesis, PARTS[0], PARTS[1]);
    await consumer.waitForLines(
      "all records after the split",
      (lines) => parseRecords(lines).length >= PARTS[0] + PARTS[1],
    );
    await consumer.end();
    demandSame(parseRecords(consumer.lines), [...first, ...second], "before the restart");
    demandParentFirst(consumer.lines, parent);
    const third = await put(kinesis, PARTS[0] + PARTS[1], PARTS[2]);
    const again = start();
    await again.waitForLines("all records after the restart", (lines) => parseRecords(lines).length >= PARTS[2]);
    await again.end();
    demandSame(parseRecords(again.lines), third, "after the restart");
    await demandMetrics(cloudWatch);
  } finally {
    for (const consumer of consumers) consumer.kill();
    kinesis.destroy();
    cloudWatch.destroy();
  }
}

/** Puts `count` trips, numbered from `from`. @returns the records' data */
async function put(kinesis: KinesisClient, from: number, count: number): Promise<readonly string[]> {
  const trips = Array.from({ length: count }, (_, item) => `trip-${from + item}`);
  const Records = trips.map((trip) => ({ Data: Buffer.from(trip), PartitionKey: trip }));
  const { FailedRecordCount } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records }));
  if (FailedRecordCount !== 0) throw new Error(`${FailedRecordCount} records were not taken`);
  return trips;
}

/** Splits the first shard in the middle of its hash range. @returns the id of the split shard */
async function split(kinesis: KinesisClient): Promise<string> {
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: STREAM }));
  const ShardToSplit = Shards[0]?.ShardId ?? "none";
  await kinesis.send(
    new SplitShardCommand({
      StreamName: STREAM,
      ShardToSplit,
      NewStartingHashKey: String(HASHES / BigInt(SHARDS) / 2n),
    }),
  );
  for (;;) {
    const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: STREAM }));
    if (StreamDescriptionSummary?.StreamStatus === "ACTIVE") return ShardToSplit;
    await pause(100);
  }
}

/** The data of the records that a consumer printed. */
export const parseRecords = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith("record ")).map((line) => line.split(" ")[2] ?? "");

/** @throws Error unless each wanted record was seen exactly once */
export function demandSame(seen: readonly string[], requested: readonly string[], when: string): void {
  const twice = seen.length - new Set(seen).size;
  const missing = requested.filter((item) => !seen.includes(item)).length;
  if (twice + missing > 0 || seen.length !== requested.length)
    throw new Error(`${when}, ${twice} records came twice, and ${missing} of ${requested.length} were missing`);
}

/** Demands that the parent's end is printed before any of its children begins. */
function demandParentFirst(lines: readonly string[], parent: string): void {
  const ended = lines.indexOf(`end ${parent}`);
  const begins = lines.flatMap((line, index) => (line.startsWith("begin ") ? [index] : []));
  const children = begins.slice(SHARDS);
  if (ended === -1 || children.length !== 2 || children.some((at) => at < ended))
    throw new Error(
      `the children of ${parent} were not read after its end: ${lines.filter((line) => !line.startsWith("record ")).join(", ")}`,
    );
}

/**
 * Demands the library's metric on processed records: all of them, summed over the shards. A restart begins AT the last
 * checkpoint of each open shard: the library counts the record of that checkpoint again, but does not hand it out.
 */
async function demandMetrics(cloudWatch: CloudWatchClient): Promise<void> {
  const total = await sumMetric(cloudWatch, { Namespace: APPLICATION, MetricName: "RecordsProcessed" });
  const requested = PARTS.reduce((all, part) => all + part, 0) + SHARDS + 1;
  if (total !== requested) throw new Error(`CloudWatch counts ${total} records processed, not ${requested}`);
}

/** The sum of a metric in the last hour, over all sets of its dimensions. @param metric `dimensions` limits the sum to sets of so many dimensions */
export async function sumMetric(
  cloudWatch: CloudWatchClient,
  metric: { readonly Namespace: string; readonly MetricName: string; readonly dimensions?: number },
): Promise<number> {
  const { Namespace, MetricName, dimensions } = metric;
  const { Metrics = [] } = await cloudWatch.send(new ListMetricsCommand({ Namespace, MetricName }));
  const now = Date.now();
  const sums = await Promise.all(
    Metrics.filter(({ Dimensions = [] }) => dimensions === undefined || Dimensions.length === dimensions).map(
      async ({ Dimensions }) => {
        const { Datapoints = [] } = await cloudWatch.send(
          new GetMetricStatisticsCommand({
            Namespace,
            MetricName,
            Dimensions,
            StartTime: new Date(now - 3_600_000),
            EndTime: new Date(now + 3_600_000),
            Period: 3_600,
            Statistics: ["Sum"],
          }),
        );
        return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
      },
    ),
  );
  return sums.reduce((all, sum) => all + sum, 0);
}
