import { createServer } from "node:http";
import { once } from "node:events";
import { isDeepStrictEqual } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { packTexts } from "../../../cloud/services/firehose/testing/kpl-records";
import * as lines from "./lines";
import { NAME, type Changes } from "./properties";
import type { Stage } from "./stage";

/** How an example is configured, and what its application must do. */
export interface Plan {
  /** Values of properties that an example's README leaves to the reader, by group. */
  readonly changes?: Changes;
  /** The same for values known only at the run. */
  readonly prepare?: (stage: Stage) => Promise<Changes>;
  /** Another example, whose output this one reads. */
  readonly after?: string;
  /** The names are those of Firehoses. */
  readonly hasFirehose?: true;
  /** @throws Error saying what is wrong */
  readonly check: (stage: Stage) => Promise<void>;
}

const INPUT = "ExampleInputStream";
const OUTPUT = "ExampleOutputStream";
const PYTHON = {
  "kinesis.analytics.flink.run.options": { python: "main.py", jarfile: "lib/pyflink-dependencies.jar" },
};
const QUOTES = [1, 2, 3].map((item) => ({
  event_time: `2030-01-01T12:00:0${item}`,
  ticker: "AMZN",
  price: item + 0.5,
}));

/** Writes quotes to the input until some are in the output. @throws Error if one of these is not as it was written */
async function passQuotes(stage: Stage, pack: (texts: readonly string[]) => readonly Buffer[]): Promise<void> {
  const Records = pack(QUOTES.map((quote) => JSON.stringify(quote))).map((Data) => ({ Data, PartitionKey: "key" }));
  await stage.waitUntil(`${OUTPUT} has less than 10 records`, async () => {
    // The example reads from the latest record on, and nobody says since when.
    await stage.kinesis.putRecords({ StreamName: INPUT, Records });
    await pause(500);
    return (await stage.readRecords(OUTPUT)).length >= 10;
  });
  const isQuote = (line: string): boolean => QUOTES.some((quote) => isDeepStrictEqual(JSON.parse(line), quote));
  lines.demandAll(OUTPUT, await stage.readRecords(OUTPUT), isQuote);
}

const passSeparateQuotes = (stage: Stage): Promise<void> =>
  passQuotes(stage, (texts) => texts.map((text) => Buffer.from(text)));

const TUMBLING = ["TumblingWindowProcessingTime", "TumblingWindowEventTime"];
const SLIDING = ["SlidingWindowProcessingTime", "SlidingWindowEventTime"];

const expectAverages = (stage: Stage): Promise<void> => expectEach(stage, [...TUMBLING, ...SLIDING], lines.isAverage);

async function expectEach(stage: Stage, names: readonly string[], rule: lines.Rule): Promise<void> {
  for (const name of names) await lines.expectRecords(stage, `${name}Output`, rule);
}

/** The JSON texts of delivered objects, which Firehose joins without a separator. */
async function expectDelivered(stage: Stage, rule: lines.Rule): Promise<void> {
  const readTexts = async (): Promise<readonly string[]> =>
    (await stage.readObjects("delivered/")).flatMap(({ bytes }) =>
      bytes.toString().replaceAll("}{", "}\n{").split("\n"),
    );
  await stage.waitUntil("the Firehose delivers less than 10 records", async () => (await readTexts()).length >= 10);
  lines.demandAll("delivered/", await readTexts(), rule);
}

/** Waits for metrics of an application that its code puts into the group `kinesisanalytics`. */
async function expectMetrics(stage: Stage, names: readonly string[]): Promise<void> {
  await stage.waitUntil(`CloudWatch has not the metrics ${names.join(", ")}`, async () => {
    await stage.clock.advance(60);
    const { Metrics = [] } = await stage.cloudWatch.listMetrics({ Namespace: "AWS/KinesisAnalytics" });
    return names.every((name) => Metrics.some(({ MetricName }) => MetricName === name));
  });
}

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

