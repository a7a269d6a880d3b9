import type { Mistake } from "../../../grader/index";

/** InternalFailure is a refusal, too. */
export const mistake: Mistake = {
  exercise: "03-data-collection.refused-records",
  fails: [
    "gives the records that were refused, and no others",
    "gives none when all were taken, and all when none was",
  ],
  answer: ['sent.filter((_record, at) => answers[at]?.ErrorCode === "ProvisionedThroughputExceededException");'],
};
