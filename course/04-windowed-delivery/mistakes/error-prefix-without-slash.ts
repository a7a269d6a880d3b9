import type { Mistake } from "../../../grader/index";

/** The kind of failure and the date grow together. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.prefixes",
  fails: ["ends the error prefix with a slash"],
  answer: [
    'const PREFIX = "!{partitionKeyFromQuery:componentName}/";',
    'const ERROR_PREFIX = "errors/!{firehose:error-output-type}";',
  ],
};
