import type { Mistake } from "../../../grader/index";

/** Behind the slash the name of each object begins: here with a word of its own. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.prefixes",
  fails: ["puts each component into a folder of its own name"],
  answer: [
    'const PREFIX = "!{partitionKeyFromQuery:componentName}/aggregates-";',
    'const ERROR_PREFIX = "errors/!{firehose:error-output-type}/";',
  ],
};
