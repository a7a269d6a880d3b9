import type { Mistake } from "../../../grader/index";

/** The values are added up instead of the highest one found. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.flink-windows",
  fails: ["counts the events, and finds the highest value"],
  answer: [
    "const FLINK_WINDOWS: string = [",
    '  "SELECT componentName, window_start, COUNT(*) AS events, SUM(`value`) AS highest",',
    "  \"FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(`timestamp`), INTERVAL '4' MINUTES))\",",
    "  \"WHERE metricName = 'ram'\",",
    '  "GROUP BY window_start, window_end, componentName",',
    '].join("\\n");',
  ],
};
