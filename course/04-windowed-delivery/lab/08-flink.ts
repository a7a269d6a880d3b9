// Lab 04, part 6: option B, the same in Flink SQL. Without Java it says so in one line, and the lab goes on.

import { check, comparePrediction, listStreamRecords, predict, showTable, waitUntil } from "../../../src/index";
import {
  closingEvent, createLabTags, describeApplication, EXACT_WINDOWS, openFlinkIfThere, PARQUET_FOLDER, parquetSinkSql, produceMetricEvents,
  showWindowTask, startApplicationIfPossible, stopApplication, tagList, windowedMetricsSql, writeParquetByFlink,
} from "../../../src/windowed-delivery";
import type { MetricAggregate, MetricEvent } from "../../../src/windowed-delivery";
import { CreateApplicationCommand, KinesisAnalyticsV2Client } from "@aws-sdk/client-kinesis-analytics-v2";
import { APPLICATION, ATHENA, BUCKET, FLINK_ROLE_ARN, INPUT_STREAM, OUTPUT_STREAM, STUDENT } from "./01-opening";
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
// ### 6.3 Optional: Flink writes files itself
//
// Flink can write to S3 itself, without a Firehose: in **Parquet**, a columnar format that is small and fast to query. Part 10 is about this format, and your Firehose writes it there.
//
// Flink's **file sink** uses a *rolling* policy: it writes to one file and moves on to the next when that file is large or old enough. Parquet files also end at each **checkpoint**, and no one sees them before that.
// So no file is ever half written. After a restart, no row is missing or duplicated.
//
// This is all that Flink needs:

// %% id=parquet-sql tags=look
const parquetSink = parquetSinkSql({ source: OUTPUT_STREAM, bucketName: BUCKET, folder: PARQUET_FOLDER });
console.log(`${parquetSink.files.text};\n\n${parquetSink.insert.text};`);

// %% [markdown] id=parquet-question tags=question
// ### Predict, then run
//
// The next cell runs this on all the aggregates in stream I. They are there already. A file may be up to 128 MB large, and up to 60 seconds old. Flink makes a checkpoint every 10 seconds. **What ends the first file? `size`, `age` or `checkpoint`?**

// %% id=parquet-predict tags=question
await predict("04-windowed-delivery.parquet", "?"); // "size", "age" or "checkpoint"

// %% id=parquet-question-run tags=question,wait,varies
const byFlink = await writeParquetByFlink({ source: OUTPUT_STREAM, bucketName: BUCKET, athena: ATHENA, checkpointSeconds: 10 });
if (byFlink) {
  showTable([byFlink], { title: "The aggregates in Parquet, by Flink" });
  const isLarge = byFlink.bytes / byFlink.files >= 128_000_000;
  await comparePrediction("04-windowed-delivery.parquet", isLarge ? "size" : byFlink["delay in seconds"] >= 60 ? "age" : "checkpoint");
}

// %% [markdown] id=parquet-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// The checkpoint, after about 10 seconds. So few aggregates never fill 128 MB, and they don't have to wait for 60 seconds either.
//
// The price is small files. A file every 10 seconds is 8,640 files a day, and each takes three requests to S3. Athena opens them one by one. So don't make checkpoints more often than your readers need: larger files mean a longer delay.
//
// A Flink application also costs money by the hour, used or not: at least two KPUs at 0.11 USD. A Firehose costs nothing while no one sends anything. So the file sink only pays off at high volume, or if Flink does more than this. (These prices are not verified.)
//
// </details>

