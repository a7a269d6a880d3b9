// Lab 03, part 7: the same query on Flink, and which of the two to take today. Without Java it says so in one line, and the lab goes on.

import { check, showTable } from "../../../src/index";
import { openFlinkIfThere, showTranslation, subsetFlinkSql } from "../../../src/data-collection";
import { APPLICATION, STREAM } from "./01-opening";
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

// %% [markdown] id=which-one tags=on-aws
// **Which one should you use today?** Flink, for everything new. It's the only one that AWS still runs. It reads more sources, joins them, and handles events out of order (lab 04). If you come across an SQL application in older material, translate it as above.
// But if you only want to drop some values on the way to a bucket, as here, you need neither. Firehose's Lambda function can do that alone, and costs nothing while no one sends anything. A Flink application costs money by the hour.
