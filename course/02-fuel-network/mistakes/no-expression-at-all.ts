import type { Mistake } from "../../../grader/index";

/** AWS is content with a plain error prefix; but neither kind nor date are in it. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.error-type",
  fails: ["names the kind of failure, since the error prefix has expressions", "keeps the date"],
  answer: ['const DATED_ERROR_PREFIX = "failed/";'],
};
