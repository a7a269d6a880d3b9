import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The key for the hour still extracts the year. */
  "hour-forgotten": {
    fails: ["sorts by hour, not by year"],
    changes: [["PARTITION_KEYS", "{ ...PARTITION_KEYS, hour: YEAR }"]],
  },
  /** The update names a version that the delivery stream does not have: AWS refuses it. */
  "version-of-another-time": {
    fails: ["sorts by month, not by year", "sorts by day, not by year", "sorts by hour, not by year"],
    changes: [["slip.versionId", '"7"']],
  },
};
