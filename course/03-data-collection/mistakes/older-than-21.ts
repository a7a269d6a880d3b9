import type { Mistake } from "../../../grader/index";

/** The condition leaves out people of exactly 21. */
export const mistake: Mistake = {
  exercise: "03-data-collection.stream-pump",
  fails: ["takes people who are old enough, and nobody else"],
  answer: [
    "// The pump: it goes on putting rows of the source into that stream.",
    'export const STREAM_PUMP: string = `CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"',
    '  SELECT STREAM "first", "last", "gender", "age", "country"',
    '  FROM "SOURCE_SQL_STREAM_001"',
    '  WHERE "age" > 21;`;',
  ],
};
