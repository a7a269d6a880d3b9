// Lab 04, part 9: an incident. An application that moves without its checkpoint writes everything again.

import { check, comparePrediction, predict, readDeliveredRecords, sh, showTable, waitUntil } from "../../../src/index";
import { countWindowsSql, runQuery } from "../../../src/windowed-delivery";
import { ATHENA, BUCKET, INPUT_STREAM, OUTPUT_STREAM } from "./01-opening";
import { CHECKPOINT, aggregatesIn } from "./05-let-it-run";

export { DASHBOARD };

// %% [markdown] id=part-9 tags=why
// ## 9. An incident: the dashboard counts too much
// The shop's dashboard counts the windows in the table `aggregates`, once an hour. Last night, the operations team moved your application to a new server. This morning, the dashboard shows more windows than there can be. No one sent new events. You are on call.
//
// In an incident, work in this order: **what** is wrong, **where** it began, **why**. Only then repair it, without losing what is right.
//
// The first cell waits until all windows are delivered, and asks the dashboard's question for the evening. The second one shows what the operations team ran at night: your application, on the same stream.

// %% id=evening tags=do,wait,varies
// Without the window of the event that closes the others: it is not in the dashboard.
const windowsInStream = async () => (await aggregatesIn(OUTPUT_STREAM)).filter(({ componentName }) => componentName !== "clock");
const countDelivered = async () => {
  const found = await Promise.all(["user-service/", "order-service/"].map((prefix) => readDeliveredRecords({ bucketName: BUCKET, prefix })));
  return found.flat().length;
};
const waitForDelivery = () =>
  waitUntil({
    what: "everything in stream I to be delivered",
    check: async () => (await countDelivered()) >= (await windowsInStream()).length,
    timeoutSeconds: 600,
    otherwise: "After part 10, new windows come as Parquet. So this part can't run again.",
  });
await waitForDelivery();
const DASHBOARD = { ...ATHENA, sql: countWindowsSql("aggregates") };
const evening = (await runQuery(DASHBOARD)).rows;
showTable(evening, { title: "The dashboard in the evening" });

// %% id=night tags=do,wait,varies
const SERVER_2 = CHECKPOINT.replace(/\.json$/, ".server-2.json");
await sh`node --import tsx src/metrics/app/windowed-metrics-app.ts --source ${INPUT_STREAM} --sink ${OUTPUT_STREAM} --checkpoint ${SERVER_2} --window_seconds 60 --delay_seconds 30 --until_caught_up yes`;
await waitForDelivery();
const morning = (await runQuery(DASHBOARD)).rows;
showTable(morning, { title: "The dashboard in the morning" });

// %% [markdown] id=incident-question tags=question
// ### Predict, then look
// An aggregate goes from your application through stream I and the Firehose to the bucket, and Athena reads it there. **Where does an additional window first appear?** Answer with one word:
//
// - `application`: it wrote windows into stream I that were there already
// - `firehose`: it delivered records of stream I more than once
// - `athena`: it reads each file of the bucket more than once
//
// The next cell counts the windows in each of these places, and how many of them differ.

// %% id=incident-predict tags=question
await predict("04-windowed-delivery.twice", "?"); // "application", "firehose" or "athena"

// %% id=incident-where tags=question,varies
const inStream = (await windowsInStream()).map((window) => JSON.stringify(window));
const inTable = morning.reduce((sum, { windows }) => sum + Number(windows), 0);
const differing = new Set(inStream).size;
showTable([
  { place: "stream I", windows: inStream.length, "of these, different": differing },
  { place: "bucket", windows: await countDelivered(), "of these, different": differing },
  { place: "table", windows: inTable, "of these, different": differing },
]);
await comparePrediction("04-windowed-delivery.twice", inStream.length > differing ? "application" : "firehose");

// %% [markdown] id=incident-why-note tags=do
// **Why?** Compare the command of the night with the one in 3.1, and look into the folder `.labs/checkpoints`. What did the operations team leave behind? (The application did what it was built for: *at least once*.)
//
// Stopping it helps for tomorrow. But what is in the stream and in the bucket can't be taken back. Whoever reads it needs a table in which each window is there once.

// %% [markdown] id=keep-once-do tags=do
// ### 9.1 Each window once
// Write `keepOnce`. It gets the name of a table, the name of a new one, and the folder for the new one's files, an address such as `s3://bucket/folder/`. **The goal:** the new table has the same columns and each window exactly once. Its files are **Parquet**, in that folder. The old table stays as it is.
//
// Two windows are the same only if all their values are the same. `runQuery` with `ATHENA` runs a statement, as in part 4. [AWS's page on CREATE TABLE AS](https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html) has the syntax.

// %% id=keep-once exercise=04-windowed-delivery.keep-once
const keepOnce = async (source: string, target: string, folder: string): Promise<void> => {
  // ### START CODE HERE ### (~ 5 lines of code)
  await runQuery({ // @REPLACE None;
    ...ATHENA,
    sql: `CREATE TABLE ${target} WITH (format = 'PARQUET', external_location = '${folder}') AS SELECT DISTINCT * FROM ${source}`,
  });
  // ### END CODE HERE ###
};

// %% id=keep-once-check tags=check
await check("04-windowed-delivery.keep-once");

// %% [markdown] id=keep-once-stuck tags=stuck
// {{solution 04-windowed-delivery.keep-once}} `DISTINCT` compares whole rows, so two windows that differ in any value both stay. Parquet is the default format of `CREATE TABLE AS`. State it anyway, for anyone who reads the statement later.

// %% [markdown] id=recover-note tags=do
// **Recover.** The cell runs your function, unless its table exists, and runs the dashboard's query on it. Compare the numbers with those of the evening.

// %% id=recover tags=look,wait,varies
const tables = await runQuery({ ...ATHENA, sql: "SHOW TABLES 'windows_once'" });
if (tables.rows.length === 0) await keepOnce("aggregates", "windows_once", `s3://${BUCKET}/windows-once/`);
const once = await runQuery({ ...ATHENA, sql: countWindowsSql("windows_once") });
showTable(once.rows, { title: "The dashboard, each window once" });

// %% [markdown] id=recover-on-aws tags=on-aws
// > **On AWS**, the incident is the same: nothing was broken on purpose. Managed Flink keeps its checkpoints in AWS's own storage, so they move with the application. If you ever start it without its snapshot, the same happens there.
// > For results that no one has to repair, write them where a second write replaces the first: a database with the window as its key.
