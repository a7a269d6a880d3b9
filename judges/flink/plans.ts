import { createServer } from "node:http";
import { once } from "node:events";
import { isDeepStrictEqual } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { packTexts } from "../../cloud/services/firehose/testing/kpl-records";
import * as lines from "./lines";
import { demandOutput, expectDelivery, expectFiles, expectLines, expectStream, type Output } from "./outputs";
import { NAME, type Changes } from "./properties";
import { waitUntil, type Stage } from "./stage";

/** How an example is configured, and what its application must do. */
export interface Plan {
  /** Values of properties that an example's README leaves to the reader, by group. */
  readonly changes?: Changes;
  /** The same for values known only at the run. */
  readonly prepare?: () => Promise<Changes>;
  /** Another example, whose output this one reads. */
  readonly after?: string;
  /** The names are those of Firehoses. */
  readonly hasFirehose?: true;
  readonly outputs: readonly Output[];
  /** The records of the input that have these texts, for an application that makes up none itself. */
  readonly pack?: (texts: readonly string[]) => readonly Buffer[];
  /** Metrics of the application that its code puts into the group `kinesisanalytics`. */
  readonly metrics?: readonly string[];
}

const OUTPUT = "ExampleOutputStream";
const PYTHON = {
  "kinesis.analytics.flink.run.options": { python: "main.py", jarfile: "lib/pyflink-dependencies.jar" },
};
const QUOTES = [1, 2, 3].map((item) => ({
  event_time: `2030-01-01T12:00:0${item}`,
  ticker: "AMZN",
  price: item + 0.5,
}));

/** Lets an application work. @throws Error saying what is wrong */
export async function checkPlan(stage: Stage, { outputs, pack, metrics = [] }: Plan): Promise<void> {
  const Records = pack?.(QUOTES.map((quote) => JSON.stringify(quote))).map((Data) => ({ Data, PartitionKey: "key" }));
  // Such an example reads from the latest record on, and nobody says since when.
  const feed =
    Records && (() => stage.kinesis.putRecords({ StreamName: "ExampleInputStream", Records }).then(() => pause(500)));
  for (const output of outputs) await demandOutput(stage, output, feed);
  await waitUntil(`CloudWatch has not the metrics ${metrics.join(", ")}`, async () => {
    if (metrics.length > 0) await stage.clock.advance(60);
    const { Metrics = [] } = await stage.cloudWatch.listMetrics({ Namespace: "AWS/KinesisAnalytics" });
    return metrics.every((name) => Metrics.some(({ MetricName }) => MetricName === name));
  });
}

/** An application that passes quotes on. */
const QUOTES_PASS = {
  outputs: [expectStream(OUTPUT, (line) => QUOTES.some((quote) => isDeepStrictEqual(JSON.parse(line), quote)), 10)],
  pack: (texts: readonly string[]): readonly Buffer[] => texts.map((text) => Buffer.from(text)),
};

const expectWindows = (kinds: readonly string[], rule: lines.Rule): readonly Output[] =>
  kinds.flatMap((kind) =>
    ["ProcessingTime", "EventTime"].map((time) => expectStream(`${kind}Window${time}Output`, rule)),
  );

/** The API that a program asks: as that of the example's template, it fails now and then. */
async function startApi(): Promise<string> {
  let calls = 0;
  const server = createServer((request, response) => {
    const status = request.headers["x-api-key"] === NAME ? ((calls += 1) % 3 === 0 ? 500 : 200) : 403;
    response.writeHead(status).end();
  }).listen(0, "127.0.0.1");
  await once(server.unref(), "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
}

/** The examples that need only services of the lab cloud, by their folder. */
export const PLANS: Readonly<Record<string, Plan>> = {
  "java/AsyncIO": {
    prepare: async () => ({ EndpointService: { "api.url": await startApi(), "api.key": NAME } }),
    outputs: [expectStream(OUTPUT, (line) => line === "Hello World")],
  },
  "java/CustomMetrics": {
    outputs: [expectStream(OUTPUT, lines.isSpeeding)],
    metrics: ["ReceivedRecordsTotal", "ReceivedRecordsAverage", "FilteredRecordsTotal"],
  },
  "java/FlinkDataGenerator": {
    changes: {
      KafkaSink: undefined,
      KinesisSink: {
        "stream.arn": `arn:aws:kinesis:us-east-1:000000000000:stream/${OUTPUT}`,
        "aws.region": "us-east-1",
      },
    },
    outputs: [expectStream(OUTPUT, lines.isQuote)],
    metrics: ["generatedRecordCount", "generatedRecordRatePerParallelism", "taskParallelism"],
  },
  "java/GettingStartedTable": {
    changes: { bucket: { name: NAME } },
    outputs: [expectLines("output/", lines.isHighPrice)],
  },
  "java/KinesisConnectors": QUOTES_PASS,
  "java/KinesisFirehoseSink": { hasFirehose: true, outputs: [expectDelivery(lines.isPrice)] },
  "java/KinesisSourceDeaggregation/flink-app": { ...QUOTES_PASS, pack: (texts) => [packTexts(texts)] },
  "java/S3AvroSink": {
    outputs: [expectFiles("avrostockprices/", "avro", (bytes) => bytes.startsWith("Obj\u0001"))],
  },
  "java/S3AvroSource": { after: "java/S3AvroSink", outputs: [expectStream(NAME, lines.isTrade)] },
  "java/S3ParquetSink": {
    outputs: [expectFiles("parquetstockprices/", "parquet", (bytes) => /^PAR1.*PAR1$/s.test(bytes))],
  },
  "java/S3ParquetSource": { after: "java/S3ParquetSink", outputs: [expectStream(NAME, lines.isTrade)] },
  "java/S3Sink": { outputs: [expectLines("output/", lines.isPrice)] },
  "java/Serialization/CustomTypeInfo": { outputs: [expectStream(NAME, lines.isVehicle)] },
  "java/SideOutputs": {
    outputs: [
      expectStream(OUTPUT, (line) => line === "Hello World"),
      expectStream("DLQStream", (line) => line === "Poison"),
    ],
  },
  "java/Windowing": {
    outputs: [
      ...expectWindows(["Sliding"], lines.createWindowRule(5_000)),
      ...expectWindows(["Tumbling"], lines.createWindowRule(30_000)),
    ],
  },
  "python/FirehoseSink": { hasFirehose: true, outputs: [expectDelivery(lines.isReading)] },
  "python/GettingStarted": { ...QUOTES_PASS, changes: PYTHON },
  "python/S3Sink": { outputs: [expectLines("pyflink-filesink-example-output/", lines.isMeasurement)] },
  "python/Windowing": { outputs: expectWindows(["Tumbling", "Sliding"], lines.isAverage) },
  "scala/GettingStarted": QUOTES_PASS,
};
