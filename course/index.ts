import { createLab, type GivenOptions, type Lab } from "./givens/lab";

export type { GivenOptions, Lab };

/** The labs in the order in which they are taught, one line each; `npm run new lab` adds one. */
export const labs: readonly Lab[] = [
  createLab("01-streaming-ingestion", {
    title: "Streaming ingestion",
    scripts: ["src/etl/consumer.ts"],
    onAws: {
      hours: 2.25,
      services: ["cloudformation", "kinesis", "firehose", "s3"],
      perHour: { "kinesis-shard-hour": 8 },
      perRun: { "kinesis-put-unit": 5000, "firehose-gb": 0.02, "s3-put": 500, "s3-get": 500 },
    },
    importGiven: () => import("./01-streaming-ingestion/given/index"),
  }),
  createLab("02-fuel-network", {
    title: "A fuel network",
    scripts: ["fuel-planning-app", "fuel-truck-app", "gas-station-app"].map((name) => `src/fuel/${name}.ts`),
    onAws: {
      hours: 5.25,
      services: [
        ...["cloudformation", "firehose", "s3", "lambda", "athena", "glue", "sqs"],
        ...["scheduler", "cloudwatch"],
      ],
      perHour: {},
      perRun: {
        ...{
          "firehose-gb": 0.1,
          "firehose-conversion-gb": 0.1,
          "firehose-partitioning-gb": 0.1,
          "firehose-partitioning-object": 500,
        },
        // 30 queries, and those of a schedule that invokes the planner each minute for two hours; each is billed as 10 MB at least.
        ...{ "athena-tb": 0.0015, "lambda-request": 300, "lambda-gb-second": 100, "sqs-request": 500 },
        ...{ "s3-put": 1000, "s3-get": 2000 },
      },
    },
    importGiven: () => import("./02-fuel-network/given/index"),
  }),
  createLab("03-data-collection", {
    title: "Data collection",
    scripts: [
      "add-initials-function",
      "add-newline-function",
      "put-people",
      "setup-data-producer",
      "subset-transformation-query",
    ].map((name) => `src/collection/${name}.ts`),
    onAws: {
      hours: 4,
      services: ["cloudformation", "kinesis", "firehose", "s3", "lambda", "kinesisanalyticsv2", "ec2", "glue"],
      // No analytics application: AWS no longer creates any for SQL, and Flink runs on the learner's own computer.
      perHour: { "kinesis-shard-hour": 2, "ec2-t3-micro-hour": 1, "public-ipv4-hour": 1 },
      perRun: { "kinesis-put-unit": 20_000, "firehose-gb": 0.1, "lambda-request": 500, "s3-put": 500, "s3-get": 1000 },
    },
    importGiven: () => import("./03-data-collection/given/index"),
  }),
  createLab("04-windowed-delivery", {
    title: "Windowed delivery",
    scripts: ["operation-graph", "operators/tumbling-window", "operators/watermark", "windowed-metrics-app"].map(
      (name) => `src/metrics/app/${name}.ts`,
    ),
    project: "src/metrics",
    onAws: {
      hours: 5.5,
      services: ["cloudformation", "kinesis", "firehose", "s3", "athena", "glue", "kinesisanalyticsv2"],
      // The application runs for a quarter of an hour, and is stopped.
      perHour: { "kinesis-shard-hour": 2 },
      perRun: {
        ...{
          "kinesis-put-unit": 20_000,
          "firehose-gb": 0.1,
          "firehose-conversion-gb": 0.01,
          "firehose-partitioning-gb": 0.1,
          "firehose-partitioning-object": 100,
        },
        ...{ "athena-tb": 0.0002, "s3-put": 1000, "s3-get": 2000, "flink-kpu-hour": 0.5 },
      },
    },
    importGiven: () => import("./04-windowed-delivery/given/index"),
  }),
  createLab("05-resharding", {
    title: "Resharding",
    onAws: {
      hours: 1.5,
      services: ["kinesis"],
      // The stream has two shards, and three between the split and the merge.
      perHour: { "kinesis-shard-hour": 3 },
      perRun: { "kinesis-put-unit": 1000 },
    },
  }),
  createLab("06-capstone", {
    title: "Capstone",
    scripts: ["src/parcels/pipeline.ts"],
    onAws: {
      hours: 6,
      services: ["cloudformation", "kinesis", "firehose", "s3", "lambda", "athena", "glue", "sqs", "cloudwatch"],
      // The course's own solution has one shard; most others have fewer.
      perHour: { "kinesis-shard-hour": 1 },
      perRun: {
        ...{ "kinesis-put-unit": 50_000, "firehose-gb": 0.3, "firehose-conversion-gb": 0.3 },
        ...{ "firehose-partitioning-gb": 0.1, "firehose-partitioning-object": 500, "athena-tb": 0.0005 },
        ...{ "lambda-request": 500, "lambda-gb-second": 500, "sqs-request": 1000, "s3-put": 2000, "s3-get": 4000 },
      },
    },
    importGiven: () => import("./06-capstone/given/index"),
  }),
];
