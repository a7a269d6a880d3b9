import type { Mistake } from "../../../grader/index";

/** The in-application stream has another name than the one that the application's output names. */
export const mistake: Mistake = {
  exercise: "03-data-collection.destination-stream",
  fails: ["creates the stream DESTINATION_USER_DATA"],
  answer: [
    "// The in-application stream for the result: five columns, each with its type.",
    'export const DESTINATION_STREAM: string = `CREATE OR REPLACE STREAM "DESTINATION_SQL_STREAM" (',
    '  "first" VARCHAR(32),',
    '  "last" VARCHAR(32),',
    '  "gender" VARCHAR(8),',
    '  "age" INTEGER,',
    '  "country" VARCHAR(64)',
    ");`;",
  ],
};
