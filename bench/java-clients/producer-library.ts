import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CreateStreamCommand, waitUntilStreamExists } from "@aws-sdk/client-kinesis";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createClients, demandSame, parseRecords, startConsumer, sumMetric, type RunSettings } from "./client-library";
import { startJava } from "./programs";

const STREAM = "produced";
const COUNT = 1_000;
/** The number of shards of a new on-demand stream, on AWS. */
const SHARDS = 4;
/** The interval at which the library publishes its metrics, in ms; its default is a minute. */
const METRICS_MS = 2_000;
/** The maximum number of ms until CloudWatch has all metrics. */
const MAX_METRICS_MS = 60_000;

/**
 * The Kinesis Producer Library writes trips, many in one record, over TLS, and verifies the certificate; the Kinesis
 * Client Library takes the aggregated records apart.
 *
 * @throws Error if a trip is missing or comes twice, no record was aggregated, or the library's metrics do not add up
 */
export async function writeByProducerLibrary(settings: RunSettings): Promise<void> {
  const { kinesis, cloudWatch } = createClients(settings);
  await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, StreamModeDetails: { StreamMode: "ON_DEMAND" } }));
  await waitUntilStreamExists({ client: kinesis, maxWaitTime: 60, minDelay: 1 }, { StreamName: STREAM });
  const properties = join(settings.home, "producer.properties");
  writeFileSync(properties, createProperties(settings));
  const producer = startJava(
    ["-cp", settings.classPaths["producer-library"], "Producer", STREAM, String(COUNT), properties],
    settings.environment,
  );
  const consumer = startConsumer(settings, STREAM, "polling");
  try {
    await producer.waitForLines("all puts", (lines) => lines.some((line) => line.startsWith(`put ${COUNT} in `)));
    await demandMetrics(cloudWatch);
    await producer.end();
    await consumer.waitForLines("all records", (lines) => parseRecords(lines).length >= COUNT);
    await consumer.end();
    demandSame(
      parseRecords(consumer.lines),
      Array.from({ length: COUNT }, (_, item) => `trip-${item}`),
      "after the Kinesis Producer Library",
    );
    if (!producer.lines.includes(`put ${COUNT} in ${SHARDS}`)) throw new Error(`${producer.lines.at(-1)} shards`);
    if (!consumer.lines.some((line) => /^record \S+ \S+ [1-9]/.test(line))) throw new Error("nothing was aggregated");
  } finally {
    producer.kill();
    consumer.kill();
    kinesis.destroy();
    cloudWatch.destroy();
  }
}

/** @throws Error if CloudWatch does not count all records that the library put */
async function demandMetrics(cloudWatch: CloudWatchClient): Promise<void> {
  const metric = { Namespace: "KinesisProducerLibrary", MetricName: "UserRecordsPut", dimensions: 1 };
  const deadline = performance.now() + MAX_METRICS_MS;
  let sum = 0;
  while (sum < COUNT && performance.now() < deadline) {
    await pause(500);
    sum = await sumMetric(cloudWatch, metric);
  }
  if (sum !== COUNT) throw new Error(`all was put, and CloudWatch counts ${sum} records put, not ${COUNT}`);
}

/** The cloud's endpoints, in the library's own settings. */
const createProperties = ({ tls, home }: RunSettings): string =>
  Object.entries({
    Region: "us-east-1",
    KinesisEndpoint: "127.0.0.1",
    KinesisPort: tls.port,
    CloudwatchEndpoint: "127.0.0.1",
    CloudwatchPort: tls.port,
    StsEndpoint: "127.0.0.1",
    StsPort: tls.port,
    CaCertFile: tls.certificateFile,
    MetricsUploadDelay: METRICS_MS,
    // The folder into which the library unpacks its native program.
    TempDirectory: home,
  })
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("");
