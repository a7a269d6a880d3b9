import type { Mistake } from "../../../grader/index";

/** Without quotes, SQL makes the column names upper case. */
export const mistake: Mistake = {
  exercise: "03-data-collection.destination-stream",
  fails: ["gives it five columns, in their order"],
  answer: [
    "// The in-application stream for the result: five columns, each with its type.",
    'export const DESTINATION_STREAM: string = `CREATE OR REPLACE STREAM "DESTINATION_USER_DATA" (',
    "  first VARCHAR(32),",
    "  last VARCHAR(32),",
    "  gender VARCHAR(8),",
    "  age INTEGER,",
    "  country VARCHAR(64)",
    ");`;",
  ],
};
