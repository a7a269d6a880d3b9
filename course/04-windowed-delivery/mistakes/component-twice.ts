import type { Mistake } from "../../../grader/index";

/** The partition key is also declared as a column, which Athena refuses. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.table",
  fails: ["has the seven columns of an aggregate"],
  answer: [
    'const COLUMNS = "componentName string, metricName string, unit string, minValue double, maxValue double, avg double, fromTimestamp string, toTimestamp string";',
    'const PARTITIONED_BY = "PARTITIONED BY (componentName string)";',
  ],
};
