// Lab 04, from the project's seed 003: seed-map.txt in the folder above says where each step of it went.
//
// The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; these lines
// are in no notebook.
//
// Tags: as in lab 02.

export {
  ACCOUNT, APPLICATION, ATHENA, FIREHOSE_ROLE_ARN, FLINK_ROLE_ARN, STUDENT, STACK, INPUT_STREAM, OUTPUT_STREAM, BUCKET, FIREHOSE, DELIVERY,
};

// %% [markdown] id=welcome tags=opening
// # Lab 04: Windowed delivery
//
// Two services of a web shop, `user-service` and `order-service`, monitor themselves: how busy is the processor, and how much memory is in use? They send
// each measurement as an event. No one wants to read thousands of events. People ask: *what were the lowest, the highest and the average value in
// each minute?* You build the application that answers this as the events flow by, and the delivery that puts its results into a table.
//
// It would be easy if events arrived in order. They don't: networks reorder them and services send late. The first half of this lab is about that.
//
// **At the end**, this pipeline will be running:
//
// ```mermaid
// flowchart LR
//   accTitle: The pipeline of lab 04
//   accDescr: A generator writes events to your metrics stream. The application windowed-metrics-app, in TypeScript or Flink SQL, reads them and writes aggregates to your second stream. A Firehose delivers these to a bucket, with a folder for each service, first as JSON and finally as Parquet, and what failed to the same bucket. Athena queries the bucket by a Glue table.
//   gen(["test data<br>generator"]) -- events --> in[("&lt;you&gt;-metrics<br>data stream")] --> app("windowed-metrics-app<br>TypeScript, or Flink SQL")
//   app -- aggregates --> out[("&lt;you&gt;-aggregates<br>data stream I")] --> fh["&lt;you&gt;-delivery<br>Firehose"]
//   fh -- "a folder for each service,<br>finally as Parquet" --> bucket[("bucket O")] --> table["Glue table"] --> athena("Athena")
//   fh -. failed .-> bucket
// ```
//
// | item | details |
// |---|---|
// | **Time** | about 5½ hours in two sittings, with quiz, demonstration, incident and Parquet: part 4 is a good place to start the second |
// | **Before you start** | lab 01, for streams and Firehoses; part 1 of lab 02, for dynamic partitioning; TypeScript classes; a little SQL |
// | **Cost here** | nothing: the *lab cloud* on your computer takes the place of AWS |
// | **Cost on AWS** | about 0.03 USD an hour, or about 22 USD if you forget the [clean-up](#Clean-up) for a month, and more while the application of part 6.4 runs: [the details](../../../docs/on-aws.md#what-the-labs-cost) |
// | **Set up for you** | the database `metrics` in the Glue catalog; a role for Firehose and one for the managed application; the bucket `windowed-delivery-answers-<ACCOUNT-ID>` for Athena's results |
//
// **Contents**
//
// 1. [Windows over events out of order](#1.-Windows-over-events-out-of-order)
// 2. [Streams, bucket and Firehose from a template](#2.-Streams,-bucket-and-Firehose-from-a-template)
// 3. [Let it run](#3.-Let-it-run)
// 4. [A table, and its partitions](#4.-A-table,-and-its-partitions)
// 5. [What goes wrong](#5.-What-goes-wrong)
// 6. [The same in Flink SQL](#6.-The-same-in-Flink-SQL)
// 7. [Quiz](#7.-Quiz)
// 8. [The demonstration](#8.-The-demonstration)
// 9. [An incident: the dashboard counts too much](#9.-An-incident:-the-dashboard-counts-too-much)
// 10. [Parquet instead of JSON](#10.-Parquet-instead-of-JSON)
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - Where it says `START CODE HERE`, you write. `None` usually marks where your code belongs.
// - The stream application is a small project of several files in `src/metrics/app`. Open them in JupyterLab next to this notebook.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts, in the notebook and in the files.
// {{with checks}}
// - After each exercise, a `check` cell tests your saved work. It runs your code in a fresh cloud.
// {{end}}
// - Which AWS calls does a function of this course make? To see them, run `await showCalls(() => …)` in a new cell, with the call of the function in place of `…`.
// - Not sure how to continue? Below the exercise is a line that gives you hints, one at a time. Run it in a new cell (press **B** for one).
// {{with solutions}}
//   After the third hint, and after a check of what you have, it shows the solution. To get the whole solution, run `npx labs solution 04` in a terminal.
// {{end}}
// - Firehose collects records for a minute before it delivers them. A cell that waits says what it's waiting for. In the lab cloud, you can
//   move the clock forward instead. AWS can't do that.

