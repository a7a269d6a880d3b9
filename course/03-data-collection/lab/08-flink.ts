// Lab 03, part 7: the same query on Flink, and which of the two to take today. Without Java it says so in one line, and the lab goes on.

import { check, showTable } from "../../../src/index";
import { openFlinkIfThere, showClicks, showSessions, showTranslation, storeClicks, subsetFlinkSql } from "../../../src/data-collection";
import { APPLICATION, STREAM, STUDENT } from "./01-opening";
import { MINIMUM_AGE } from "./05-analytics";

// %% [markdown] id=part-7 tags=why
// ## 7. The same on Flink
//
// On AWS, you can't create SQL applications anymore. Their replacement is **Managed Service for Apache Flink**. Its *Studio* is a notebook in which you write Flink SQL ([AWS's page](https://docs.aws.amazon.com/managed-flink/latest/java/how-notebook.html)). The ideas are the same, but the words differ:
//
// | SQL application | Flink SQL |
// |---|---|
// | input with a schema | `CREATE TABLE … WITH ('connector' = 'kinesis', …)` |
// | in-application stream and pump | a view, or `INSERT INTO … SELECT` |
// | `SELECT STREAM` | `SELECT` |
// | destination | another table |

// %% [markdown] id=translation-note tags=look
// ### 7.1 Your application, translated
//
// The lab cloud runs your SQL application on Flink, so it has to translate the SQL. The next cell shows you the translation, part by part. The page [Flink](/lab-cloud/console/#/flink/people-analytics) shows it too, next to what the application is doing. **On AWS**, this is the console of *Managed Apache Flink*.

// %% id=translation tags=look,varies
await showTranslation({ applicationName: APPLICATION });

// %% [markdown] id=flink-query-do tags=do
// ### 7.2 Write it for Flink
//
// Now write the query yourself, as a person would. The next cell shows your stream as a table of Flink, which understands nested objects: `name`, `dob` and `location` are **rows** within a row. A dot leads into them, as in `people.dob.age`, so you don't need a mapping.
// A name that is also a word of SQL is in backticks, as in the table.
//
// **The goal:** the query returns the same five columns as your pump, under the same names, for people who are at least `MINIMUM_AGE` years old. The page reads its rows, so it has neither a pump nor `INSERT INTO`.
// ([Flink's page on SELECT](https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/dev/table/sql/queries/select/))

// %% id=flink-table tags=look
const { table: flinkTable } = subsetFlinkSql({ source: STREAM, minimumAge: MINIMUM_AGE });
console.log(`${flinkTable.text};`);

// %% id=flink-query exercise=03-data-collection.flink-query
// ### START CODE HERE ### (~ 5 lines of code)
const FLINK_QUERY: string = [ // @REPLACE const FLINK_QUERY: string = None;
  "SELECT people.name.`first` AS `first`, people.name.`last` AS `last`, gender,",
  "  people.dob.age AS age, people.`location`.country AS country",
  `FROM people WHERE people.dob.age >= ${MINIMUM_AGE}`,
].join("\n");
// ### END CODE HERE ###

// %% id=flink-query-check tags=check
await check("03-data-collection.flink-query");

// %% [markdown] id=flink-query-stuck tags=stuck
// {{solution 03-data-collection.flink-query}} Each path begins at the table and goes down to one value. `AS` gives the column its name, in backticks where it is a word of SQL. (Flink would find `age` without the path too, since no other row has a value of this name.) There is no mapping and no second stream: the query is all of it.

// %% [markdown] id=flink-run-do tags=do
// The next cell runs your query on your stream, and stops after ten people. (Without Flink, it says so in one line.)

// %% id=flink-run tags=do,wait,varies
const flink = await openFlinkIfThere();
if (flink) {
  const rows: object[] = [];
  await flink.run(flinkTable);
  for await (const { row } of flink.query({ text: FLINK_QUERY })) {
    rows.push(row);
    if (rows.length >= 10) break;
  }
  await flink.close();
  showTable(rows, { title: `People aged ${MINIMUM_AGE} and older, by Flink` });
}

// %% [markdown] id=sessions-why tags=why
// ### 7.3 Sessions of clicks
//
// A shop wants to know what its visitors do in one go: how long they stay, and how often they click. A **session** is all clicks of a visitor without a long pause between them. It ends when nothing comes for a while: the **gap**.
//
// How do you group clicks into sessions? A query over a stream groups them by **windows** of time. Look at one visitor's clicks, and three kinds of windows:
//
// ```text
// clicks            x  x   x     x x               x  x
// tumbling    |-------|-------|-------|-------|-------|-------|
// sliding     |---------------|
//                     |---------------|
//                             |---------------|          and so on
// session           [-------------]               [--]
// ```
//
// - **Tumbling** windows follow each other, and each is as long as the next. The clock decides when one begins, even in the middle of a session.
// - **Sliding** windows overlap: a click is in several of them, and is counted each time.
// - A **session window** begins with a click, and grows with each further click. Its length depends on the visitor.
//
// AWS's blog has [a well-known example](https://aws.amazon.com/blogs/big-data/create-real-time-clickstream-sessions-and-run-analytics-with-amazon-kinesis-data-analytics-aws-glue-and-amazon-athena/). It is an SQL application, whose SQL has no session windows.
// So it takes **stagger windows**: each begins with a click, but ends after a fixed time, such as a minute. Anyone who stays longer gets several sessions. Flink has session windows.

