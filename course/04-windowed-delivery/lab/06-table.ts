// Lab 04, part 4: table, partitions, question.

import { check, comparePrediction, predict, showTable } from "../../../src/index";
import { runQuery, showMetricQuestion } from "../../../src/windowed-delivery";
import { ATHENA, BUCKET, STUDENT } from "./01-opening";
export { COLUMNS, COMPONENTS, MY_QUERY, PARTITIONED_BY };

// %% [markdown] id=part-4 tags=why
// ## 4. A table, and its partitions
//
// > **A good place to stop.** Save, and press **Ctrl-C** where `npm start` runs. To go on another day, run `npm start`, and choose **Run → Run All Above Selected Cell**: your streams, data and files are still there. ([More on this](../../../docs/learners.md#stop-and-continue-another-day))
//
// The aggregates are files in a bucket. To query them, Athena needs a table in the **Glue Data Catalog**: which columns, which format, which location. It goes into the
// database `metrics`, which is set up for you.

// %% [markdown] id=table-do tags=do
// ### 4.1 The table
//
// Write two parts of the statement:
//
// - `COLUMNS`: the seven fields of an aggregate other than `componentName`, in the order of the example at the top, each with its type. Strings are `string`, numbers are `double`. Put a comma between columns.
// - `PARTITIONED_BY`: `PARTITIONED BY (componentName string)`. The value of this column comes from the partition, not from the file. That's why it can't be in `COLUMNS`.
//
// The rest is given: the format is JSON, one object per line, and the location is bucket O. (Athena writes names in lowercase. To the JSON reader, `minValue` and `minvalue` are the same: [AWS's page on it](https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html).)

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
console.log("The table exists.");

// %% id=table-check tags=check
await check("04-windowed-delivery.table");

// %% [markdown] id=table-stuck tags=stuck
// <details>
// <summary>Something went wrong?</summary>
//
// If you created a wrong table, running the cell again doesn't change it. Delete it in a new cell,
// `await runQuery({ ...ATHENA, sql: "DROP TABLE aggregates" });`.
//
// </details>
//
// {{solution 04-windowed-delivery.table}} Athena finds each column in the JSON by its name. `componentName` comes from the partition, because AWS rejects a table with two columns of the same name. The times stay strings. As strings, they still sort by time.

// %% [markdown] id=empty-question tags=question
// ### Predict, then run
//
// The table exists, and so do the files, in the table's location. **How many rows will Athena count?**

// %% id=empty-predict tags=question
await predict("04-windowed-delivery.empty", "?"); // a number

// %% id=empty-question-run tags=question
const COUNT = { ...ATHENA, sql: "SELECT count(*) AS windows FROM aggregates" };
const counted = await runQuery(COUNT);
showTable(counted.rows);
await comparePrediction("04-windowed-delivery.empty", Number(counted.rows[0]?.["windows"]));

// %% [markdown] id=empty-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// None, and no error either. A table with partition keys has only the rows of its **partitions**, and no one has added any to the catalog. The catalog doesn't look in the bucket by itself.
//
// For folders named like `componentName=user-service/`, the statement `MSCK REPAIR TABLE` could find them. Ours are named `user-service/`, and nothing says which column that is. So you have to add each one yourself.
//
// </details>

// %% [markdown] id=partitions-do tags=do
// ### 4.2 Add the partitions
//
// Write the function that returns the statement for one component. For `user-service`, it is:
//
//     ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = 'user-service') LOCATION 's3://<bucket>/user-service/'
//
// The cell runs it **once for each component that was ever delivered**. If you leave one out, its rows won't be found, and you get no warning. `COMPONENTS` is the list of their names: write each one out, as a string. ([AWS's page](https://docs.aws.amazon.com/athena/latest/ug/partitions.html))

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
// {{solution 04-windowed-delivery.partitions}} A partition links a value to a folder, and only you know which belongs to which. With `IF NOT EXISTS`, you can run the cell twice. Each component that was delivered needs its own statement.

// %% [markdown] id=count-note tags=look
// Now run the same query as before. (You can also run it in the console: on the page [Athena](/lab-cloud/console/#/athena/metrics/aggregates) **here**, and under *Athena → Query editor* **on AWS**. The partitions are on the page [Glue](/lab-cloud/console/#/glue/metrics/aggregates), or in the *Data Catalog* on AWS.)

// %% id=count tags=look
showTable((await runQuery(COUNT)).rows);

// %% [markdown] id=question-do tags=do
// ### 4.3 Ask
//
// Everyone gets **a question of their own**: your name decides which service, which metric, and which windows come first. The next cell shows yours.
//
// Write the query that answers it. Select these seven columns, in this order: `componentName`, `metricName`, `unit`, `minValue`, `maxValue`, `fromTimestamp`, `toTimestamp`. The exam asks for exactly these.

// %% id=metric-question tags=look
showMetricQuestion(STUDENT);

// %% id=question exercise=04-windowed-delivery.question
// ### START CODE HERE ### (~ 4 lines of code)
const MY_QUERY = `SELECT componentName, metricName, unit, minValue, maxValue, fromTimestamp, toTimestamp
  FROM aggregates
  WHERE componentName = 'user-service' AND metricName = 'cpu'
  ORDER BY maxValue DESC`; // @REPLACE const MY_QUERY = None;
// ### END CODE HERE ###

const answer = await runQuery({ ...ATHENA, sql: MY_QUERY });
showTable(answer.rows, { limit: 10 });
console.log(`Athena read ${answer.bytesScanned} bytes.`);

// %% id=question-check tags=check
await check("04-windowed-delivery.question");

// %% [markdown] id=question-stuck tags=stuck
// {{solution 04-windowed-delivery.question}} The condition on `componentName` lets Athena open one folder instead of all. The one on `metricName` is checked row by row. `DESC` puts the highest value first; without it, the lowest comes first. This is the query for Ada Lovelace's question: yours may differ.
