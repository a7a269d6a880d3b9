import type { Mistake } from "../../../grader/index";

/** The age is taken from the registration instead of the date of birth. */
export const mistake: Mistake = {
  exercise: "03-data-collection.input-columns",
  fails: ["finds the path of each value"],
  answer: [
    '{ Name: "first", Mapping: "$.name.first", SqlType: "VARCHAR(32)" },',
    '{ Name: "last", Mapping: "$.name.last", SqlType: "VARCHAR(32)" },',
    '{ Name: "gender", Mapping: "$.gender", SqlType: "VARCHAR(8)" },',
    '{ Name: "age", Mapping: "$.registered.age", SqlType: "INTEGER" },',
    '{ Name: "country", Mapping: "$.location.country", SqlType: "VARCHAR(64)" },',
  ],
};
