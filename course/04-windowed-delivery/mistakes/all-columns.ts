import type { Mistake } from "../../../grader/index";

/** A star gives all columns, in the order of the table. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.question",
  fails: ["gives the seven columns"],
  answer: [
    "const MY_QUERY = `SELECT *",
    "  FROM aggregates",
    "  WHERE componentName = 'user-service' AND metricName = 'cpu'",
    "  ORDER BY maxValue DESC`;",
  ],
};
