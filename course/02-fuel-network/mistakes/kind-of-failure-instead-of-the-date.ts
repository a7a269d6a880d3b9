import type { Mistake } from "../../../grader/index";

/** The date is replaced, not completed. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.error-type",
  fails: ["keeps the date"],
  answer: ['const DATED_ERROR_PREFIX = "failed/!{firehose:error-output-type}/";'],
};
