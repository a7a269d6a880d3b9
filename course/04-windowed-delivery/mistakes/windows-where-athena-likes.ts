import type { Mistake } from "../../../grader/index";

/** No folder is named. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.keep-once",
  fails: ["stores them as Parquet, in the folder"],
  answer: [
    "await runQuery({",
    "  ...ATHENA,",
    "  sql: `CREATE TABLE ${target} WITH (format = 'PARQUET') AS SELECT DISTINCT * FROM ${source}`,",
    "});",
  ],
};
