import type { Mistake } from "../../../grader/index";

/** One word is no sentence. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.quiz",
  fails: ["answers transformation-errors in words of one's own"],
  answer: [
    "const ANSWERS: Record<string, string> = {",
    '  "use-cases": "It loads events and logs into S3 or a warehouse. There they are searched and analysed.",',
    '  "delivery-stream": "b",',
    '  "sources-and-sinks": "abc",',
    '  "transformation": "a",',
    '  "transformation-fields": "b",',
    '  "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited.",',
    '  "transformation-errors": "ProcessingFailed",',
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
