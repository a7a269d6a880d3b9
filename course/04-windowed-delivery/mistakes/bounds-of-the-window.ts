import type { Mistake } from "../../../grader/index";

/** `fromTimestamp` is the beginning of the window instead of its first event. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.aggregate",
  fails: ["gives the first event time as text"],
  answer: [
    "return {",
    "componentName, metricName, unit,",
    "minValue: window.min,",
    "maxValue: window.max,",
    "avg: window.sum / window.count,",
    "fromTimestamp: new Date(window.startMs).toISOString(),",
    "toTimestamp: new Date(window.lastMs).toISOString(),",
    "};",
  ],
};
