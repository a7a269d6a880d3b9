import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A star gives all columns, in the order of the table. */
  "all-columns": {
    fails: ["gives the seven columns"],
    changes: [["componentName, metricName, unit, minValue, maxValue, fromTimestamp, toTimestamp", "*"]],
  },
  /** The condition on the metric is missing, so percents and mebibytes are in one list. */
  "all-metrics": {
    fails: ["gives the windows of one metric of one service"],
    changes: [["' AND metricName = 'cpu'", "'"]],
  },
  /** The question asks for all windows, not only for the first one. */
  "first-window-alone": {
    fails: ["gives the windows of one metric of one service"],
    changes: [["maxValue DESC", "maxValue DESC LIMIT 1"]],
  },
  /** Without DESC the smallest value comes first. */
  "lowest-first": {
    fails: ["puts the windows in the order of the question"],
    changes: [["maxValue DESC", "maxValue"]],
  },
  /** The windows are sorted by another column than the question's. */
  "sorted-by-smallest-values": {
    fails: ["puts the windows in the order of the question"],
    changes: [["BY maxValue DESC", "BY minValue DESC"]],
  },
  /** Values are rounded before they are compared, so 97.2 and 97 are in any order. */
  "sorted-by-whole-numbers": {
    fails: ["puts the windows in the order of the question"],
    changes: [["BY maxValue DESC", "BY CAST(maxValue AS integer) DESC"]],
  },
};
