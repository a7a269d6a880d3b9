import type { Mistake } from "../../../grader/index";

/** The timeout is Lambda's default, 3 seconds. */
export const mistake: Mistake = {
  exercise: "03-data-collection.deploy-add-newline",
  fails: ["gives it a minute"],
  answer: ["const FUNCTION_SETTINGS = {", "  functionName: FUNCTION,", "  timeoutSeconds: 3,", "};"],
};
