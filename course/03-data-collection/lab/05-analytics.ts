// Lab 03, part 4: the analytics application: source, schema, SQL.

import { check } from "../../../src/index";
import { createAnalyticsApplication, discoverSchema, saveQuery, showMinimumAge, showRawAndFormatted } from "../../../src/data-collection";
import type { Input } from "@aws-sdk/client-kinesis-analytics-v2";
import { ANALYTICS_ROLE_ARN, APPLICATION, STREAM_ARN, STUDENT } from "./01-opening";

export { MINIMUM_AGE };

// %% [markdown] id=part-4 tags=why
// ## 4. The analytics application
//
// > **A good place to stop.** Save, and press **Ctrl-C** where `npm start` runs. To go on another day, run `npm start`, and choose **Run → Run All Above Selected Cell**: your streams, data and files are still there. ([More on this](../../../docs/learners.md#stop-and-continue-another-day))
//
// A record of a person has more than thirty values, including a password. In the bucket, you want only five: first and last name, gender, age and country. And you want only people who are old enough.
// An **analytics application** does that as the records flow by. You give it a stream, a **schema** and some SQL.
//
// > **History.** AWS ended SQL applications (*Kinesis Data Analytics for SQL*, `SQL-1_0`) on 27 January 2026. Much material on streaming still uses them, and their ideas live on in Flink SQL. So you write one here, where it still runs. Part 7
// > does the same on Flink, which is what you'd use today. ([AWS's page](https://docs.aws.amazon.com/kinesisanalytics/latest/dev/discontinuation.html))

// %% [markdown] id=discover-do tags=do
// ### 4.1 Discover the schema
//
// SQL needs columns, and a record is just bytes. The service can look at some records and suggest columns. In the console, that's the button *Discover schema* ([AWS's page](https://docs.aws.amazon.com/kinesisanalytics/latest/dev/sch-dis.html)). The next cell does the same. It shows one record **raw**, and next to it, what was discovered: **formatted**.
//
// Look at three things:
//
// - The path of a value in the JSON, such as `$.name.first`.
// - Two ages: `age` is the person's age, from `$.dob.age`. What is the other one, `age0`?
// - The types of strings, such as `VARCHAR(8)`: they're guessed from the **longest string seen so far**.

// %% id=discover tags=look,varies
const discovered = await discoverSchema({ streamArn: STREAM_ARN, roleArn: ANALYTICS_ROLE_ARN });
showRawAndFormatted(discovered);

// %% [markdown] id=input-columns-do tags=do
// ### 4.2 Keep five columns
//
// A guess is only a guess. Tomorrow, someone may have a name with 12 letters. In the console, you would press *Edit schema*. Here, you write the columns that you need. Each has a `Name`, a `Mapping` (the path) and an `SqlType`.
//
// | column | type |
// |---|---|
// | `first`, `last` | `VARCHAR(32)` |
// | `gender` | `VARCHAR(8)` |
// | `age` | `INTEGER` |
// | `country` | `VARCHAR(64)` |
//
// Find the paths above. Use the person's age, not the number of years since they registered.

// %% id=input-columns exercise=03-data-collection.input-columns
const COLUMNS = [
  // ### START CODE HERE ### (~ 5 lines of code)
  { Name: "first", Mapping: "$.name.first", SqlType: "VARCHAR(32)" }, // @KEEP
  { Name: "last", Mapping: "$.name.last", SqlType: "VARCHAR(32)" }, // @REPLACE { Name: "last", Mapping: None, SqlType: None },
  { Name: "gender", Mapping: "$.gender", SqlType: "VARCHAR(8)" }, // @REPLACE { Name: "gender", Mapping: None, SqlType: None },
  { Name: "age", Mapping: "$.dob.age", SqlType: "INTEGER" }, // @REPLACE { Name: "age", Mapping: None, SqlType: None },
  { Name: "country", Mapping: "$.location.country", SqlType: "VARCHAR(64)" }, // @REPLACE { Name: "country", Mapping: None, SqlType: None },
  // ### END CODE HERE ###
];

// %% id=input-columns-check tags=check
await check("03-data-collection.input-columns");

// %% [markdown] id=input-columns-stuck tags=stuck
// {{solution 03-data-collection.input-columns}} Each path leads to one value of the record. The types leave room for longer values than those seen today. `$.registered.age` would be a number as well, and no error would warn you that it's the wrong one.

