import type { Mistake } from "../../../grader/index";

/** The condition leaves out people of exactly the minimum age. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-query",
  fails: ["takes people who are old enough, and nobody else"],
  answer: [
    "const FLINK_QUERY: string = [",
    '  "SELECT people.name.`first` AS `first`, people.name.`last` AS `last`, gender, people.dob.age AS age, people.`location`.country AS country",',
    "  `FROM people WHERE people.dob.age > ${MINIMUM_AGE}`,",
    "].join(' ');",
  ],
};
