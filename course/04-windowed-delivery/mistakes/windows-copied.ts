import type { Mistake } from "../../../grader/index";

/** Every row is copied. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.keep-once",
  fails: ["keeps each window once"],
  answer: [
    "await runQuery({",
    "  ...ATHENA,",
    "  sql: `CREATE TABLE ${target} WITH (format = 'PARQUET', external_location = '${folder}') AS SELECT * FROM ${source}`,",
    "});",
  ],
};
