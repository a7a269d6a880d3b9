import type { SeedItem } from "../../seed-item";
import { check, getScriptPath } from "./places";

export const files: readonly SeedItem[] = [
  {
    step: "file 1",
    kind: "exercise",
    seed: "kinesis-put-record.py: asks an API for people, puts records into a stream",
    where: [getScriptPath("put-people")],
    text: "exercise=03-data-collection.person-record",
    check: check("person-record"),
    differs: "In TypeScript. It runs by hand and on the instance.",
  },
  {
    step: "file 1",
    kind: "exercise",
    seed: "kinesis-put-record.py: the put itself",
    where: [getScriptPath("put-people"), "cell:by-hand"],
    check: check("put-people"),
    differs: "PutRecords with all people of a round, as the seed's monitoring wants it.",
  },
  {
    step: "file 2",
    kind: "step",
    seed: "setup-data-producer.yml",
    where: [getScriptPath("setup-data-producer")],
    text: "AWS::EC2::Instance",
    differs: "An object, sent as JSON.",
  },
  {
    step: "file 3",
    kind: "step",
    seed: "create-subset-transformation-query.sql",
    where: [getScriptPath("subset-transformation-query")],
    text: "CREATE OR REPLACE PUMP",
  },
  {
    step: "file 4",
    kind: "step",
    seed: "lambda-index.js",
    where: [getScriptPath("add-newline-function")],
    text: "export async function handler",
  },
  {
    step: "reference",
    kind: "exercise",
    seed: "the blog on clickstream sessions",
    where: ["cell:sessions-why", "cell:flink-sessions-do", "cell:flink-sessions"],
    text: "session",
    check: check("flink-sessions"),
    differs:
      "In Flink SQL, with session windows instead of the blog's stagger windows, over a few generated clicks. Its way into Glue and Athena is part of lab 02.",
  },
  {
    step: "reference",
    kind: "message",
    seed: "SOURCE_SQL_STREAM_001 in the blog's SQL",
    where: ["cell:application-do"],
    text: "SOURCE_SQL_STREAM_001",
  },
];
