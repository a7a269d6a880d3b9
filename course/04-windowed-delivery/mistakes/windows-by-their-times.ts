import type { Mistake } from "../../../grader/index";

/** Windows of the same times count as the same, whatever else they say. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.keep-once",
  fails: ["loses no window"],
  answer: [
    "await runQuery({",
    "  ...ATHENA,",
    "  sql: `CREATE TABLE ${target} WITH (format = 'PARQUET', external_location = '${folder}') AS SELECT componentName, metricName, max(unit) AS unit, max(minValue) AS minValue, max(maxValue) AS maxValue, max(avg) AS avg, fromTimestamp, toTimestamp FROM ${source} GROUP BY componentName, metricName, fromTimestamp, toTimestamp`,",
    "});",
  ],
};
