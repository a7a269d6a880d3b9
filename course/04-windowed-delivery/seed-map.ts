import type { SeedItem } from "../testing/seed-map";

const check = (name: string): string => `04-windowed-delivery.${name}`;
const script = (name: string): `file:${string}` =>
  `file:course/04-windowed-delivery/scripts/src/metrics/app/${name}.ts`;
/** An item of the code review's list, and the cell in which the learner meets it. */
const reviewed = (step: string, seed: string, text: string): SeedItem => ({
  step: `exam ${step}`,
  kind: "step",
  seed,
  where: ["cell:review-list", "file:scripts/labs/review/items.ts"],
  text,
});
const NAMES = "Names carry the student's own, as the exam of the seed wants it.";

const extend: readonly SeedItem[] = [
  { step: "intro", kind: "step", seed: "a picture of the whole", where: ["cell:welcome"], text: "```mermaid" },
  {
    step: "goal",
    kind: "step",
    seed: "set up a transformation from JSON to Parquet",
    where: ["cell:parquet-do", "cell:parquet-question-run"],
    text: "arquet",
    differs: "The seed's steps write JSON, and Parquet is its optional part: so it is here.",
  },
  {
    step: "goal",
    kind: "exercise",
    seed: "write a Kinesis stream into a bucket",
    where: ["cell:delivery-stream", "cell:delivered"],
    check: check("delivery-stream"),
  },
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

const tests: readonly SeedItem[] = [
  {
    step: "1",
    kind: "exercise",
    seed: "update your tests",
    where: ["cell:tests"],
    text: "WindowCase",
    check: check("tests"),
    differs: "The tests are graded: they pass with a right application, and fail with five wrong ones.",
  },
  {
    step: "exam 1",
    kind: "step",
    seed: "the student shares a project",
    where: ["cell:project-do", "cell:review-do"],
    text: "src/metrics",
    differs: "A project in TypeScript instead of Java.",
  },
  reviewed("1.1", "a module of its own for the data model, incoming metrics and outgoing aggregates", "data model"),
  reviewed("1.2", "a module of its own with the streaming application", "streaming application"),
  reviewed("1.2.1", "one class builds the operation graph, with minimal logic", "operation graph"),
  reviewed("1.2.2", "classes for the configuration: sink, source, window, delays", "configuration"),
  reviewed("1.2.3", "operators in classes of their own", "operator stands in its own file"),
  reviewed("1.2.4", "a unit test with a positive case for each operator", "unit test with a positive case"),
  reviewed("1.2.5", "debug logs in all key steps", "debug log"),
  {
    ...reviewed(
      "1.3.1",
      "an integration test that follows the template: Flink's local cluster, Kinesis",
      "integration test",
    ),
    differs: "The lab cloud stands in for LocalStack, and the application of option A needs no Flink cluster.",
  },
  reviewed("1.3.2", "it publishes events of two services, cpu and ram, out of order", "out of order"),
  reviewed("1.3.3", "it reads the output stream and verifies min, max, average and times", "min, max, average"),
  {
    step: "exam 1.3",
    kind: "exercise",
    seed: "at least three events of two services, cpu and ram, out of order, with the seed's own example",
    where: ["cell:part-1", "cell:tests"],
    text: "user-service",
    check: check("tests"),
  },
  {
    step: "exam 1",
    kind: "step",
    seed: "a code review before the final exam, by a list",
    where: ["cell:review-do", "file:scripts/labs/review/items.ts"],
    differs:
      "The project is TypeScript's. What code can tell is decided by `npx labs review`; a form asks a person for the rest.",
  },
  {
    step: "exam 2.10",
    kind: "step",
    seed: "option B: walk through the SQL code",
    where: ["cell:flink-sql-note", "cell:flink-sql"],
  },
];

const demonstration: readonly SeedItem[] = [
  ...["exam 2.2", "exam 2.3"].map((step): SeedItem => ({
    step,
    kind: "step",
    seed: step === "exam 2.2" ? "prove that both streams are empty, with Trim Horizon" : "show an empty bucket",
    where: ["cell:empty-note", "cell:demo-points"],
    text: step === "exam 2.2" ? "**Trim Horizon**" : "bucket",
  })),
  ...[4, 5, 6, 7, 8].map((n): SeedItem => ({
    step: `exam 2.${n}`,
    kind: "step",
    seed: `point ${n} of the live demonstration`,
    where: ["cell:demo-points"],
    text: `| ${n} |`,
    ...(n === 4
      ? {
          differs:
            "The application is the learner's own: its checkpoint proves what it reads, the sink what it writes.",
        }
      : {}),
  })),
  {
    step: "exam 2",
    kind: "step",
    seed: "a screencast",
    where: ["cell:demo", "file:src/exam/write-demo-report.ts"],
    differs: "A report with a picture of each point that can be seen, made from the state of the cloud.",
  },
];

const QUESTIONS = [
  ["use-cases", "the typical use cases"],
  ["delivery-stream", "what a delivery stream is"],
  ["sources-and-sinks", "the sinks and sources"],
  ["transformation", "what data transformation is"],
  ["transformation-fields", "the fields in data transformations"],
  ["lambda-pros-and-cons", "for and against transformations by Lambda"],
  ["transformation-errors", "errors in transformations"],
  ["dynamic-partitioning", "what dynamic partitioning is"],
] as const;

const questionsAndAnswers: readonly SeedItem[] = QUESTIONS.map(([id, seed], n): SeedItem => ({
  step: `questions ${n + 1}`,
  kind: "exercise",
  seed,
  where: ["file:data/quiz.json", "cell:quiz"],
  text: id,
  check: check("quiz"),
}));

const deliveryStream: readonly SeedItem[] = [
  {
    step: "2",
    kind: "step",
    seed: "update the template of the earlier sub-tasks",
    where: ["cell:input-stream", "cell:output-stream-do"],
    differs: "The template of the earlier sub-tasks is given here, with the stream of events in it.",
  },
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
    seed: "a table in the Glue Data Catalog, in JSON",
    where: ["cell:table"],
    text: "JsonSerDe",
    check: check("table"),
    differs:
      "Database and schema of an earlier task are given here: the database is set up, the schema is that of the aggregates.",
  },
  {
    step: "3",
    kind: "setting",
    seed: "bucket O as the table's location",
    where: ["cell:table"],
    text: "LOCATION 's3://${BUCKET}/'",
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
    kind: "message",
    seed: "in production such aggregates are kept as Parquet or in a database",
    where: ["cell:parquet-do"],
    text: "rather than as JSON",
  },
  {
    step: "advanced",
    kind: "message",
    seed: "the conversion of Firehose needs 64 MB at least",
    where: ["cell:parquet-do", "cell:parquet-question-answer"],
    text: "64 MB",
  },
  {
    step: "advanced",
    kind: "step",
    seed: "Flink writes to S3 itself, by the rolling strategy of the bulk format",
    where: ["cell:parquet-do", "cell:parquet-sql", "cell:parquet-question-run"],
    text: "arquet",
    differs:
      "Both are done beside each other, for who has set up Flink; by Flink SQL, not by changing the application.",
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
export const seedMap: readonly SeedItem[] = [
  ...extend,
  ...tests,
  ...deliveryStream,
  ...test,
  ...closing,
  ...demonstration,
  ...questionsAndAnswers,
];
