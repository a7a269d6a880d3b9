import type { Mistake } from "../../../grader/index";

/** All records are sent again, so the stream would hold the accepted ones twice. */
export const mistake: Mistake = {
  exercise: "03-data-collection.refused-records",
  fails: [
    "gives the records that were refused, and no others",
    "gives none when all were taken, and all when none was",
  ],
  answer: ["sent;"],
};
