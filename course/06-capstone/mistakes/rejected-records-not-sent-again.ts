import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** PutRecords can succeed and reject some of its records; these are lost. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: [
    "has every valid scan in parcels.scans, although the producer is killed and limits are reached",
    "puts each bad line into parcels.rejected, once, and nothing else",
  ],
  answer: changeSolution([
    "left = left.filter((_, at) => Records[at]?.ErrorCode !== undefined);",
    "left = Records.slice(Records.length);",
  ]),
};
