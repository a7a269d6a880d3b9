import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** The lines after the last full batch are never sent. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: [
    "has every valid scan in parcels.scans, although the producer is killed and limits are reached",
    "puts each bad line into parcels.rejected, once, and nothing else",
    "accepts scans while S3 refuses objects, and delivers them afterward",
    "has an alarm that goes off in time in a stall, and is quiet before",
  ],
  answer: changeSolution(["  }\n  await putLines(batch);", "  }"]),
};
