import type { Mistake } from "../../../grader/index";

/** The first two columns are swapped: a pump without column names fills the columns in their order. */
export const mistake: Mistake = {
  exercise: "03-data-collection.stream-pump",
  fails: ["selects the five columns, in the order of the stream"],
  answer: [
    "// The pump: it goes on putting rows of the source into that stream.",
    'export const STREAM_PUMP: string = `CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"',
    '  SELECT STREAM "last", "first", "gender", "age", "country"',
    '  FROM "SOURCE_SQL_STREAM_001"',
    '  WHERE "age" >= 21;`;',
  ],
};
