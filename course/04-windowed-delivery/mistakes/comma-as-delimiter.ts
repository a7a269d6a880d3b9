import type { Mistake } from "../../../grader/index";

/** A comma between the aggregates puts all of them in one line. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.processors",
  fails: ["ends each record with a new line"],
  answer: ['const QUERY = "{componentName: .componentName}";', 'const DELIMITER = ",";'],
};
