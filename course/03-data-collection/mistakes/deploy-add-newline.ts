import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The function's name differs from the one that the Firehose invokes. */
  "another-function": {
    fails: ["creates the function add-newline-function", "gives it a minute"],
    changes: [["functionName: FUNCTION", 'functionName: "add-newline"']],
  },
  /** The timeout is Lambda's default, 3 seconds. */
  "three-seconds": {
    fails: ["gives it a minute"],
    changes: [["timeoutSeconds: 60", "timeoutSeconds: 3"]],
  },
};
