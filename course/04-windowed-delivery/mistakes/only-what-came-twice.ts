import type { Mistake } from "../../../grader/index";

/** A window that was there once is left out. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.keep-once",
  fails: ["loses no window"],
  answer: [
    "await runQuery({",
    "  ...ATHENA,",
    "  sql: `CREATE TABLE ${target} WITH (format = 'PARQUET', external_location = '${folder}') AS SELECT componentName, metricName, unit, minValue, maxValue, avg, fromTimestamp, toTimestamp FROM ${source} GROUP BY componentName, metricName, unit, minValue, maxValue, avg, fromTimestamp, toTimestamp HAVING count(*) > 1`,",
    "});",
  ],
};
