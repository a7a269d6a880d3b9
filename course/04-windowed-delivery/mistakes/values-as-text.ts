import type { Mistake } from "../../../grader/index";

/** The columns of values are strings, which sort in another order than numbers. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.table",
  fails: ["has the seven columns of an aggregate"],
  answer: [
    'const COLUMNS = "metricName string, unit string, minValue string, maxValue string, avg double, fromTimestamp string, toTimestamp string";',
    'const PARTITIONED_BY = "PARTITIONED BY (componentName string)";',
  ],
};
