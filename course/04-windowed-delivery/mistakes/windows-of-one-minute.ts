import type { Mistake } from "../../../grader/index";

/** The windows of 6.1, copied. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.flink-windows",
  fails: ["reads the events in tumbling windows of your size"],
  answer: [
    "const FLINK_WINDOWS: string = [",
    '  "SELECT componentName, window_start, COUNT(*) AS events, MAX(`value`) AS highest",',
    "  \"FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(`timestamp`), INTERVAL '0 00:01:00' DAY TO SECOND))\",",
    "  \"WHERE metricName = 'ram'\",",
    '  "GROUP BY window_start, window_end, componentName",',
    '].join("\\n");',
  ],
};
