import type { SeedItem } from "../../seed-item";
import { check } from "./places";

/** An item of the code review's list, and the cell in which the learner meets it. */
const createReviewItem = (step: string, seed: string, text: string): SeedItem => ({
  step: `exam ${step}`,
  kind: "step",
  seed,
  where: ["cell:review-list", "file:scripts/labs/review/items.ts"],
  text,
});

export const codeReview: readonly SeedItem[] = [
  {
    step: "exam 1",
    kind: "step",
    seed: "the student shares a project",
    where: ["cell:project-do", "cell:review-do"],
    text: "src/metrics",
    differs: "A project in TypeScript instead of Java.",
  },
  createReviewItem(
    "1.1",
    "a module of its own for the data model, incoming metrics and outgoing aggregates",
    "data model",
  ),
  createReviewItem("1.2", "a module of its own with the streaming application", "streaming application"),
  createReviewItem("1.2.1", "one class builds the operation graph, with minimal logic", "operation graph"),
  createReviewItem("1.2.2", "classes for the configuration: sink, source, window, delays", "configuration"),
  createReviewItem("1.2.3", "operators in classes of their own", "separate file for each operator"),
  createReviewItem("1.2.4", "a unit test with a positive case for each operator", "unit test with a positive case"),
  createReviewItem("1.2.5", "debug logs in all key steps", "debug log"),
  {
    ...createReviewItem(
      "1.3.1",
      "an integration test that follows the template: Flink's local cluster, Kinesis",
      "integration test",
    ),
    differs: "The lab cloud stands in for LocalStack, and the application of option A needs no Flink cluster.",
  },
  createReviewItem("1.3.2", "it publishes events of two services, cpu and ram, out of order", "out of order"),
  createReviewItem("1.3.3", "it reads the output stream and verifies min, max, average and times", "min, max, average"),
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
];

export const demonstration: readonly SeedItem[] = [
  {
    step: "exam 2.1",
    kind: "exercise",
    seed: "streams with the student's name",
    where: ["cell:student-name"],
    text: "STUDENT",
    check: check("student-name"),
  },
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
    where: ["cell:demo-points", "cell:demo", ...(n === 4 ? (["cell:managed", "cell:managed-run"] as const) : [])],
    ...(n === 8 ? { status: "done", check: check("question") } : {}),
    ...(n === 4
      ? {
          status: "done",
          check: check("managed"),
          differs:
            "The managed application is a Studio notebook. It is created everywhere, and runs where Flink is set up.",
        }
      : { differs: "A given cell proves the point from the state of the cloud." }),
  })),
  {
    step: "exam 2.9",
    kind: "step",
    seed: "the seven columns of the data",
    where: ["cell:question-do"],
    text: "fromTimestamp",
  },
  {
    step: "exam 2.10",
    kind: "step",
    seed: "option B: walk through the SQL code",
    where: ["cell:flink-sql-note", "cell:flink-sql"],
  },
  {
    step: "exam 2",
    kind: "step",
    seed: "a screencast",
    where: ["cell:demo", "file:src/exam/write-demo-report.ts"],
    differs: "A report with a picture of each point that can be seen, made from the state of the cloud.",
  },
];

const QUESTIONS = [
  ["use-cases", "the typical use cases", "own words"],
  ["delivery-stream", "what a delivery stream is"],
  ["sources-and-sinks", "the sinks and sources"],
  ["transformation", "what data transformation is"],
  ["transformation-fields", "the fields in data transformations"],
  ["lambda-pros-and-cons", "for and against transformations by Lambda", "own words"],
  ["transformation-errors", "errors in transformations", "own words"],
  ["dynamic-partitioning", "what dynamic partitioning is"],
] as const satisfies readonly (readonly [id: string, seed: string, own?: string])[];

export const questionsAndAnswers: readonly SeedItem[] = QUESTIONS.map(([id, seed, answer], n): SeedItem => ({
  step: `questions ${n + 1}`,
  kind: "exercise",
  seed,
  where: ["file:data/quiz/04-windowed-delivery.json", "cell:quiz"],
  text: id,
  check: check("quiz"),
  ...(answer === undefined ? { differs: "The seed's open question is one with choices here." } : {}),
}));
