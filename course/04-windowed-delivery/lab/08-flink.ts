// Lab 04, part 6: option B, the same in Flink SQL. Without Java it says so in one line, and the lab goes on.

import { comparePrediction, predict, showTable } from "../../../src/index";
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
// You've written windows, watermark and checkpoint by hand, to see how they work. **Apache Flink** has all of them, and its SQL can say the same in a dozen lines. On AWS, it runs as *Managed Service for
// Apache Flink*. Its *Studio* is a notebook for such SQL ([AWS's page](https://docs.aws.amazon.com/managed-flink/latest/java/how-notebook.html)). This is **option B**.
//
// Flink needs Java 17 or 11, Maven, and a download, once: run `npx labs flink` in a terminal (*File → New → Terminal*). Without Flink, the next cells say so in one line, and you can continue with the rest of the lab.

// %% [markdown] id=flink-sql-note tags=look
// ### 6.1 The SQL
//
// Read it. The first statement turns the stream of events into a table, and one of its lines defines the watermark. The second one turns stream I into a table. The third one writes windows to it: `TUMBLE` is the tumbling window ([Flink's page](https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/dev/table/sql/queries/window-tvf/)).

// %% id=flink-sql tags=look,varies
const optionB = windowedMetricsSql({ source: INPUT_STREAM, sink: OUTPUT_STREAM, windowSeconds: 60, delaySeconds: 30 });
console.log([...optionB.tables, optionB.insert].map(({ text }) => `${text};`).join("\n\n"));

// %% [markdown] id=flink-run-do tags=do
// ### 6.2 Run it
//
// The query reads the stream from its beginning (`TRIM_HORIZON`), and returns a row for each window that closes. `INSERT INTO` would write them to stream I and never stop. But your own application has already written each of them there.
// So this cell runs only the query. It stops when it has as many windows as your application wrote, and compares the two. (The first time, Flink takes a few seconds to start.)

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
  console.log(`${rows.filter((row) => written.has(nameOf(row))).length} of ${own.length} windows match those of your application.`);
}

// %% [markdown] id=flink-note tags=on-aws
// Which of the two would you use? SQL is shorter, and Flink solves problems that your program doesn't: many servers, state that counts each event exactly once, and jobs that can change while they run. (Flink's Kinesis sink is still at least once, like yours.) Your own program doesn't need Java, starts at once, and costs nothing while it
// isn't running. AWS bills a Flink application by the hour, for at least one *KPU* (a processor core with 4 GB of memory), plus one more to manage it.

// %% [markdown] id=parquet-do tags=do
// ### 6.3 Optional: Parquet, in two ways
//
// In production, you would store such aggregates in a database, or as **Parquet** rather than as JSON: a columnar format, small and fast to query. Two services in this lab can write it.
//
// - **Firehose converts**, as in labs 02 and 03. It collects at least 64 MB, or for some time, and writes one file. It gets the columns from a Glue table. ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html))
// - **Flink's file sink** writes to S3 itself, without Firehose. It uses a *rolling* policy: it writes to one file and moves on to the next when that file is large or old enough. Parquet
//   files also end at each **checkpoint**, and no one sees them before that. So no file is ever half written. After a restart, no row is missing or duplicated.
//
// This is all that Flink needs:

// %% id=parquet-sql tags=look
const parquetSink = parquetSinkSql({ source: OUTPUT_STREAM, bucketName: BUCKET, folder: PARQUET_FOLDERS.flink });
console.log(`${parquetSink.files.text};\n\n${parquetSink.insert.text};`);

// %% [markdown] id=parquet-question tags=question
// ### Predict, then run
//
// The next cell does both with all the aggregates in stream I. Flink makes a checkpoint every 10 seconds. The Firehose has a buffer of 64 MB and 60 seconds. **Which of the two can you read first? Which is cheaper at the small volume you have here? And if you send data all day?**

// %% id=parquet-predict tags=question
await predict("04-windowed-delivery.parquet", "?"); // Which can you read first? "Flink" or "Firehose"

// %% id=parquet-question-run tags=question,wait,varies
const ways = await parquetInTwoWays({
  source: OUTPUT_STREAM,
  bucketName: BUCKET,
  firehoseName: `${FIREHOSE}-parquet`,
  roleArn: FIREHOSE_ROLE_ARN,
  athena: ATHENA,
  checkpointSeconds: 10,
});
if (ways) {
  showTable(ways, { title: "The same aggregates, twice as Parquet" });
  const [first] = [...ways].sort((a, b) => a["delay in seconds"] - b["delay in seconds"]);
  await comparePrediction("04-windowed-delivery.parquet", first?.way === "Firehose converts" ? "Firehose" : "Flink");
}

// %% [markdown] id=parquet-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// You can read Flink's files after the next checkpoint, here after about 10 seconds. Firehose waits for 64 MB. Aggregates never fill that, so the time always ends the file.
//
// Firehose costs nothing while no one sends anything. It costs 0.029 USD a GB, plus 0.018 USD for the conversion, with each record counted as at least 5 KB. A Flink application costs money by the hour, used or not: at least two KPUs at 0.11 USD. It only pays off at high volume, or if it does more than this.
//
// Both create small files here. A file every 10 seconds is 8,640 files a day, and each takes three requests to S3. Athena opens them one by one. So don't make checkpoints more often than your readers need: larger files mean a longer delay.
// (The price of Firehose is from a public report of May 2026; the others are not verified. **On AWS**, this Firehose's role would also need permission to read the Glue table.)
//
// </details>
