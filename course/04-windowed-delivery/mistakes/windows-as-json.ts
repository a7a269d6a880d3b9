import type { Mistake } from "../../../grader/index";

/** The new table is JSON, as the old one. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.keep-once",
  fails: ["stores them as Parquet, in the folder"],
  answer: [
    "await runQuery({",
    "  ...ATHENA,",
    "  sql: `CREATE TABLE ${target} WITH (format = 'JSON', external_location = '${folder}') AS SELECT DISTINCT * FROM ${source}`,",
    "});",
  ],
};