// %% [markdown] id=managed-do tags=do
// ### 6.4 A managed application
//
// In 6.2, the query ran as long as your cell. A **managed application** runs day and night, until someone stops it. AWS keeps its code and its settings, gives it a role, and restarts it after a failure.
//
// Create one called `APPLICATION` with the SDK, whose `KinesisAnalyticsV2Client` is imported. Its kind is a *Studio notebook*, which holds SQL as text. `CreateApplicationCommand` also needs ([AWS's page](https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplication.html)):
//
// - `RuntimeEnvironment`: Studio's runtime with Flink 1.15 is `ZEPPELIN-FLINK-3_0`. Zeppelin is the program that shows the notebook.
// - `ApplicationMode`: `STREAMING` for a program, `INTERACTIVE` for a Studio notebook.
// - `ServiceExecutionRole`: the ARN of the role with which it reads and writes.
// - `ApplicationConfiguration`: the code is in its `ApplicationCodeConfiguration`, with the type `PLAINTEXT`. `TextContent` is the note: first all of `query.settings`, then all of `query.tables`, then `query.insert`. Each has its `text`, and each ends with a semicolon.
// - `Tags`: `tagList(await createLabTags())`.
//
// One decision is yours. Stream I already has the windows of all events so far, and none should come twice. With `from`, the source begins either at the oldest record, `"TRIM_HORIZON"`, or with records that arrive from now on, `"LATEST"`.

// %% id=managed exercise=04-windowed-delivery.managed
if ((await describeApplication({ applicationName: APPLICATION })) === undefined) {
  // ### START CODE HERE ### (~ 13 lines of code)
  const query = windowedMetricsSql({ source: INPUT_STREAM, sink: OUTPUT_STREAM, from: "LATEST" }); // @REPLACE const query = windowedMetricsSql({ source: None, sink: None, from: None });
  const note = [...query.settings, ...query.tables, query.insert].map(({ text }) => `${text};`).join("\n\n");
  await new KinesisAnalyticsV2Client({}).send(
    new CreateApplicationCommand({
      ApplicationName: APPLICATION,
      RuntimeEnvironment: "ZEPPELIN-FLINK-3_0",
      ApplicationMode: "INTERACTIVE",
      ServiceExecutionRole: FLINK_ROLE_ARN,
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: note } },
      },
      Tags: tagList(await createLabTags()),
    }),
  );
  // ### END CODE HERE ###
}
console.log((await describeApplication({ applicationName: APPLICATION }))?.ApplicationStatus);

// %% id=managed-check tags=check
await check("04-windowed-delivery.managed");

// %% [markdown] id=managed-stuck tags=stuck
// <details>
// <summary>Something went wrong?</summary>
//
// If the application already exists, the cell doesn't change it. Delete it in a new cell with `await deleteApplication({ applicationName: APPLICATION })`, then run this cell again.
//
// </details>
//
// {{solution 04-windowed-delivery.managed}} The note has the three statements from 6.1. Before them, two settings make Flink calculate in the order of arrival, as your application does. Only the source's start differs: with `LATEST`, Flink never sees the events whose windows are already in stream I.

// %% [markdown] id=managed-run-do tags=do
// A new application is `READY`: it exists, and costs nothing. **Started**, it goes through `STARTING` to `RUNNING`. The next cell starts it, writes 60 new events to your input stream, and waits for their windows in stream I. (Without Flink on your computer, it says so and does nothing else.)

// %% id=managed-run tags=do,wait,varies
if (await startApplicationIfPossible({ applicationName: APPLICATION })) {
  const earlier = (await aggregatesIn(OUTPUT_STREAM)).length;
  const inputs = (await listStreamRecords({ streamName: INPUT_STREAM })).map(({ data }) => data as MetricEvent);
  const newest = Math.max(...inputs.map(({ timestamp }) => new Date(timestamp).getTime()));
  const from = new Date(newest + 3_600_000);
  await produceMetricEvents({ streamName: INPUT_STREAM, seed: 64, count: 60, from, disorderMs: 20_000 });
  await produceMetricEvents({ streamName: INPUT_STREAM, events: [closingEvent(new Date(newest + 7_200_000))] });
  await waitUntil({
    what: "windows from the managed application",
    check: async () => (await aggregatesIn(OUTPUT_STREAM)).length > earlier,
    otherwise: "The page Flink of the console shows the application's job and its log.",
  });
  showTable((await aggregatesIn(OUTPUT_STREAM)).slice(earlier), { title: "Windows by the managed application", limit: 8 });
}

