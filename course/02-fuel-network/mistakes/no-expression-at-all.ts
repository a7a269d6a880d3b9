import type { Mistake } from "../../../grader/index";

/** AWS accepts an error prefix without expressions, but then it has neither error output type nor date. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.error-type",
  fails: ["names the type of failure, since the error prefix has expressions", "keeps the date"],
  answer: ['const DATED_ERROR_PREFIX = "failed/";'],
};
