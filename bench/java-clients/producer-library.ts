import { CreateStreamCommand, waitUntilStreamExists } from "@aws-sdk/client-kinesis";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { callsOf, demandSame, recordsOf, startConsumer, sumOf, type Place } from "./client-library";
import { startJava } from "./programs";

const STREAM = "produced";
const COUNT = 1_000;
/** How often the library publishes its metrics; a minute unless told. */
const METRICS_MS = 2_000;

/**
 * The Kinesis Producer Library writes trips, many in one record, over TLS with the certificate looked at; the Kinesis Client Library takes them apart.
 *
 * @throws Error if a trip is missing or comes twice, none was aggregated, or the library's metrics do not add up
 */
export async function writeByProducerLibrary(place: Place): Promise<void> {
  const { kinesis, cloudWatch } = callsOf(place);
  await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, StreamModeDetails: { StreamMode: "ON_DEMAND" } }));
  await waitUntilStreamExists({ client: kinesis, maxWaitTime: 60, minDelay: 1 }, { StreamName: STREAM });
  const properties = join(place.home, "producer.properties");
  writeFileSync(properties, propertiesOf(place));
  const producer = startJava(
    ["-cp", place.classPaths["producer-library"], "Producer", STREAM, String(COUNT), properties],
    place.environment,
  );
  const consumer = startConsumer(place, STREAM, "polling");
  try {
    await producer.until("all puts", (lines) => lines.includes(`put ${COUNT} in 4`));
    const metric = { Namespace: "KinesisProducerLibrary", MetricName: "UserRecordsPut", dimensions: 1 };
    while ((await sumOf(cloudWatch, metric)) < COUNT) await pause(500);
    const sum = await sumOf(cloudWatch, metric);
    if (sum !== COUNT) throw new Error(`CloudWatch counts ${sum} records put, not ${COUNT}`);
    await producer.end();
    await consumer.until("all records", (lines) => recordsOf(lines).length >= COUNT);
    await consumer.end();
    demandSame(
      recordsOf(consumer.lines),
      Array.from({ length: COUNT }, (_, one) => `trip-${one}`),
      "after the Kinesis Producer Library",
    );
    if (!consumer.lines.some((line) => /^record \S+ \S+ [1-9]/.test(line))) throw new Error("nothing was aggregated");
  } finally {
    producer.kill();
    consumer.kill();
    kinesis.destroy();
    cloudWatch.destroy();
  }
}

/** Where the cloud is, in the library's own words. */
const propertiesOf = ({ tls, home }: Place): string =>
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
    // The library unpacks its program there.
    TempDirectory: home,
  })
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("");
