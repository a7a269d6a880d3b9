import type { Mistake } from "../../../grader/index";

/** A Date is made, but not of the time now. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.processing-timestamp",
  fails: ["takes the time at which the record is processed"],
  answer: ["userSession.processing_timestamp = new Date(0).toISOString();"],
};
