import type { Mistake } from "../../../grader/index";

/** The function's name differs from the one that the Firehose invokes. */
export const mistake: Mistake = {
  exercise: "03-data-collection.deploy-add-newline",
  fails: ["creates the function add-newline-function", "gives it a minute"],
  answer: ["const FUNCTION_SETTINGS = {", '  functionName: "add-newline",', "  timeoutSeconds: 60,", "};"],
};
