// Lab 03, part 4: the analytics application: source, schema, SQL.

import { check } from "../../../src/index";
import { createAnalyticsApplication, discoverSchema, saveQuery, showRawAndFormatted } from "../../../src/data-collection";
import type { Input } from "@aws-sdk/client-kinesis-analytics-v2";
import { ANALYTICS_ROLE_ARN, APPLICATION, STREAM_ARN } from "./01-opening";

// %% [markdown] id=part-4 tags=why
// ## 4. The analytics application
//
// A record of a person has more than thirty values, a password among them. For the bucket you want five: first and last name, gender, age and country; and only people who are at least 21.
// An **analytics application** does that while the records flow. You give it a stream, a **schema** and some SQL.
//
// > **History.** AWS ended applications in SQL (*Kinesis Data Analytics for SQL*, `SQL-1_0`) on 27 January 2026. Much material on streaming still uses them, and their ideas live on in Flink SQL. So you write one here, where it still runs. Part 7
// > does the same on Flink, which is what you would take today. ([AWS's page](https://docs.aws.amazon.com/kinesisanalytics/latest/dev/discontinuation.html))

// %% [markdown] id=discover-do tags=do
// ### 4.1 Discover the schema
//
// SQL wants columns, and a record is just bytes. The service looks at some records, and proposes columns: the button *Discover schema* ([AWS's page](https://docs.aws.amazon.com/kinesisanalytics/latest/dev/sch-dis.html)). The next cell does it, and shows one record **raw**, beside it what was found: **formatted**.
//
// Look at three things:
//
// - The path of a value in JSON, such as `$.name.first`.
// - Two ages: `age` is that of the person, from `$.dob.age`. What is the other one, `age0`?
// - The types of texts, such as `VARCHAR(8)`: they are guessed from the **longest text that was seen**.

// %% id=discover tags=look,varies
const discovered = await discoverSchema({ streamArn: STREAM_ARN, roleArn: ANALYTICS_ROLE_ARN });
showRawAndFormatted(discovered);

// %% [markdown] id=input-columns-do tags=do
// ### 4.2 Keep five columns
//
// A guess is a guess. Tomorrow somebody comes whose name has 12 letters. In the console you would press *Edit schema*. Here you write the columns that you need. Each has a `Name`, a `Mapping` (the path) and an `SqlType`.
//
// | column | type |
// |---|---|
// | `first`, `last` | `VARCHAR(32)` |
// | `gender` | `VARCHAR(8)` |
// | `age` | `INTEGER` |
// | `country` | `VARCHAR(64)` |
//
// Find the paths above. The age is that of the person, not how long they are registered.

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
// <details>
// <summary>Stuck? A hint</summary>
//
// A path begins with `$.`, and a point leads into an object. `registered` has an age, too: that is `age0`.
//
// </details>
//
// {{solution 03-data-collection.input-columns}} Each path leads to one value of the record. The types leave room for more than was seen today. `$.registered.age` would be a number as well, and no error would tell you that it is the wrong one.

// %% [markdown] id=application-do tags=do
// ### 4.3 Create the application
//
// An application has a name, a description and a **runtime**: SQL or Apache Flink. Here it is SQL: `"SQL-1_0"`. Then connect the streaming data:
//
// - `NamePrefix`: within the application, the stream has a name of its own. With the prefix `SOURCE_SQL_STREAM` that is `SOURCE_SQL_STREAM_001`. This is what the console does, too, and what most SQL that you will find counts on.
// - `KinesisStreamsInput`: an object whose `ResourceARN` is the ARN of your stream, `STREAM_ARN`. (The console offers a Firehose as a source, too.)
//
// In the console this was *Kinesis → Analytics applications → Create*, and then *Connect streaming data*, where you would let AWS make a role. Here the role was set up for you.

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
  description: "Five columns of each person who is at least 21", // @KEEP
  runtime: "SQL-1_0", // @REPLACE runtime: None,
  roleArn: ANALYTICS_ROLE_ARN, // @KEEP
  input: SOURCE, // @KEEP
}); // @KEEP
// ### END CODE HERE ###

// %% id=application-check tags=check
await check("03-data-collection.application");

// %% [markdown] id=application-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Three values, and all stand in the text above. `_001` is not part of the prefix: the service appends it. An application that exists stays as it is: the cell prints the line that deletes it.
//
// </details>
//
// {{solution 03-data-collection.application}} The prefix and `_001` make the name that the query reads from. The ARN says which stream that is, the schema which columns it has, and the runtime in which language the query is written.

// %% [markdown] id=destination-stream-do tags=do
// ### 4.4 SQL: the stream for the result
//
// Open [`src/collection/subset-transformation-query.ts`](../../../src/collection/subset-transformation-query.ts). It holds two statements, each as text. The first one creates an **in-application stream**: a stream within the application, with columns. Write it:
//
//     CREATE OR REPLACE STREAM "DESTINATION_USER_DATA" (
//       "first" VARCHAR(32),
//       …
//     );
//
// Five columns: `first`, `last`, `gender`, `age` and `country`, with the types of 4.2. **Write every name between double quotes.** Without quotes, SQL makes capitals of a name: `first` becomes `FIRST`, and that is another column.

// %% id=destination-stream-check tags=check
await check("03-data-collection.destination-stream");

// %% [markdown] id=destination-stream-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Between two backticks a text may have several lines. Behind each column but the last stands a comma. At the end stands a semicolon.
//
// </details>
//
// {{solution 03-data-collection.destination-stream}} Each column has the type that it has in the source, so nothing has to be converted. The quotes keep the small letters: these names are in the JSON that leaves the application.

// %% [markdown] id=stream-pump-do tags=do
// ### 4.5 SQL: the pump
//
// A stream alone is empty. A **pump** is a query that never ends: it goes on putting rows into a stream ([AWS's page](https://docs.aws.amazon.com/kinesisanalytics/latest/dev/streams-pumps.html)). Write the second statement:
//
//     CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"
//       SELECT STREAM …
//       FROM "SOURCE_SQL_STREAM_001"
//       WHERE …;
//
// Select the five columns, in the order in which the stream has them. Take only people who are **at least 21**. **Save** the file.

// %% id=stream-pump-check tags=check
await check("03-data-collection.stream-pump");

// %% [markdown] id=stream-pump-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `SELECT STREAM "first", "last", …`: names between double quotes, with commas between them. At least 21 means that 21 is taken, too: `>=`.
//
// </details>
//
// {{solution 03-data-collection.stream-pump}} SQL puts values into columns by their order, not by their names. So the five stand as they do in the stream. `WHERE` looks at each row as it comes, and `>=` takes people who are just 21.

// %% [markdown] id=save-query-note tags=do
// The next cell saves both statements in the application, as the SQL editor does. It looks whether they are well formed. If you change the file later, save it and run this cell again: its `import` reads the file as it is then.

// %% id=save-query tags=do
import { DESTINATION_STREAM, STREAM_PUMP } from "../scripts/src/collection/subset-transformation-query";

const QUERY = `${DESTINATION_STREAM}\n\n${STREAM_PUMP}`;
await saveQuery({ applicationName: APPLICATION, query: QUERY });
