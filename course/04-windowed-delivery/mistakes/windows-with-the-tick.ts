import type { Mistake } from "../../../grader/index";

/** The other metric is left out, but not the tick that closes the windows. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.flink-windows",
  fails: ["takes your metric, and no other"],
  answer: [
    "const FLINK_WINDOWS: string = [",
    '  "SELECT componentName, window_start, COUNT(*) AS events, MAX(`value`) AS highest",',
    "  \"FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(`timestamp`), INTERVAL '4' MINUTES))\",",
    "  \"WHERE metricName <> 'cpu'\",",
    '  "GROUP BY window_start, window_end, componentName",',
    '].join("\\n");',
  ],
};
