// Lab 04, part 4: table, partitions, question.

import { check, showTable } from "../../../src/index";
import { runQuery } from "../../../src/windowed-delivery";
import { ATHENA, BUCKET } from "./01-opening";
export { HIGHEST };

// %% [markdown] id=part-4 tags=why
// ## 4. A table, and its partitions
//
// The aggregates are files in a bucket. For Athena to answer questions about them, the **Glue Data Catalog** needs a table: which columns, which format, which place. It goes into the
// database `metrics`, which was set up for you.

// %% [markdown] id=table-do tags=do
// ### 4.1 The table
//
// Write two parts of the statement:
//
// - `COLUMNS`: the seven fields of an aggregate other than `componentName`, in the order of the example at the top, each with its type. Texts are `string`, numbers are `double`. Between two columns stands a comma.
// - `PARTITIONED_BY`: `PARTITIONED BY (componentName string)`. The value of this column comes from the partition, not from the file. That is why it may not stand among the columns.
//
// The rest is given: the format is JSON, one object a line, and the place is bucket O. (Athena writes names in small letters. To the JSON reader, `minValue` and `minvalue` are the same: [AWS's page on it](https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html).)

// %% id=table exercise=04-windowed-delivery.table
// ### START CODE HERE ### (~ 2 lines of code)
const COLUMNS = "metricName string, unit string, minValue double, maxValue double, avg double, fromTimestamp string, toTimestamp string"; // @REPLACE const COLUMNS = None;
const PARTITIONED_BY = "PARTITIONED BY (componentName string)"; // @REPLACE const PARTITIONED_BY = None;
// ### END CODE HERE ###

await runQuery({
  ...ATHENA,
  sql: `CREATE EXTERNAL TABLE IF NOT EXISTS aggregates (${COLUMNS}) ${PARTITIONED_BY}
        ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://${BUCKET}/'`,
});
console.log("The table is there.");

// %% id=table-check tags=check
await check("04-windowed-delivery.table");

// %% [markdown] id=table-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `name type, name type, …` in one text: metricName, unit, minValue, maxValue, avg, fromTimestamp, toTimestamp. A wrong table stays when you run the cell again: delete it with a new cell,
// `await runQuery({ ...ATHENA, sql: "DROP TABLE aggregates" });`.
//
// </details>
//
// {{solution 04-windowed-delivery.table}} Each column is found in the JSON by its name. `componentName` comes from the partition: a table with two columns of one name is refused. The times stay text, and as text they sort by time.

// %% [markdown] id=empty-question tags=question
// ### Predict, then run
//
// The table is there, and so are the files, in the place that the table names. **How many rows will Athena count?**

// %% id=empty-question-run tags=question
const COUNT = { ...ATHENA, sql: "SELECT count(*) AS windows FROM aggregates" };
showTable((await runQuery(COUNT)).rows);

// %% [markdown] id=empty-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// None, and no error either. A table with partition keys has only the rows of its **partitions**, and nobody has told the catalog of any. It does not look into the bucket by itself.
//
// Folders that are called `componentName=user-service/` could be found by a statement, `MSCK REPAIR TABLE`. Ours are called `user-service/`: nothing says which column that is. So each has to be added by hand.
//
// </details>

// %% [markdown] id=partitions-do tags=do
// ### 4.2 Add the partitions
//
// Write the function that gives the statement for one component. For `user-service` it is:
//
//     ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = 'user-service') LOCATION 's3://<bucket>/user-service/'
//
// Then call it **once for each component that was ever delivered**: what you leave out is not found, and nothing tells you. `COMPONENTS` is the list of their names, each as text. ([AWS's page](https://docs.aws.amazon.com/athena/latest/ug/partitions.html))

// %% id=partitions exercise=04-windowed-delivery.partitions
// ### START CODE HERE ### (~ 3 lines of code)
const addPartition = (component: string) => // @KEEP
  `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = '${component}') LOCATION 's3://${BUCKET}/${component}/'`; // @REPLACE None;
const COMPONENTS: string[] = ["user-service", "order-service"]; // @REPLACE const COMPONENTS: string[] = None;
// ### END CODE HERE ###

for (const component of COMPONENTS) await runQuery({ ...ATHENA, sql: addPartition(component) });

// %% id=partitions-check tags=check
await check("04-windowed-delivery.partitions");

// %% [markdown] id=partitions-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The whole statement between backticks, with `${component}` in two places and `${BUCKET}` in one. The location ends in a slash.
//
// </details>
//
// {{solution 04-windowed-delivery.partitions}} A partition joins a value to a folder, and only you know which belongs to which. `IF NOT EXISTS` lets you run the cell twice. Each component that was delivered needs its own statement.

// %% [markdown] id=count-note tags=look
// And now the same question as before. (You can ask it in a console, too: **here** on the page [Athena](/lab-cloud/console/#/athena/metrics/aggregates), **on AWS** under *Athena → Query editor*. The partitions stand on the page [Glue](/lab-cloud/console/#/glue/metrics/aggregates), on AWS in the *Data Catalog*.)

// %% id=count tags=look
showTable((await runQuery(COUNT)).rows);

// %% [markdown] id=question-do tags=do
// ### 4.3 Ask
//
// Write a query for the windows of `user-service` and its metric `cpu`, the windows with the highest `maxValue` first. Give these seven columns, in this order: `componentName`, `metricName`, `unit`,
// `minValue`, `maxValue`, `fromTimestamp`, `toTimestamp`. They are what the exam wants to see.

// %% id=question exercise=04-windowed-delivery.question
// ### START CODE HERE ### (~ 4 lines of code)
const HIGHEST = `SELECT componentName, metricName, unit, minValue, maxValue, fromTimestamp, toTimestamp
  FROM aggregates
  WHERE componentName = 'user-service' AND metricName = 'cpu'
  ORDER BY maxValue DESC`; // @REPLACE const HIGHEST = None;
// ### END CODE HERE ###

const highest = await runQuery({ ...ATHENA, sql: HIGHEST });
showTable(highest.rows, { limit: 10 });
console.log(`Athena read ${highest.bytesScanned} bytes.`);

// %% id=question-check tags=check
await check("04-windowed-delivery.question");

// %% [markdown] id=question-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `SELECT … FROM aggregates WHERE … AND … ORDER BY … DESC`. Texts stand between single quotes.
//
// </details>
//
// {{solution 04-windowed-delivery.question}} The condition on `componentName` lets Athena open one folder instead of all. The one on `metricName` is looked for in the rows. `DESC` puts the largest value first.
