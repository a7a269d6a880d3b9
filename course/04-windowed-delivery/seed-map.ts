import type { SeedItem } from "../testing/seed-map";

const check = (name: string): string => `04-windowed-delivery.${name}`;
const script = (name: string): `file:${string}` =>
  `file:course/04-windowed-delivery/scripts/src/metrics/app/${name}.ts`;
const NAMES = "Names carry the student's own, as the exam of the seed wants it.";

const extend: readonly SeedItem[] = [
  { step: "intro", kind: "step", seed: "a picture of the whole", where: ["cell:welcome"], text: "```mermaid" },
  {
    step: "1",
    kind: "exercise",
    seed: "update the application: direct its output to another Kinesis stream",
    where: ["cell:run-app", script("windowed-metrics-app")],
    text: "sink",
    check: check("sink-record"),
    differs:
      "The seed's application of an earlier sub-task is built here, in TypeScript; its operators are exercises of their own.",
  },
  ...(["watermark", "window-start", "take-in", "window-end", "aggregate"] as const).map((name): SeedItem => ({
    step: "1",
    kind: "exercise",
    seed: `the application of the earlier sub-task: ${name}`,
    where: [script(name === "watermark" ? "operators/watermark" : "operators/tumbling-window")],
    text: `exercise=04-windowed-delivery.${name}`,
    check: check(name),
  })),
  {
    step: "1",
    kind: "exercise",
    seed: "the application of the earlier sub-task: its operation graph",
    where: [script("operation-graph")],
    text: "exercise=04-windowed-delivery.operation-graph",
    check: check("operation-graph"),
  },
];

const deliveryStream: readonly SeedItem[] = [
  {
    step: "2",
    kind: "exercise",
    seed: "stream I with one provisioned shard, by the template",
    where: ["cell:output-stream"],
    text: "ShardCount: 1",
    check: check("output-stream"),
    differs: NAMES,
  },
  {
    step: "2",
    kind: "exercise",
    seed: "bucket O, by the template",
    where: ["cell:output-bucket"],
    text: "AWS::S3::Bucket",
    check: check("output-bucket"),
    differs: NAMES,
  },
  {
    step: "2",
    kind: "exercise",
    seed: "a delivery stream that reads stream I and writes to bucket O",
    where: ["cell:delivery-stream"],
    text: "KinesisStreamAsSource",
    check: check("delivery-stream"),
  },
  {
    step: "2",
    kind: "setting",
    seed: "dynamic partitioning enabled",
    where: ["cell:delivery-stream"],
    text: "DynamicPartitioningConfiguration: { Enabled: true }",
    check: check("delivery-stream"),
  },
  {
    step: "2",
    kind: "exercise",
    seed: "jq extracts componentName",
    where: ["cell:processors"],
    text: "{componentName: .componentName}",
    check: check("processors"),
    differs: "And a delimiter, which the seed does not name: without one Athena sees one row of many.",
  },
  {
    step: "2",
    kind: "exercise",
    seed: "the bucket prefix and an error bucket prefix",
    where: ["cell:prefixes"],
    text: "!{partitionKeyFromQuery:componentName}/",
    check: check("prefixes"),
    differs: "The seed writes !{componentName}/; AWS wants the name space before the key.",
  },
  {
    step: "2",
    kind: "message",
    seed: "pitfall: both prefixes must end with a slash",
    where: ["cell:prefixes-do", "cell:slash-question-answer"],
    text: "slash",
    check: check("prefixes"),
  },
  {
    step: "2",
    kind: "setting",
    seed: "60 seconds as the time hint",
    where: ["cell:delivery-stream"],
    text: "IntervalInSeconds: 60",
    check: check("delivery-stream"),
  },
  {
    step: "2",
    kind: "step",
    seed: "point the application to the new stream",
    where: ["cell:run-app"],
    text: "--sink ${OUTPUT_STREAM}",
    differs: "The seed says stream O here, and means I.",
  },
];

const test: readonly SeedItem[] = [
  {
    step: "3",
    kind: "step",
    seed: "ingest some events with the test data generator",
    where: ["cell:produce"],
    text: "produceMetricEvents",
  },
  {
    step: "3",
    kind: "exercise",
    seed: "a table in the Glue Data Catalog over bucket O, in JSON",
    where: ["cell:table"],
    text: "JsonSerDe",
    check: check("table"),
    differs:
      "Database and schema of an earlier task are given here: the database is set up, the schema is that of the aggregates.",
  },
  {
    step: "3",
    kind: "exercise",
    seed: "partition the table",
    where: ["cell:partitions"],
    text: "ADD IF NOT EXISTS PARTITION",
    check: check("partitions"),
  },
  {
    step: "3",
    kind: "message",
    seed: "pitfall: add one partition for each componentName by hand",
    where: ["cell:partitions-do", "cell:empty-question-answer"],
    check: check("partitions"),
  },
  {
    step: "3",
    kind: "exercise",
    seed: "query the new table",
    where: ["cell:question"],
    text: "SELECT",
    check: check("question"),
  },
];

const closing: readonly SeedItem[] = [
  {
    step: "cost",
    kind: "exercise",
    seed: "dispose of the resources: Kinesis streams are the most expensive component",
    where: ["cell:clean-up-do", "cell:clean-up"],
    check: check("cost"),
  },
  {
    step: "advanced",
    kind: "step",
    seed: "Parquet: 64 MB for Firehose's, or Flink's rolling strategy",
    where: ["cell:things-to-try"],
    text: "64 MB",
  },
  {
    step: "exam 2.1",
    kind: "exercise",
    seed: "streams with the student's name",
    where: ["cell:student-name"],
    text: "STUDENT",
    check: check("student-name"),
  },
  {
    step: "exam 2.9",
    kind: "step",
    seed: "the seven columns of the data",
    where: ["cell:question-do"],
    text: "fromTimestamp",
  },
];

/** Everything in the seed that a learner meets, in its order. */
export const seedMap: readonly SeedItem[] = [...extend, ...deliveryStream, ...test, ...closing];
