import type { Mistake } from "../../../grader/index";

/** Without a point, componentName is not a valid jq program. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.processors",
  fails: ["finds the component of each record", "ends each record with a new line"],
  answer: ['const QUERY = "{componentName: componentName}";', 'const DELIMITER = "\\\\n";'],
};
