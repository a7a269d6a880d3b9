import type { Mistake } from "../../../grader/index";

/** The Date is made of a constant, so it is not the time of processing. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.processing-timestamp",
  fails: ["takes the time at which the record is processed"],
  answer: ["userSession.processing_timestamp = new Date(0).toISOString();"],
};
