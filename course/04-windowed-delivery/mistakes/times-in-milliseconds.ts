import type { Mistake } from "../../../grader/index";

/** The timestamps are numbers instead of text. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.aggregate",
  fails: ["gives the first event time as text", "gives the last event time as text"],
  answer: [
    "return {",
    "componentName, metricName, unit,",
    "minValue: window.min,",
    "maxValue: window.max,",
    "avg: window.sum / window.count,",
    "fromTimestamp: window.firstMs as never,",
    "toTimestamp: window.lastMs as never,",
    "};",
  ],
};
