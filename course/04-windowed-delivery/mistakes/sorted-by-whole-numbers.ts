import type { Mistake } from "../../../grader/index";

/** Values are rounded before they are compared, so 97.2 and 97 are in any order. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.question",
  fails: ["puts the windows in the order of the question"],
  answer: [
    "const MY_QUERY = `SELECT componentName, metricName, unit, minValue, maxValue, fromTimestamp, toTimestamp",
    "  FROM aggregates",
    "  WHERE componentName = 'user-service' AND metricName = 'cpu'",
    "  ORDER BY CAST(maxValue AS integer) DESC`;",
  ],
};
