import type { Mistake } from "../../../grader/index";

/** Only the first ten records are looked at. */
export const mistake: Mistake = {
  exercise: "03-data-collection.refused-records",
  fails: ["gives the records that were refused, and no others"],
  answer: ["sent.slice(0, 10).filter((_record, at) => answers[at]?.ErrorCode !== undefined);"],
};
