// Lab 03, part 7: the same query on Flink, and which of the two to take today. Without Java it says so in one line, and the lab goes on.

import { showTable } from "../../../src/index";
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

// %% [markdown] id=flink-run-do tags=do
// ### 7.2 Written for Flink
//
// Here's the same query as a person would write it for Flink. Flink understands nested objects: `name`, `dob` and `location` are rows within a row, so you don't need a mapping. The next cell prints the query, runs it on your stream, and stops after ten people.

// %% id=flink-run tags=do,wait,varies
const flinkSql = subsetFlinkSql({ source: STREAM, minimumAge: MINIMUM_AGE });
console.log(`${flinkSql.table.text};\n\n${flinkSql.select.text};\n`);
const flink = await openFlinkIfThere();
if (flink) {
  const rows: object[] = [];
  await flink.run(flinkSql.table);
  for await (const { row } of flink.query(flinkSql.select)) {
    rows.push(row);
    if (rows.length >= 10) break;
  }
  await flink.close();
  showTable(rows, { title: `People aged ${MINIMUM_AGE} and older, by Flink` });
}

// %% [markdown] id=which-one tags=on-aws
// **Which one should you use today?** Flink, for everything new. It's the only one that AWS still runs. It reads more sources, joins them, and handles events out of order (lab 04). If you come across an SQL application in older material, translate it as above.
// But if you only want to drop some values on the way to a bucket, as here, you need neither. Firehose's Lambda function can do that alone, and costs nothing while no one sends anything. A Flink application costs money by the hour.
