import type { Mistake } from "../../../grader/index";

/** The prefix continues after the slash, so each object's name begins with "aggregates-". */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.prefixes",
  fails: ["puts each component into a folder of its own name"],
  answer: [
    'const PREFIX = "!{partitionKeyFromQuery:componentName}/aggregates-";',
    'const ERROR_PREFIX = "errors/!{firehose:error-output-type}/";',
  ],
};
