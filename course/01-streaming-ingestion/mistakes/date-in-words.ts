import type { Mistake } from "../../../grader/index";

/** toString() instead of toISOString() gives a time in words, which other programs cannot parse. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.processing-timestamp",
  fails: ["writes the time as ISO 8601, with its zone"],
  answer: ["userSession.processing_timestamp = new Date().toString();"],
};