// %% [markdown] id=clicks-note tags=look
// The next cell shows a few clicks, with the columns of that blog. A visitor is a user on one of their devices. **Everyone has their own gap**: your name decides it. Which clicks belong together? Write down how many sessions you count.

// %% id=clicks tags=look
showClicks(STUDENT);

// %% [markdown] id=flink-sessions-do tags=do
// Flink reads the clicks from a file, as a stream that ends. This is the table:
//
// ```sql
// CREATE TABLE clicks (
//   user_id STRING,
//   device_id STRING,
//   client_event STRING,
//   client_timestamp TIMESTAMP(3),
//   WATERMARK FOR client_timestamp AS client_timestamp - INTERVAL '5' SECOND
// ) WITH ('connector' = 'filesystem', …)
// ```
//
// The last line of the columns says when a session is over: the times in the clicks decide, not the time at which Flink reads them. Flink waits another 5 seconds for clicks that come late.
//
// **The goal:** one row for each session of a user on a device, with exactly these five columns:
//
// | column | what it holds |
// |---|---|
// | `user_id`, `device_id` | whose session it is |
// | `events` | how many clicks it has |
// | `begin_session`, `end_session` | the time of its first click, and of its last |
//
// Write the query with the table function `SESSION`. It needs a table with the columns that tell visitors apart, the column with the time, and the gap. To each click, it adds `window_start` and `window_end`.
// You group by these two, and by the visitor. ([Flink's page on windows](https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/dev/table/sql/queries/window-tvf/#session))
//
// In older material, `SESSION` is in `GROUP BY`. Flink still runs that, but it's deprecated, so don't use it here.

// %% id=flink-sessions exercise=03-data-collection.flink-sessions
// ### START CODE HERE ### (~ 6 lines of code)
const FLINK_SESSIONS: string = [ // @REPLACE const FLINK_SESSIONS: string = None;
  "SELECT user_id, device_id, COUNT(*) AS events,",
  "  MIN(client_timestamp) AS begin_session, MAX(client_timestamp) AS end_session",
  "FROM TABLE(SESSION(TABLE clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '30' MINUTES))",
  "GROUP BY user_id, device_id, window_start, window_end",
].join("\n");
// ### END CODE HERE ###

// %% id=flink-sessions-check tags=check
await check("03-data-collection.flink-sessions");

// %% [markdown] id=flink-sessions-stuck tags=stuck
// {{solution 03-data-collection.flink-sessions}} `PARTITION BY` gives each visitor sessions of their own. Without it, clicks of others would keep a session open. A window ends one gap after its last click, so `window_end` isn't the time of that click: `MAX` is. This is the gap for Ada Lovelace: yours may differ.

// %% [markdown] id=flink-sessions-run-do tags=do
// The next cell runs your query on your clicks. (Without Flink, it says so in one line.) Then it shows the sessions as a loop in TypeScript finds them. Do the two tables have the same rows? Did you count right?

// %% id=flink-sessions-run tags=do,wait,varies
const flinkForSessions = await openFlinkIfThere();
if (flinkForSessions) {
  const sessionRows: object[] = [];
  await flinkForSessions.run(storeClicks(STUDENT));
  for await (const { row } of flinkForSessions.query({ text: FLINK_SESSIONS })) sessionRows.push(row);
  await flinkForSessions.close();
  showTable(sessionRows, { title: "Your sessions, by Flink" });
}
showSessions(STUDENT);

// %% [markdown] id=flink-sessions-note tags=look
// The file ends, so the query ends too. A stream doesn't: there, a session is only reported when a click has come that is later than its end, from any visitor. That takes at least one gap. So a short gap gives results earlier, and splits sessions more often.
//
// Flink 1.20 supports `SESSION` in its streaming mode only, which the lab uses. In batch mode (`SET 'execution.runtime-mode' = 'batch'`), it refuses your query.

// %% [markdown] id=which-one tags=on-aws
// **Which one should you use today?** Flink, for everything new. It's the only one that AWS still runs. It reads more sources, joins them, and handles events out of order (lab 04). If you come across an SQL application in older material, translate it as above.
// But if you only want to drop some values on the way to a bucket, as here, you need neither. Firehose's Lambda function can do that alone, and costs nothing while no one sends anything. A Flink application costs money by the hour.
