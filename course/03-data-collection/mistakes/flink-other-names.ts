import type { Mistake } from "../../../grader/index";

/** A column has another name than in the pump. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-query",
  fails: ["returns the five columns under their names"],
  answer: [
    "const FLINK_QUERY: string = [",
    '  "SELECT people.name.`first` AS `first`, people.name.`last` AS `last`, gender, people.dob.age AS years, people.`location`.country AS country",',
    "  `FROM people WHERE people.dob.age >= ${MINIMUM_AGE}`,",
    "].join(' ');",
  ],
};
