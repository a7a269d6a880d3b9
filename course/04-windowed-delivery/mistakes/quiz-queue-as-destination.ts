import type { Mistake } from "../../../grader/index";

/** Believes that Firehose writes to a queue, and leaves a question out. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.quiz",
  fails: ["answers use-cases in words of one's own", "answers sources-and-sinks"],
  answer: [
    "const ANSWERS: Record<string, string> = {",
    '  "delivery-stream": "b",',
    '  "sources-and-sinks": "abcd",',
    '  "transformation": "a",',
    '  "transformation-fields": "b",',
    '  "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited.",',
    '  "transformation-errors": "The function returns ProcessingFailed for a bad record, and Firehose tries an invocation again. The records are under the error prefix of the bucket.",',
    '  "dynamic-partitioning": "b",',
    '  "partition-key": "c",',
    '  "reading-removes": "b",',
    '  "shard-limit": "a",',
    '  "on-demand": "c",',
    '  "why-parquet": "a",',
    '  "visibility": "b",',
    '  "error-output-type": "a",',
    '  "text-levels": "b",',
    '  "watermark": "b",',
    '  "open-window": "b",',
    '  "at-least-once": "b",',
    '  "empty-table": "b",',
    '  "no-delimiter": "c",',
    "};",
  ],
};
