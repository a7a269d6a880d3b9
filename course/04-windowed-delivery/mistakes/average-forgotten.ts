import type { Mistake } from "../../../grader/index";

/** The column of the average is missing. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.table",
  fails: ["has the seven columns of an aggregate"],
  answer: [
    'const COLUMNS = "metricName string, unit string, minValue double, maxValue double, fromTimestamp string, toTimestamp string";',
    'const PARTITIONED_BY = "PARTITIONED BY (componentName string)";',
  ],
};
