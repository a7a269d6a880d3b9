import type { SeedItem } from "../../seed-item";
import { check, getScriptPath } from "./places";

export const application: readonly SeedItem[] = [
  { step: "intro", kind: "step", seed: "a picture of the whole", where: ["cell:welcome"], text: "```mermaid" },
  {
    step: "goal",
    kind: "exercise",
    seed: "set up a transformation from JSON to Parquet",
    where: ["cell:part-10", "cell:to-parquet"],
    text: "arquet",
    check: check("to-parquet"),
    differs:
      "The Firehose begins with JSON, as the steps of the seed say. The learner updates it to Parquet at the end.",
  },
  {
    step: "goal",
    kind: "exercise",
    seed: "write a Kinesis stream into a Parquet bucket",
    where: ["cell:to-parquet", "cell:turn", "cell:parquet-delivery"],
    check: check("to-parquet"),
  },
  {
    step: "1",
    kind: "exercise",
    seed: "update the application: write its output to another Kinesis stream",
    where: [getScriptPath("windowed-metrics-app")],
    text: "JSON.stringify(aggregate)",
    check: check("sink-record"),
    differs:
      "The seed's application of an earlier sub-task is built here, in TypeScript; its operators are exercises of their own.",
  },
  {
    step: "1",
    kind: "step",
    seed: "point the application to the other stream",
    where: ["cell:run-app"],
    text: "--sink ${OUTPUT_STREAM}",
    differs: "Given: learners run the cell.",
  },
  ...(["watermark", "window-start", "take-in", "window-end", "aggregate"] as const).map((name): SeedItem => ({
    step: "1",
    kind: "exercise",
    seed: `the application of the earlier sub-task: ${name}`,
    where: [getScriptPath(name === "watermark" ? "operators/watermark" : "operators/tumbling-window")],
    text: `exercise=04-windowed-delivery.${name}`,
    check: check(name),
  })),
  {
    step: "1",
    kind: "exercise",
    seed: "the application of the earlier sub-task: its operation graph",
    where: [getScriptPath("operation-graph")],
    text: "exercise=04-windowed-delivery.operation-graph",
    check: check("operation-graph"),
  },
  {
    step: "1",
    kind: "exercise",
    seed: "update your tests",
    where: ["cell:tests"],
    text: "expected:",
    check: check("tests"),
    differs: "The tests are graded: they pass with a right application, and fail with five wrong ones.",
  },
];
