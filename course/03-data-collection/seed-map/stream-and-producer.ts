import type { SeedItem } from "../../seed-item";
import { check, getScriptPath } from "./places";

export const stream: readonly SeedItem[] = [
  { step: "lab", kind: "step", seed: "a lab on stream data collection", where: ["cell:welcome"], text: "```mermaid" },
  { step: "1", kind: "setting", seed: "region US-east-1", where: ["cell:names"], text: "us-east-1" },
  {
    step: "1",
    kind: "exercise",
    seed: "create a data stream with a name",
    where: ["cell:create-stream"],
    check: check("create-stream"),
  },
  {
    step: "1",
    kind: "exercise",
    seed: "estimate the number of shards",
    where: ["cell:part-1", "cell:shards-needed"],
    check: check("shards-needed"),
    differs: "The limit of 1,000 records a second is added to AWS's formula, which leaves it out.",
  },
  {
    step: "1",
    kind: "step",
    seed: "AWS's shard calculator: record size and number per second",
    where: ["cell:calculator", "file:src/display/show-shard-calculator.ts"],
    differs: "An interactive calculator, with the cost beside it.",
  },
  {
    step: "1",
    kind: "exercise",
    seed: "what happens with too few shards",
    where: ["cell:overload-question-run", "cell:refused-records"],
    check: check("refused-records"),
    differs:
      "The seed stops at the estimate. Here a stream that is too small is overloaded, and what was refused is sent again.",
  },
];

export const stack: readonly SeedItem[] = [
  { step: "2", kind: "setting", seed: "region US-east-1", where: ["cell:names"], text: "us-east-1" },
  {
    step: "2",
    kind: "step",
    seed: "upload the template, which makes an instance and other resources",
    where: ["cell:review", getScriptPath("setup-data-producer")],
    text: "producerTemplate",
  },
  { step: "2", kind: "name", seed: "a name for the stack", where: ["cell:names"], text: "const STACK" },
  {
    step: "2",
    kind: "exercise",
    seed: "the template requires the name of the stream",
    where: [getScriptPath("setup-data-producer")],
    text: "StreamName",
    check: check("stream-parameter"),
  },
  {
    step: "2",
    kind: "exercise",
    seed: "allow CloudFormation to create the IAM role",
    where: ["cell:launch"],
    text: "CAPABILITY_IAM",
    check: check("launch"),
  },
  {
    step: "2",
    kind: "exercise",
    seed: "the IAM role that it creates",
    where: [getScriptPath("setup-data-producer")],
    text: '"kinesis:PutRecords"',
    check: check("producer-role"),
    differs: "The role is given. Learners write what it allows.",
  },
  {
    step: "2",
    kind: "step",
    seed: "the template holds the producer's code, and starts producing",
    where: ["cell:review", "cell:console"],
    differs: "The producer is packed into the template when it is launched: one file of it, for both.",
  },
];

export const monitoring: readonly SeedItem[] = [
  {
    step: "3",
    kind: "exercise",
    seed: "Monitoring: the API call PutRecords",
    where: ["cell:per-minute"],
    text: "PutRecords",
    check: check("per-minute"),
  },
  {
    step: "3",
    kind: "setting",
    seed: "every minute",
    where: ["cell:per-minute"],
    text: "Period: 60",
    check: check("per-minute"),
  },
  {
    step: "3",
    kind: "step",
    seed: "look at it as it comes",
    where: ["cell:follow", "file:src/display/follow-metric.ts"],
  },
];