const FOLDER = String.raw`/year=\d{4}/month=\d\d/day=\d\d/hour=\d\d/part-[\w-]+`;
const AVRO = {
  key: new RegExp(String.raw`${FOLDER}\.avro$`),
  isRight: (bytes: Buffer): boolean => bytes.toString("latin1").startsWith("Obj\u0001"),
};
const PARQUET = {
  key: new RegExp(String.raw`${FOLDER}\.parquet$`),
  isRight: (bytes: Buffer): boolean => /^PAR1.*PAR1$/s.test(bytes.toString("latin1")),
};

/** The examples that need only services of the lab cloud, by their folder. */
export const PLANS: Readonly<Record<string, Plan>> = {
  "java/AsyncIO": {
    prepare: async () => ({ EndpointService: { "api.url": await startApi(), "api.key": NAME } }),
    check: (stage) => lines.expectRecords(stage, OUTPUT, (line) => line === "Hello World"),
  },
  "java/CustomMetrics": {
    async check(stage) {
      await lines.expectRecords(stage, OUTPUT, lines.isSpeeding);
      await expectMetrics(stage, ["ReceivedRecordsTotal", "ReceivedRecordsAverage", "FilteredRecordsTotal"]);
    },
  },
  "java/FlinkDataGenerator": {
    changes: {
      KafkaSink: undefined,
      KinesisSink: {
        "stream.arn": `arn:aws:kinesis:us-east-1:000000000000:stream/${OUTPUT}`,
        "aws.region": "us-east-1",
      },
    },
    async check(stage) {
      await lines.expectRecords(stage, OUTPUT, lines.isQuote);
      await expectMetrics(stage, ["generatedRecordCount", "generatedRecordRatePerParallelism", "taskParallelism"]);
    },
  },
  "java/GettingStartedTable": {
    changes: { bucket: { name: NAME } },
    check: (stage) => lines.expectLines(stage, "output/", lines.isHighPrice),
  },
  "java/KinesisConnectors": {
    check: passSeparateQuotes,
  },
  "java/KinesisFirehoseSink": { hasFirehose: true, check: (stage) => expectDelivered(stage, lines.isPrice) },
  "java/KinesisSourceDeaggregation/flink-app": {
    check: (stage) => passQuotes(stage, (texts) => [packTexts(texts)]),
  },
  "java/S3AvroSink": { check: (stage) => lines.expectFiles(stage, "avrostockprices/", AVRO) },
  "java/S3AvroSource": { after: "java/S3AvroSink", check: (stage) => lines.expectRecords(stage, NAME, lines.isTrade) },
  "java/S3ParquetSink": { check: (stage) => lines.expectFiles(stage, "parquetstockprices/", PARQUET) },
  "java/S3ParquetSource": {
    after: "java/S3ParquetSink",
    check: (stage) => lines.expectRecords(stage, NAME, lines.isTrade),
  },
  "java/S3Sink": { check: (stage) => lines.expectLines(stage, "output/", lines.isPrice) },
  "java/Serialization/CustomTypeInfo": { check: (stage) => lines.expectRecords(stage, NAME, lines.isVehicle) },
  "java/SideOutputs": {
    async check(stage) {
      await lines.expectRecords(stage, OUTPUT, (line) => line === "Hello World");
      await lines.expectRecords(stage, "DLQStream", (line) => line === "Poison");
    },
  },
  "java/Windowing": {
    async check(stage) {
      await expectEach(stage, SLIDING, lines.createWindowRule(5_000));
      await expectEach(stage, TUMBLING, lines.createWindowRule(30_000));
    },
  },
  "python/FirehoseSink": { hasFirehose: true, check: (stage) => expectDelivered(stage, lines.isReading) },
  "python/GettingStarted": {
    changes: PYTHON,
    check: passSeparateQuotes,
  },
  "python/S3Sink": {
    check: (stage) => lines.expectLines(stage, "pyflink-filesink-example-output/", lines.isMeasurement),
  },
  "python/Windowing": { check: expectAverages },
  "scala/GettingStarted": {
    check: passSeparateQuotes,
  },
};
