import type { Mistake } from "../../../grader/index";

/** The condition on the metric is missing, so percents and mebibytes are in one list. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.question",
  fails: ["gives the windows of one metric of one service"],
  answer: [
    "const MY_QUERY = `SELECT componentName, metricName, unit, minValue, maxValue, fromTimestamp, toTimestamp",
    "  FROM aggregates",
    "  WHERE componentName = 'user-service'",
    "  ORDER BY maxValue DESC`;",
  ],
};
