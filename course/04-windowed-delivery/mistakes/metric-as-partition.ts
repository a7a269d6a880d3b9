import type { Mistake } from "../../../grader/index";

/** Sorted by what was measured instead of by who. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.processors",
  fails: ["finds the component of each record"],
  answer: ['const QUERY = "{componentName: .metricName}";', 'const DELIMITER = "\\\\n";'],
};
