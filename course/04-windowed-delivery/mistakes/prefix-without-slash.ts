import type { Mistake } from "../../../grader/index";

/** Without the final slash, the component and the object's name become one word. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.prefixes",
  fails: ["puts each component into a folder of its own name"],
  answer: [
    'const PREFIX = "!{partitionKeyFromQuery:componentName}";',
    'const ERROR_PREFIX = "errors/!{firehose:error-output-type}/";',
  ],
};
