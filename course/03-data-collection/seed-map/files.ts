import type { SeedItem } from "../../testing/seed-map";
import { check, script } from "./places";

export const files: readonly SeedItem[] = [
  {
    step: "file 1",
    kind: "exercise",
    seed: "kinesis-put-record.py: asks an API for people, puts records into a stream",
    where: [script("put-people")],
    text: "exercise=03-data-collection.person-record",
    check: check("person-record"),
    differs: "In TypeScript. It runs by hand and on the instance.",
  },
  {
    step: "file 1",
    kind: "exercise",
    seed: "kinesis-put-record.py: the put itself",
    where: [script("put-people"), "cell:by-hand"],
    check: check("put-people"),
    differs: "PutRecords with all people of a round, as the seed's monitoring wants it.",
  },
  {
    step: "file 2",
    kind: "step",
    seed: "setup-data-producer.yml",
    where: [script("setup-data-producer")],
    text: "AWS::EC2::Instance",
    differs: "An object, sent as JSON.",
  },
  {
    step: "file 3",
    kind: "step",
    seed: "create-subset-transformation-query.sql",
    where: [script("subset-transformation-query")],
    text: "CREATE OR REPLACE PUMP",
  },
  {
    step: "file 4",
    kind: "step",
    seed: "lambda-index.js",
    where: [script("add-newline-function")],
    text: "export async function handler",
  },
  {
    step: "reference",
    kind: "step",
    seed: "the blog on clickstream sessions, and SOURCE_SQL_STREAM_001",
    where: ["cell:things-to-try"],
    text: "SOURCE_SQL_STREAM_001",
  },
];
