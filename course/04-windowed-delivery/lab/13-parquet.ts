// Lab 04, part 10: the learner's own Firehose delivers Parquet from now on. The last part, since all earlier ones read JSON.

import { FirehoseClient, UpdateDestinationCommand } from "@aws-sdk/client-firehose";
import { check, comparePrediction, listStreamRecords, predict, sh, showTable, waitUntil } from "../../../src/index";
import { closingEvent, describeFirehose, drawVariantSeed, produceMetricEvents, runQuery, showPartitionTree } from "../../../src/windowed-delivery";
import type { MetricEvent } from "../../../src/windowed-delivery";
import { ATHENA, BUCKET, FIREHOSE, FIREHOSE_ROLE_ARN, INPUT_STREAM, OUTPUT_STREAM, STUDENT } from "./01-opening";
import { CHECKPOINT, aggregatesIn } from "./05-let-it-run";
import { COLUMNS, COMPONENTS, PARTITIONED_BY } from "./06-table";

// %% [markdown] id=part-10 tags=why
// ## 10. Parquet instead of JSON
// The dashboard asks its question once an hour. Each time, Athena reads the JSON from beginning to end, although it needs one or two values of each window. AWS bills every byte that a query reads, and there are more windows every day.
//
// In production, you would store such aggregates in a database, or as **Parquet** rather than as JSON. Parquet is a *columnar* format: it keeps all values of a column together. So a query reads only the columns that it needs, and equal values side by side take little space.
//
// Your Firehose can write it. It then **converts** each record on the way ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html)), and needs four things:
//
// - a **deserializer**, which reads a record (here, JSON), and a **serializer**, which writes rows
// - a **Glue table**, for the columns and their types. Firehose looks them up there
// - a buffer of at least **64 MB**. In small files, Parquet saves little. (If less comes, the time ends the file, so you don't have to send 64 MB.)
//
// First, the table. It's the twin of yours from 4.1, with your columns and your partition key, but for Parquet, and for another folder. The component stays the partition key, so it isn't in the files.

// %% id=parquet-table tags=do
await runQuery({
  ...ATHENA,
  sql: `CREATE EXTERNAL TABLE IF NOT EXISTS aggregates_parquet (${COLUMNS}) ${PARTITIONED_BY}
        STORED AS PARQUET LOCATION 's3://${BUCKET}/parquet/'`,
});
for (const component of COMPONENTS) {
  const partition = `PARTITION (componentName = '${component}') LOCATION 's3://${BUCKET}/parquet/${component}/'`;
  await runQuery({ ...ATHENA, sql: `ALTER TABLE aggregates_parquet ADD IF NOT EXISTS ${partition}` });
}
console.log("The table for Parquet exists, and is still empty.");

// %% [markdown] id=to-parquet-do tags=do
// ### 10.1 Convert what is delivered
// Write `convertToParquet`. It gets the name of a Firehose like yours, which is running, and of the table with the columns. The table is in the database of `ATHENA`. **The goal:**
//
// - From now on, each window arrives as a row of **Parquet**, with all columns of the table.
// - The files are in `parquet/user-service/`, `parquet/order-service/` and so on: a folder for each component, as before, but below `parquet/`. A folder that mixes two formats can't be read as a table.
// - Nothing adds a delimiter any more. In Parquet, the format itself says where a row ends.
// - Everything else stays: Firehose writes after 60 seconds, and failed records go to the same folder as before.
//
// `UpdateDestinationCommand` changes a Firehose that is running ([AWS's page](https://docs.aws.amazon.com/firehose/latest/APIReference/API_UpdateDestination.html)). What your `ExtendedS3DestinationUpdate` leaves out stays as it is. The exception is `ProcessingConfiguration`: what you send replaces **all** processors.
//
// An update also names the destination, and the version of the settings that you've seen, so AWS notices if someone else has changed them in the meantime. `describeFirehose({ firehoseName })` returns `versionId`, `destinationId` and `settings`.
// `SchemaConfiguration` takes the same role as the Firehose.

