import type { Mistake } from "../../../grader/index";

/** Only one error code counts as a refusal; InternalFailure is left out. */
export const mistake: Mistake = {
  exercise: "03-data-collection.refused-records",
  fails: [
    "gives the records that were refused, and no others",
    "gives none when all were taken, and all when none was",
  ],
  answer: ['sent.filter((_record, at) => answers[at]?.ErrorCode === "ProvisionedThroughputExceededException");'],
};