// %% id=setup tags=setup
import {
  accountId, check, comparePrediction, deleteKinesisFirehose, deleteS3Bucket, isFirehoseReady, listDeliveredObjects, listStreamRecords, predict,
  readDeliveredRecords, readObject, sh, showCost, showTable, waitUntil, waitUntilDeleted,
} from "../../../src/index";
import {
  checkpointFile, closingEvent, countWindowsSql, createLabTags, deleteApplication, deleteDatabase, deleteStack, deployStack, describeApplication, describeFirehose,
  drawVariantSeed, eventAt, EXACT_WINDOWS, listDeliveryCosts, openFlinkIfThere, PARQUET_FOLDER, parquetSinkSql, produceMetricEvents, proveEmpty, runQuery, showMetricWindows,
  showModelAnswers, showMetricQuestion, showPartitionTree, showQuiz, showWindowedDelivery, showWindowTask, stackEvents, startApplicationIfPossible, stopApplication,
  tagList, testWindows, tryCreateFirehose, windowedMetricsSql, windowOf, writeDemoReport, writeParquetByFlink,
} from "../../../src/windowed-delivery";
import type { MetricAggregate, MetricEvent, WindowCase } from "../../../src/windowed-delivery";
import { FirehoseClient, PutRecordCommand, UpdateDestinationCommand } from "@aws-sdk/client-firehose";
import { CreateApplicationCommand, KinesisAnalyticsV2Client } from "@aws-sdk/client-kinesis-analytics-v2";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and behaves like AWS. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`. Run `npx labs given 04` once, which creates in your account what is
// > set up for you here, then `npm start`. You don't have to change the notebook. There are two exceptions. The optional part 6.3 runs Flink on your computer, so it's left out. In part 6.4, you start the SQL on the notebook's page.

// %% [markdown] id=story tags=why
// ## The story
//
// A **metric event** is one measurement of one service, one JSON object:
//
// ```json
// {
//   "componentName": "user-service",
//   "metricName": "cpu",
//   "unit": "percent",
//   "value": 43.17,
//   "timestamp": "2030-01-01T12:00:05.000Z"
// }
// ```
//
// Its `timestamp` says when it was **measured**. That's its *event time*. It arrives later, perhaps even after an event that was measured later.
//
// The output is an **aggregate**, one JSON object for each metric of each service in each minute:
//
// ```json
// {
//   "componentName": "user-service",
//   "metricName": "cpu",
//   "unit": "percent",
//   "minValue": 20.24,
//   "maxValue": 55.33,
//   "avg": 38.11,
//   "fromTimestamp": "2030-01-01T12:00:02.001Z",
//   "toTimestamp": "2030-01-01T12:00:57.250Z"
// }
// ```
//
// `fromTimestamp` and `toTimestamp` are the times of its first and last events, not the beginning and the end of the minute.

// %% [markdown] id=student-name-do tags=do
// ### Your name
//
// In the exam at the end, you show your own streams and your own bucket, so they carry **your name**. Write it the way bucket names allow: lowercase letters,
// digits and hyphens, a letter first, 3 to 20 characters, such as `ada-lovelace`. By default, all of AWS shares one set of bucket names, so the account ID is added at the end.

// %% id=student-name exercise=04-windowed-delivery.student-name
// ### START CODE HERE ### (~ 1 line of code)
const STUDENT = "ada-lovelace"; // @REPLACE const STUDENT = None;
// ### END CODE HERE ###

// %% id=names tags=setup
const ACCOUNT = await accountId();

const STACK = `${STUDENT}-windowed-delivery`;
const INPUT_STREAM = `${STUDENT}-metrics`;
const OUTPUT_STREAM = `${STUDENT}-aggregates`;
const BUCKET = `${STUDENT}-aggregates-${ACCOUNT}`;
const FIREHOSE = `${STUDENT}-delivery`;
const APPLICATION = `${STUDENT}-windows`;
const FIREHOSE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-WindowedDelivery-FirehoseRole`;
const FLINK_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-WindowedDelivery-FlinkRole`;

// Where Athena looks for tables, and where it stores its results.
const ATHENA = { database: "metrics", outputLocation: `s3://windowed-delivery-answers-${ACCOUNT}/` };
const DELIVERY = { inputStream: INPUT_STREAM, outputStream: OUTPUT_STREAM, firehoseName: FIREHOSE, bucketName: BUCKET };
console.log([INPUT_STREAM, OUTPUT_STREAM, BUCKET, FIREHOSE].join("\n"));

// %% id=student-name-check tags=check
await check("04-windowed-delivery.student-name");

// %% [markdown] id=student-name-stuck tags=stuck
// {{solution 04-windowed-delivery.student-name}} All other names are built from this one, including the bucket's. So it follows the strictest of their rules.
