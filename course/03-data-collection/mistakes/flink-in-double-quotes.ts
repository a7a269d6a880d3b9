import type { Mistake } from "../../../grader/index";

/** The columns are written as in the pump: Flink's names are in backticks. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-query",
  fails: [
    "reads the table people",
    "takes people who are old enough, and nobody else",
    "returns the five columns under their names",
  ],
  answer: [
    "const FLINK_QUERY: string = [",
    '  `SELECT "first", "last", "gender", "age", "country"`,',
    '  `FROM people WHERE "age" >= ${MINIMUM_AGE}`,',
    '].join(" ");',
  ],
};
