import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The period is 1 second instead of 60: CloudWatch counts it in seconds. */
  "one-minute-as-1": {
    fails: ["asks for a value each minute"],
    changes: [["Period: 60", "Period: 1"]],
  },
};
