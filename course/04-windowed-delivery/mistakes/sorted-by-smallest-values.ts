import type { Mistake } from "../../../grader/index";

/** The windows are sorted by another column than the question's. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.question",
  fails: ["puts the windows in the order of the question"],
  answer: [
    "const MY_QUERY = `SELECT componentName, metricName, unit, minValue, maxValue, fromTimestamp, toTimestamp",
    "  FROM aggregates",
    "  WHERE componentName = 'user-service' AND metricName = 'cpu'",
    "  ORDER BY minValue DESC`;",
  ],
};
