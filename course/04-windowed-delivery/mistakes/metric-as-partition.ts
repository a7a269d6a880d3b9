import type { Mistake } from "../../../grader/index";

/** Objects are partitioned by the metric instead of the component. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.processors",
  fails: ["finds the component of each record"],
  answer: ['const QUERY = "{componentName: .metricName}";', 'const DELIMITER = "\\\\n";'],
};
