import type { Mistake } from "../../../grader/index";

/** The timestamps are Dates. As JSON they look like text, but code that uses the aggregate itself gets no text. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.aggregate",
  fails: ["gives the first event time as text", "gives the last event time as text"],
  answer: [
    "return {",
    "componentName, metricName, unit,",
    "minValue: window.min,",
    "maxValue: window.max,",
    "avg: window.sum / window.count,",
    "fromTimestamp: new Date(window.firstMs) as never,",
    "toTimestamp: new Date(window.lastMs) as never,",
    "};",
  ],
};