// %% id=to-parquet exercise=04-windowed-delivery.to-parquet
const convertToParquet = async (firehoseName: string, tableName: string): Promise<void> => {
  // ### START CODE HERE ### (~ 19 lines of code)
  const { versionId, destinationId, settings } = await describeFirehose({ firehoseName }); // @REPLACE None;
  const processors = settings.ProcessingConfiguration?.Processors ?? [];
  await new FirehoseClient({}).send(
    new UpdateDestinationCommand({
      DeliveryStreamName: firehoseName,
      CurrentDeliveryStreamVersionId: versionId,
      DestinationId: destinationId,
      ExtendedS3DestinationUpdate: {
        Prefix: "parquet/!{partitionKeyFromQuery:componentName}/",
        BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
        ProcessingConfiguration: { Enabled: true, Processors: processors.filter(({ Type }) => Type !== "AppendDelimiterToRecord") },
        DataFormatConversionConfiguration: {
          Enabled: true,
          InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
          OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
          SchemaConfiguration: { DatabaseName: ATHENA.database, TableName: tableName, RoleARN: FIREHOSE_ROLE_ARN },
        },
      },
    }),
  );
  // ### END CODE HERE ###
};

// %% id=to-parquet-check tags=check
await check("04-windowed-delivery.to-parquet");

// %% [markdown] id=to-parquet-stuck tags=stuck
// {{solution 04-windowed-delivery.to-parquet}} The prefix still takes the component from jq, so `MetadataExtraction` has to stay among the processors. The delimiter would do nothing: rows of Parquet have none. The buffer was 64 MB already, since dynamic partitioning requires that, too. If you leave out `BufferingHints`, it stays so.

// %% [markdown] id=turn-note tags=do
// Now convert your own Firehose. The cell shows its settings before and after.

// %% id=turn tags=do,varies
const listSettings = async (when: string) => {
  const { versionId, settings } = await describeFirehose({ firehoseName: FIREHOSE });
  const conversion = settings.DataFormatConversionConfiguration;
  return {
    when,
    version: versionId,
    prefix: settings.Prefix,
    processors: settings.ProcessingConfiguration?.Processors?.map(({ Type }) => Type).join(", "),
    "columns from": conversion?.Enabled ? conversion.SchemaConfiguration?.TableName : "no conversion",
  };
};
const settingsBefore = await listSettings("before");
await convertToParquet(FIREHOSE, "aggregates_parquet");
showTable([settingsBefore, await listSettings("after")], { title: FIREHOSE });

// %% [markdown] id=turn-on-aws tags=on-aws
// > **On AWS**, an update takes effect within a few minutes. Wait for five before you run the next cell, or some windows still arrive as JSON.
//
// The next cell writes 1,500 new events to your input stream, about 50 minutes of event time, and runs your application. Then it waits until all their windows are in the new table.

// %% id=parquet-delivery tags=do,wait,varies
const earlierEvents = (await listStreamRecords({ streamName: INPUT_STREAM })).map(({ data }) => data as MetricEvent);
const newHour = new Date(Math.max(...earlierEvents.map(({ timestamp }) => new Date(timestamp).getTime())) + 3_600_000);
await produceMetricEvents({
  streamName: INPUT_STREAM,
  seed: drawVariantSeed("04-windowed-delivery.parquet-events", STUDENT),
  count: 1500,
  from: newHour,
  disorderMs: 20_000,
});
await produceMetricEvents({ streamName: INPUT_STREAM, events: [closingEvent(new Date(newHour.getTime() + 7_200_000))] });
await sh`node --import tsx src/metrics/app/windowed-metrics-app.ts --source ${INPUT_STREAM} --sink ${OUTPUT_STREAM} --checkpoint ${CHECKPOINT} --window_seconds 60 --delay_seconds 30 --until_caught_up yes`;

