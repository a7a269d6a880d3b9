import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Without the end of the window, Flink doesn't know when a row is final: it writes the row again after each event. */
  "windows-by-their-start": {
    fails: ["has a row for each service in each window"],
    changes: [[", window_end, componentName", ", componentName"]],
  },
  /** Both metrics are counted together. */
  "windows-of-both-metrics": {
    fails: ["takes your metric, and no other"],
    changes: [["  \"WHERE metricName = 'ram'\",\n", ""]],
  },
  /** Values that come twice are counted once. */
  "windows-of-different-values": {
    fails: ["counts the events, and finds the highest value"],
    changes: [["COUNT(*)", "COUNT(DISTINCT `value`)"]],
  },
  /** The windows of 6.1, copied. */
  "windows-of-one-minute": {
    fails: ["reads the events in tumbling windows of your size"],
    changes: [["INTERVAL '4' MINUTES", "INTERVAL '0 00:01:00' DAY TO SECOND"]],
  },
  /** The windows are of seconds instead of minutes. */
  "windows-of-seconds": {
    fails: ["reads the events in tumbling windows of your size"],
    changes: [["INTERVAL '4' MINUTES", "INTERVAL '4' SECONDS"]],
  },
  /** The values are added up instead of the highest one found. */
  "windows-with-the-sum": {
    fails: ["counts the events, and finds the highest value"],
    changes: [["MAX(", "SUM("]],
  },
  /** The other metric is left out, but not the tick that closes the windows. */
  "windows-with-the-tick": {
    fails: ["takes your metric, and no other"],
    changes: [["= 'ram'", "<> 'cpu'"]],
  },
};
