import type { Mistake } from "../../../grader/index";

/** The function has another name than the one by which the Firehose invokes it. */
export const mistake: Mistake = {
  exercise: "03-data-collection.deploy-add-newline",
  fails: ["creates the function add-newline-function", "gives it a minute"],
  answer: ["const FUNCTION_SETTINGS = {", '  functionName: "add-newline",', "  timeoutSeconds: 60,", "};"],
};
