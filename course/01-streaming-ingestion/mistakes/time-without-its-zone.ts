import type { Mistake } from "../../../grader/index";

/** The final `Z` is cut off, so each reader assumes a time zone of their own. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.processing-timestamp",
  fails: ["writes the time as ISO 8601, with its zone"],
  answer: ["userSession.processing_timestamp = new Date().toISOString().slice(0, 19);"],
};
