import type { SeedItem } from "../../testing/seed-map";
import { check, getScriptPath } from "./places";

export const application: readonly SeedItem[] = [
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
    where: ["cell:run-app", getScriptPath("windowed-metrics-app")],
    text: "sink",
    check: check("sink-record"),
    differs:
      "The seed's application of an earlier sub-task is built here, in TypeScript; its operators are exercises of their own.",
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
    text: "WindowCase",
    check: check("tests"),
    differs: "The tests are graded: they pass with a right application, and fail with five wrong ones.",
  },
];
