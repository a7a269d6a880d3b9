import type { Mistake } from "../../../grader/index";

/** A time in words, which no other program reads: toString() for toISOString(). */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.processing-timestamp",
  fails: ["writes the time as ISO 8601, with its zone"],
  answer: ["userSession.processing_timestamp = new Date().toString();"],
};
