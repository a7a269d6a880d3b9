import type { Mistake } from "../../../grader/index";

/** The age's column is a VARCHAR instead of an INTEGER. */
export const mistake: Mistake = {
  exercise: "03-data-collection.destination-stream",
  fails: ["gives each column its type"],
  answer: [
    "// The in-application stream for the result: five columns, each with its type.",
    'export const DESTINATION_STREAM: string = `CREATE OR REPLACE STREAM "DESTINATION_USER_DATA" (',
    '  "first" VARCHAR(32),',
    '  "last" VARCHAR(32),',
    '  "gender" VARCHAR(8),',
    '  "age" VARCHAR(8),',
    '  "country" VARCHAR(64)',
    ");`;",
  ],
};
