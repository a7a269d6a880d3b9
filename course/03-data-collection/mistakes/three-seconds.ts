import type { Mistake } from "../../../grader/index";

/** Lambda's own limit. */
export const mistake: Mistake = {
  exercise: "03-data-collection.deploy-add-newline",
  fails: ["gives it a minute"],
  answer: ["const FUNCTION_SETTINGS = {", "  functionName: FUNCTION,", "  timeoutSeconds: 3,", "};"],
};
