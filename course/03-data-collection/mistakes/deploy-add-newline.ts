import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The function's name differs from the one that the Firehose invokes. */
  "another-function": {
    fails: ["gives the function its name, add-newline-function"],
    changes: [["functionName: FUNCTION", 'functionName: "add-newline"']],
  },
  /** A minute in milliseconds, as most timeouts in JavaScript: AWS refuses it. */
  "minute-in-milliseconds": {
    fails: ["gives it a minute"],
    isAlwaysJudged: true,
    changes: [["timeoutSeconds: 60", "timeoutSeconds: 60 * 1000"]],
  },
  /** The timeout is Lambda's default, 3 seconds. */
  "three-seconds": {
    fails: ["gives it a minute"],
    changes: [["timeoutSeconds: 60", "timeoutSeconds: 3"]],
  },
};
