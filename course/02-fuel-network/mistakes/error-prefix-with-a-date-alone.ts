import type { Mistake } from "../../../grader/index";

/** The error prefix has an expression, but not the error output type: AWS refuses it, too. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.error-prefix",
  fails: ["says where failed records go, since the prefix has expressions"],
  answer: ['const ERROR_PREFIX = "error/!{timestamp:yyyy}/";'],
};
