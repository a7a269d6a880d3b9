import type { Mistake } from "../../../grader/index";

/** What was taken would be in the stream twice. */
export const mistake: Mistake = {
  exercise: "03-data-collection.refused-records",
  fails: [
    "gives the records that were refused, and no others",
    "gives none when all were taken, and all when none was",
  ],
  answer: ["sent;"],
};
