import type { Mistake } from "../../../grader/index";

/** Without the final slash, the error output type and the date become one word. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.prefixes",
  fails: ["gives failed records a folder of their own"],
  answer: [
    'const PREFIX = "!{partitionKeyFromQuery:componentName}/";',
    'const ERROR_PREFIX = "errors/!{firehose:error-output-type}";',
  ],
};
