import type { Mistake } from "../../../grader/index";

/** A column is kept that nobody needs. */
export const mistake: Mistake = {
  exercise: "03-data-collection.input-columns",
  fails: ["finds the path of each value"],
  answer: [
    '{ Name: "first", Mapping: "$.name.first", SqlType: "VARCHAR(32)" },',
    '{ Name: "last", Mapping: "$.name.last", SqlType: "VARCHAR(32)" },',
    '{ Name: "gender", Mapping: "$.gender", SqlType: "VARCHAR(8)" },',
    '{ Name: "age", Mapping: "$.dob.age", SqlType: "INTEGER" },',
    '{ Name: "country", Mapping: "$.location.country", SqlType: "VARCHAR(64)" },',
    '{ Name: "email", Mapping: "$.email", SqlType: "VARCHAR(64)" },',
  ],
};
