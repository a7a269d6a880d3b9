import type { Mistake } from "../../../grader/index";

/** The query reads the stream by its name, where Flink knows only the table. */
export const mistake: Mistake = {
  exercise: "03-data-collection.flink-query",
  fails: [
    "reads the table people",
    "takes people who are old enough, and nobody else",
    "returns the five columns under their names",
  ],
  answer: [
    "const FLINK_QUERY: string = [",
    '  "SELECT people.name.`first` AS `first`, people.name.`last` AS `last`, gender, people.dob.age AS age, people.`location`.country AS country",',
    '  "FROM `people-stream` WHERE people.dob.age >= " + MINIMUM_AGE,',
    "].join(' ');",
  ],
};
