import type { Mistake } from "../../../grader/index";

/** `metricName` holds the unit. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.aggregate",
  fails: ["says of which metric of which component it is"],
  answer: [
    "return {",
    "componentName, metricName: unit, unit,",
    "minValue: window.min,",
    "maxValue: window.max,",
    "avg: window.sum / window.count,",
    "fromTimestamp: new Date(window.firstMs).toISOString(),",
    "toTimestamp: new Date(window.lastMs).toISOString(),",
    "};",
  ],
};
