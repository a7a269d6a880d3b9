import type { Mistake } from "../../../grader/index";

/** The in-application stream's name lacks its suffix _001, so there is no such stream. */
export const mistake: Mistake = {
  exercise: "03-data-collection.stream-pump",
  fails: ["reads SOURCE_SQL_STREAM_001"],
  answer: [
    "// The pump: it goes on putting rows of the source into that stream.",
    'export const STREAM_PUMP: string = `CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"',
    '  SELECT STREAM "first", "last", "gender", "age", "country"',
    '  FROM "SOURCE_SQL_STREAM"',
    '  WHERE "age" >= 21;`;',
  ],
};
