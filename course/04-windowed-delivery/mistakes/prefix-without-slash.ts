import type { Mistake } from "../../../grader/index";

/** The component and the name of the object grow together. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.prefixes",
  fails: ["puts each component into a folder of its own name"],
  answer: [
    'const PREFIX = "!{partitionKeyFromQuery:componentName}";',
    'const ERROR_PREFIX = "errors/!{firehose:error-output-type}/";',
  ],
};
