import type { Mistake } from "../../../grader/index";

/** The partition key is called component instead of componentName. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.table",
  fails: ["takes the component from the partition"],
  answer: [
    'const COLUMNS = "metricName string, unit string, minValue double, maxValue double, avg double, fromTimestamp string, toTimestamp string";',
    'const PARTITIONED_BY = "PARTITIONED BY (component string)";',
  ],
};
