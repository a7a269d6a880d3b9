import "../../../src/exercises/none"; // None stands where your own code belongs

// ### START CODE HERE ### (~ 7 lines of code)
// The in-application stream for the result: five columns, each with its type.
export const DESTINATION_STREAM: string = `CREATE OR REPLACE STREAM "DESTINATION_USER_DATA" (
  "first" VARCHAR(32),
  "last" VARCHAR(32),
  "gender" VARCHAR(8),
  "age" INTEGER,
  "country" VARCHAR(64)
);`;
// ### END CODE HERE ###

// ### START CODE HERE ### (~ 4 lines of code)
// The pump: it goes on putting rows of the source into that stream.
export const STREAM_PUMP: string = `CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"
  SELECT STREAM "first", "last", "gender", "age", "country"
  FROM "SOURCE_SQL_STREAM_001"
  WHERE "age" >= 21;`;
// ### END CODE HERE ###
