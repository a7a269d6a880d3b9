import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Failed records are below a component's folder, where Athena reads them as rows of the table. */
  "error-prefix-of-a-component": {
    fails: ["gives failed records a folder of their own"],
    changes: [["errors/!{firehose:error-output-type}", "user-service/errors"]],
  },
  /** Without the final slash, the error output type and the date become one word. */
  "error-prefix-without-slash": {
    fails: ["gives failed records a folder of their own"],
    changes: [["error-output-type}/", "error-output-type}"]],
  },
  /** The placeholder is that of a function, and AWS refuses it. The error prefix is right. */
  "prefix-from-a-function": {
    fails: ["puts each component into a folder of its own name"],
    isAlwaysJudged: true,
    changes: [["partitionKeyFromQuery", "partitionKeyFromLambda"]],
  },
  /** The prefix continues after the slash, so each object's name begins with "aggregates-". */
  "prefix-goes-on": {
    fails: ["puts each component into a folder of its own name"],
    changes: [["componentName}/", "componentName}/aggregates-"]],
  },
  /** Without the final slash, the component and the object's name become one word. */
  "prefix-without-slash": {
    fails: ["puts each component into a folder of its own name"],
    changes: [["componentName}/", "componentName}"]],
  },
};
