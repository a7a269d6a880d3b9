import type { Mistake } from "../../../grader/index";

/** Date.now() instead of new Date().toISOString() gives a number. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.processing-timestamp",
  fails: ["writes the time as ISO 8601, with its zone"],
  answer: ["userSession.processing_timestamp = Date.now() as never;"],
};
