import type { Mistake } from "../../../grader/index";

/** The average is computed as the middle between the smallest and the largest value. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.aggregate",
  fails: ["gives the average"],
  answer: [
    "return {",
    "componentName, metricName, unit,",
    "minValue: window.min,",
    "maxValue: window.max,",
    "avg: (window.min + window.max) / 2,",
    "fromTimestamp: new Date(window.firstMs).toISOString(),",
    "toTimestamp: new Date(window.lastMs).toISOString(),",
    "};",
  ],
};
