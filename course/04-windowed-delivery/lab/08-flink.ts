// Lab 04, part 6: option B, the same in Flink SQL. Without Java it says so in one line, and the lab goes on.

import { showTable } from "../../../src/index";
import {
  EXACT_WINDOWS, openFlinkIfThere, PARQUET_FOLDERS, parquetInTwoWays, parquetSinkSql, windowedMetricsSql,
} from "../../../src/windowed-delivery";
import type { MetricAggregate } from "../../../src/windowed-delivery";
import { ATHENA, BUCKET, FIREHOSE, FIREHOSE_ROLE_ARN, INPUT_STREAM, OUTPUT_STREAM } from "./01-opening";
import { aggregatesIn } from "./05-let-it-run";
export { optionB };

// %% [markdown] id=part-6 tags=why
// ## 6. The same in Flink SQL
//
// You have written windows, watermark and checkpoint by hand, to see how they work. **Apache Flink** has all of them, and its SQL can say the same in a dozen lines. On AWS it runs as *Managed Service for
// Apache Flink*; its *Studio* is a notebook for such SQL ([AWS's page](https://docs.aws.amazon.com/managed-flink/latest/java/how-notebook.html)). This is **option B**.
//
// Flink needs Java 17 or 11, Maven, and a download, once: `npx labs flink`, in a terminal (*File → New → Terminal*). Without it the next cells say so in one line, and the rest of the lab goes on.

// %% [markdown] id=flink-sql-note tags=look
// ### 6.1 The SQL
//
// Read it. The first statement makes a table of the stream of events; one line says what the watermark is. The second one makes a table of stream I, and the third one writes windows to it: `TUMBLE` is the tumbling window ([Flink's page](https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/dev/table/sql/queries/window-tvf/)).

// %% id=flink-sql tags=look,varies
const optionB = windowedMetricsSql({ source: INPUT_STREAM, sink: OUTPUT_STREAM, windowSeconds: 60, delaySeconds: 30 });
console.log([...optionB.tables, optionB.insert].map(({ text }) => `${text};`).join("\n\n"));

// %% [markdown] id=flink-run-do tags=do
// ### 6.2 Run it
//
// The query reads the stream from its beginning (`TRIM_HORIZON`), and gives a row for each window that closes. With `INSERT INTO` it would write them to stream I for ever, where each is already: your own application was faster.
// So this cell runs the query alone. It stops when it has as many windows as your application has written, and compares the two. (The first time, Flink takes some seconds to start.)

// %% id=flink-run tags=do,wait,varies
const flink = await openFlinkIfThere({ settings: EXACT_WINDOWS });
if (flink) {
  const own = await aggregatesIn(OUTPUT_STREAM);
  const rows: object[] = [];
  await flink.run(optionB.tables[0]);
  for await (const { row } of flink.query(optionB.select)) {
    rows.push(row);
    if (rows.length >= own.length) break;
  }
  await flink.close();
  const nameOf = (row: object) => {
    const { componentName, metricName, minValue, maxValue, fromTimestamp, toTimestamp } = row as MetricAggregate;
    return [componentName, metricName, minValue, maxValue, fromTimestamp, toTimestamp].join(" ");
  };
  const written = new Set(own.map(nameOf));
  showTable(rows, { title: "Windows by Flink", limit: 8 });
  console.log(`${rows.filter((row) => written.has(nameOf(row))).length} of ${own.length} windows are those of your application.`);
}

// %% [markdown] id=flink-note tags=on-aws
// Which of the two would you take? SQL is shorter, and Flink has solved what you have not: many machines, exactly once, jobs that are changed while they run. Your own program needs no Java, starts at once, and costs nothing while it
// does not run. A Flink application on AWS is billed by the hour, for at least one *KPU* (a processor core with 4 GB of memory) and one more for its management.

// %% [markdown] id=parquet-do tags=do
// ### 6.3 Optional: Parquet, in two ways
//
// You would keep such aggregates as **Parquet** rather than as JSON: a format of columns, small and quick to ask. Two services of this lab can write it.
//
// - **Firehose converts**, as in labs 02 and 03. It collects 64 MB or more, or for a time, and writes one file. It takes the columns from a Glue table. ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html))
// - **Flink's file sink** writes to S3 itself, without Firehose. It uses a *rolling* policy: it writes to one file and moves on to the next when that file is large or old enough. Parquet
//   files also end at each **checkpoint**. Before that, nobody sees them. So a file is never half written, and after a restart no row is missing or there twice.
//
// This is all that Flink has to be told:

// %% id=parquet-sql tags=look
const parquetSink = parquetSinkSql({ source: OUTPUT_STREAM, bucketName: BUCKET, folder: PARQUET_FOLDERS.flink });
console.log(`${parquetSink.files.text};\n\n${parquetSink.insert.text};`);

// %% [markdown] id=parquet-question tags=question
// ### Predict, then run
//
// The next cell does both with all aggregates of stream I. Flink makes a checkpoint every 10 seconds. The Firehose has a buffer of 64 MB and 60 seconds. **Which of the two can be read first? Which is cheaper at the small volume you have here? And if you send data all day?**

// %% id=parquet-question-run tags=question,wait,varies
const ways = await parquetInTwoWays({
  source: OUTPUT_STREAM,
  bucketName: BUCKET,
  firehoseName: `${FIREHOSE}-parquet`,
  roleArn: FIREHOSE_ROLE_ARN,
  athena: ATHENA,
  checkpointSeconds: 10,
});
if (ways) showTable(ways, { title: "The same aggregates, twice as Parquet" });

// %% [markdown] id=parquet-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// Flink's files can be read after the next checkpoint, here after some 10 seconds. Firehose waits for 64 MB. Aggregates never fill that, so it is always the time that ends a file.
//
// Firehose costs nothing while nobody sends: it takes 0.029 USD a GB, and 0.018 USD more for the conversion, each record as at least 5 KB. A Flink application costs by the hour, used or not: at least two KPUs at 0.11 USD. It only pays off at high volume, or if it does more than this.
//
// Both make small files here. A file every 10 seconds is 8,640 files a day, and each is three requests to S3. Athena opens them one by one. So do not make checkpoints more often than your readers need: file size and delay pull in two directions.
// (The price of Firehose is from a public report of May 2026, the others are not verified. **On AWS**, the role of this Firehose would also have to be allowed to read the Glue table.)
//
// </details>
