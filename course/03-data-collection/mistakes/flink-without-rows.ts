import type { Mistake } from "../../../grader/index";

/** The columns are those of the pump: Flink has none of these names at the top of its table. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-query",
  fails: ["takes people who are old enough, and nobody else", "returns the five columns under their names"],
  answer: [
    "const FLINK_QUERY: string = [",
    '  "SELECT `first`, `last`, gender, age, country",',
    "  `FROM people WHERE age >= ${MINIMUM_AGE}`,",
    "].join(' ');",
  ],
};
