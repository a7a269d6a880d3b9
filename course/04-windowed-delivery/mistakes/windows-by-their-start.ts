import type { Mistake } from "../../../grader/index";

/** Without the end of the window, Flink doesn't know when a row is final: it writes the row again after each event. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.flink-windows",
  fails: ["has a row for each service in each window"],
  answer: [
    "const FLINK_WINDOWS: string = [",
    '  "SELECT componentName, window_start, COUNT(*) AS events, MAX(`value`) AS highest",',
    "  \"FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(`timestamp`), INTERVAL '4' MINUTES))\",",
    "  \"WHERE metricName = 'ram'\",",
    '  "GROUP BY window_start, componentName",',
    '].join("\\n");',
  ],
};