// %% [markdown] id=managed-look-note tags=look
// You didn't run a query here: an application did, and your cell only read stream I. **Here**, the page [Flink](/lab-cloud/console/#/flink/*-windows) shows its status, job and checkpoints. **On AWS**, go to *Managed Apache Flink → Studio notebooks*. There, a started notebook only waits:
// choose *Open in Apache Zeppelin*, create a note, paste the SQL, and run its paragraphs. Tables that Zeppelin should remember need a Glue database in the notebook's settings.
//
// Now stop it. `StopApplication` ends the job, but the application stays, with its settings. It can be started again, and you still need it for the demonstration. The clean-up deletes it.

// %% id=managed-stop tags=do,wait,varies
await stopApplication({ applicationName: APPLICATION });

// %% [markdown] id=managed-note tags=on-aws
// > **On AWS**, a running application costs at least two KPUs, 0.22 USD an hour, and at least ten minutes for each start ([AWS's page](https://docs.aws.amazon.com/managed-flink/latest/java/how-pricing.html)). A stopped one costs nothing.

// %% [markdown] id=flink-windows-do tags=do
// ### 6.5 Windows of your own size
//
// Now you write SQL for Flink. Everyone gets **windows of their own**: your name decides how long they are, and which metric they count. The next cell shows yours.
//
// Write the query over the table `metric_events` of 6.1. **The goal:** one row for each service in each window, with exactly these four columns:
//
// | column | what it holds |
// |---|---|
// | `componentName` | the service |
// | `window_start` | when the window begins. `TUMBLE` adds this column, and `window_end` |
// | `events` | how many events of your metric are in the window |
// | `highest` | the highest value of these events |
//
// Use the table function `TUMBLE`, as 6.1 does. There, the size of a window is written in days and seconds; `INTERVAL '30' SECONDS` is shorter. `value` and `timestamp` are words of SQL, so they are in backticks.

// %% id=window-task tags=look
showWindowTask(STUDENT);

// %% id=flink-windows exercise=04-windowed-delivery.flink-windows
// ### START CODE HERE ### (~ 6 lines of code)
const FLINK_WINDOWS: string = [ // @REPLACE const FLINK_WINDOWS: string = None;
  "SELECT componentName, window_start, COUNT(*) AS events, MAX(`value`) AS highest",
  "FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(`timestamp`), INTERVAL '4' MINUTES))",
  "WHERE metricName = 'ram'",
  "GROUP BY window_start, window_end, componentName",
].join("\n");
// ### END CODE HERE ###

// %% id=flink-windows-check tags=check
await check("04-windowed-delivery.flink-windows");

// %% [markdown] id=flink-windows-stuck tags=stuck
// {{solution 04-windowed-delivery.flink-windows}} `TUMBLE` gives each event its window, `WHERE` leaves out the other metric, and `GROUP BY` makes one row of each window and service. Because both ends of the window are in `GROUP BY`, Flink knows when a row is final. Without `window_end`, it would write the row again after each event. These are the windows for Ada Lovelace: yours may differ.

// %% [markdown] id=flink-windows-run-do tags=do
// The next cell runs your query on all events of your input stream, and stops after two rows. (Without Flink, it says so in one line.)

// %% id=flink-windows-run tags=do,wait,varies
const flinkAgain = await openFlinkIfThere({ settings: EXACT_WINDOWS });
if (flinkAgain) {
  const windowRows: object[] = [];
  await flinkAgain.run(optionB.tables[0]);
  for await (const { row } of flinkAgain.query({ text: FLINK_WINDOWS })) {
    windowRows.push(row);
    if (windowRows.length >= 2) break;
  }
  await flinkAgain.close();
  showTable(windowRows, { title: "Windows of your own size, by Flink" });
}
