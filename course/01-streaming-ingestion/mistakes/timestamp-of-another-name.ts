import type { Mistake } from "../../../grader/index";

/** The time is written into a member of another name. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.processing-timestamp",
  fails: [
    "gives every record a processing_timestamp",
    "takes the time at which the record is processed",
    "writes the time as ISO 8601, with its zone",
  ],
  answer: ["Object.assign(userSession, { processingTimestamp: new Date().toISOString() });"],
};
