import type { Mistake } from "../../../grader/index";

/** The error output type replaces the date, instead of following it. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.error-type",
  fails: ["keeps the date"],
  answer: ['const DATED_ERROR_PREFIX = "failed/!{firehose:error-output-type}/";'],
};
