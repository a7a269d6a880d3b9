import type { Mistake } from "../../../grader/index";

/** The column for last names is guessed too short for longer names. */
export const mistake: Mistake = {
  exercise: "03-data-collection.input-columns",
  fails: ["gives each column its type"],
  answer: [
    '{ Name: "first", Mapping: "$.name.first", SqlType: "VARCHAR(32)" },',
    '{ Name: "last", Mapping: "$.name.last", SqlType: "VARCHAR(8)" },',
    '{ Name: "gender", Mapping: "$.gender", SqlType: "VARCHAR(8)" },',
    '{ Name: "age", Mapping: "$.dob.age", SqlType: "INTEGER" },',
    '{ Name: "country", Mapping: "$.location.country", SqlType: "VARCHAR(64)" },',
  ],
};
