import type { Mistake } from "../../../grader/index";

/** The result is "ok", but Firehose knows only `Ok`, `Dropped` and `ProcessingFailed`. */
export const mistake: Mistake = {
  exercise: "03-data-collection.add-newline",
  fails: ["gives each record back under its id, with the result Ok"],
  answer: [
    "// The record's text. It comes in base64.",
    'const text = Buffer.from(data, "base64").toString("utf8");',
    "// Back under the same id, with a new line at its end, in base64 again.",
    'return { recordId, result: "ok", data: Buffer.from(`${text}\\n`).toString("base64") };',
  ],
};
