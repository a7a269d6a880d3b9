import type { SeedItem } from "../../seed-item";
import { check } from "./places";

export const table: readonly SeedItem[] = [
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
    seed: "a table in the Glue Data Catalog",
    where: ["cell:table"],
    text: "fromTimestamp string",
    check: check("table"),
    differs:
      "Database and schema of an earlier task are given here: the database is set up, the schema is that of the aggregates.",
  },
  {
    step: "3",
    kind: "setting",
    seed: "the table's format is JSON",
    where: ["cell:table"],
    text: "JsonSerDe",
    differs: "Given, as is the location.",
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

export const closing: readonly SeedItem[] = [
  {
    step: "cost",
    kind: "exercise",
    seed: "dispose of the resources: Kinesis streams are the most expensive component",
    where: ["cell:clean-up-do", "cell:clean-up"],
    check: check("cost"),
  },
  {
    step: "advanced",
    kind: "exercise",
    seed: "in production such aggregates are kept as Parquet or in a database",
    where: ["cell:part-10", "cell:to-parquet"],
    text: "arquet",
    check: check("to-parquet"),
    differs: "Parquet is done. The database is only mentioned, in the text of part 10.",
  },
  {
    step: "advanced",
    kind: "exercise",
    seed: "the conversion of Firehose needs 64 MB at least",
    where: ["cell:part-10", "cell:to-parquet"],
    text: "64",
    check: check("to-parquet"),
    differs: "64 MB of data aren't needed: the time ends a file before that, as the text says.",
  },
  {
    step: "advanced",
    kind: "step",
    seed: "Flink writes to S3 itself, by the rolling strategy of the bulk format",
    where: ["cell:parquet-do", "cell:parquet-sql", "cell:parquet-question-run"],
    text: "arquet",
    differs: "Shown to those who have set up Flink; by Flink SQL, not by changing the application.",
  },
];