const SINCE = `fromTimestamp >= '${newHour.toISOString()}'`;
const newWindows = (await aggregatesIn(OUTPUT_STREAM)).filter(({ componentName, fromTimestamp }) => componentName !== "clock" && fromTimestamp >= newHour.toISOString());
await waitUntil({
  what: `all ${newWindows.length} new windows as Parquet`,
  check: async () => {
    const { rows } = await runQuery({ ...ATHENA, sql: `SELECT count(*) AS windows FROM aggregates_parquet WHERE ${SINCE}` });
    return Number(rows[0]?.["windows"]) >= newWindows.length;
  },
  otherwise: "Is there anything under errors/format-conversion-failed/? On AWS, did you wait after the update?",
});
await showPartitionTree({ bucketName: BUCKET, prefix: "parquet/" });

// %% [markdown] id=formats-question tags=question
// ### Predict, then run
//
// How much does it save? To compare the two formats, the next cell has Athena write **the same windows** as JSON, too. Then it asks both tables the same question: what was the highest value of the metric cpu?
//
// The question needs two of the eight columns. **How many times less does Athena read from Parquet than from JSON?**

// %% id=formats-predict tags=question
await predict("04-windowed-delivery.formats", "?"); // a number: how many times less?

// %% id=formats-question-run tags=question,varies
await runQuery({ ...ATHENA, sql: "DROP TABLE IF EXISTS aggregates_json" });
await runQuery({
  ...ATHENA,
  sql: `CREATE TABLE aggregates_json
        WITH (format = 'JSON', write_compression = 'NONE', external_location = 's3://${BUCKET}/json-twin/${Date.now()}/')
        AS SELECT * FROM aggregates_parquet`,
});
const askHighest = (table: string) =>
  runQuery({ ...ATHENA, sql: `SELECT count(*) AS windows, max(maxValue) AS highest FROM ${table} WHERE metricName = 'cpu'` });
const [byJson, byParquet] = [await askHighest("aggregates_json"), await askHighest("aggregates_parquet")];
showTable([
  { format: "JSON", ...byJson.rows[0], "bytes read": byJson.bytesScanned },
  { format: "Parquet", ...byParquet.rows[0], "bytes read": byParquet.bytesScanned },
]);
await comparePrediction("04-windowed-delivery.formats", Math.round(byJson.bytesScanned / byParquet.bytesScanned));

// %% [markdown] id=formats-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// About 30 times less: in our run, 1,366 bytes instead of 41,854, and both give the same answer. (Your events differ, so your numbers do too, and AWS may count a little more.)
//
// JSON has more than 200 bytes a window, and Athena reads each of them, the names of all columns too. Parquet has the names once a file. Of two columns, the query reads the values: a number of 8 bytes in `maxValue`, and next to nothing in `metricName`. It has only two values, so Parquet stores each name once, and a bit or so for each window.
//
// Athena bills at least 10 MB a query, so here both cost the same. But the windows of 100 services in a year are about 22 GB of JSON. A dashboard that reads them once an hour costs about 80 USD a month, at 5 USD a TB. With Parquet, it's less than 3 USD. (The price isn't verified.)
//
// </details>

// %% [markdown] id=parquet-note tags=look
// Two things to know before you do this in production:
//
// - **What is in the bucket stays as it was.** The table `aggregates` still has the old windows, but no new ones. To have all of them in one table, copy the old ones once, with a statement like that of 9.1, and query the copy and the new table together (`UNION ALL`).
// - **The template doesn't know of your update.** It still says JSON. CloudFormation calls this *drift*: the next change to the Firehose in the template may undo yours. In a team, change the template too.
//
// The conversion costs 0.018 USD a GB, in addition to 0.029 USD for the delivery, with each record counted as at least 5 KB. (The price of the delivery is from a public report of May 2026; that of the conversion isn't verified.)
