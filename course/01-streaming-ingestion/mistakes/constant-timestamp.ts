import type { Mistake } from "../../../grader/index";

/** The example in the lab's text is copied: a valid time, but always the same. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.processing-timestamp",
  fails: ["takes the time at which the record is processed"],
  answer: ['userSession.processing_timestamp = "2026-11-20T09:15:02.123Z";'],
};