// %% [markdown] id=application-do tags=do
// ### 4.3 Create the application
//
// An application has a name, a description and a **runtime**: SQL or Apache Flink. Here it's SQL: `"SQL-1_0"`. Then connect the streaming data:
//
// - `NamePrefix`: inside the application, the stream has a different name. With the prefix `SOURCE_SQL_STREAM`, it's `SOURCE_SQL_STREAM_001`. The console uses this prefix too, and so does most of the SQL you'll find.
// - `KinesisStreamsInput`: an object whose `ResourceARN` is the ARN of your stream, `STREAM_ARN`. (The console also offers a Firehose as a source.)
//
// In the console, this was *Kinesis → Analytics applications → Create*, then *Connect streaming data*, where you would let AWS create a role. Here, the role is already set up for you.

// %% id=application exercise=03-data-collection.application
// ### START CODE HERE ### (~ 3 lines of code)
const SOURCE: Input = { // @KEEP
  NamePrefix: "SOURCE_SQL_STREAM", // @REPLACE NamePrefix: None,
  KinesisStreamsInput: { ResourceARN: STREAM_ARN }, // @REPLACE KinesisStreamsInput: { ResourceARN: None },
  InputSchema: { // @KEEP
    RecordFormat: { RecordFormatType: "JSON", MappingParameters: { JSONMappingParameters: { RecordRowPath: "$" } } }, // @KEEP
    RecordEncoding: "UTF-8", // @KEEP
    RecordColumns: COLUMNS, // @KEEP
  }, // @KEEP
}; // @KEEP
await createAnalyticsApplication({ // @KEEP
  applicationName: APPLICATION, // @KEEP
  description: "Five columns of each person who is old enough", // @KEEP
  runtime: "SQL-1_0", // @REPLACE runtime: None,
  roleArn: ANALYTICS_ROLE_ARN, // @KEEP
  input: SOURCE, // @KEEP
}); // @KEEP
// ### END CODE HERE ###

// %% id=application-check tags=check
await check("03-data-collection.application");

// %% [markdown] id=application-stuck tags=stuck
// <details>
// <summary>Something went wrong?</summary>
//
// If the application already exists, the cell doesn't change it. Instead, it prints the line that deletes it.
//
// </details>
//
// {{solution 03-data-collection.application}} The prefix and `_001` form the name that the query reads from. The ARN says which stream that is, the schema says which columns it has, and the runtime says which language the query is written in.

// %% [markdown] id=destination-stream-do tags=do
// ### 4.4 SQL: the stream for the result
//
// Open [`src/collection/subset-transformation-query.ts`](../../../src/collection/subset-transformation-query.ts). It has two statements, each as a string. The first one creates an **in-application stream**: a stream inside the application, with columns. Write it:
//
//     CREATE OR REPLACE STREAM "DESTINATION_USER_DATA" (
//       "first" VARCHAR(32),
//       …
//     );
//
// Declare five columns: `first`, `last`, `gender`, `age` and `country`, with the types from 4.2. **Put every name in double quotes.** Without quotes, SQL turns a name into capitals: `first` becomes `FIRST`, and that's a different column.

// %% id=destination-stream-check tags=check
await check("03-data-collection.destination-stream");

// %% [markdown] id=destination-stream-stuck tags=stuck
// {{solution 03-data-collection.destination-stream}} Each column has the same type as in the source, so nothing has to be converted. The quotes keep the names in lowercase, which is how they appear in the JSON that leaves the application.

// %% [markdown] id=stream-pump-do tags=do
// ### 4.5 SQL: the pump
//
// A stream alone is empty. A **pump** is a query that never ends: it keeps inserting rows into a stream ([AWS's page](https://docs.aws.amazon.com/kinesisanalytics/latest/dev/streams-pumps.html)). Write the second statement:
//
//     CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"
//       SELECT STREAM …
//       FROM "SOURCE_SQL_STREAM_001"
//       WHERE …;
//
// Select the five columns, in the same order as in the stream. Keep only people who are **at least** as old as your minimum age: your name decides it, and the next cell shows it. **Save** the file.

// %% id=minimum-age tags=look
const MINIMUM_AGE = showMinimumAge(STUDENT);

// %% id=stream-pump-check tags=check
await check("03-data-collection.stream-pump");

// %% [markdown] id=stream-pump-stuck tags=stuck
// {{solution 03-data-collection.stream-pump}} SQL matches values to columns by position, not by name. So the five are in the same order as in the stream. `WHERE` checks each row as it comes, and `>=` includes people who are exactly 21. This is the minimum age for Ada Lovelace: yours may differ.

// %% [markdown] id=save-query-note tags=do
// The next cell saves both statements in the application, as the SQL editor does. It also checks that they're well formed. If you change the file later, save it and run this cell again: the `import` reads the file each time.

// %% id=save-query tags=do
import { DESTINATION_STREAM, STREAM_PUMP } from "../scripts/src/collection/subset-transformation-query";

const QUERY = `${DESTINATION_STREAM}\n\n${STREAM_PUMP}`;
await saveQuery({ applicationName: APPLICATION, query: QUERY });
