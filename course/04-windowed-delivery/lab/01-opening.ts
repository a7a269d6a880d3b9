// Lab 04, from the project's seed 003: seed-map.ts in the folder above says where each step of it went.
//
// The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; what stands
// there is in no notebook.
//
// Tags: as in lab 02.

export {
  ACCOUNT, ATHENA, FIREHOSE_ROLE_ARN, STUDENT, STACK, INPUT_STREAM, OUTPUT_STREAM, BUCKET, FIREHOSE, DELIVERY,
};

// %% [markdown] id=welcome tags=opening
// # Lab 04: Windowed delivery
//
// Two services of a web shop, `user-service` and `order-service`, measure themselves: how busy is the processor, how much memory is in use? They send
// each measurement as an event. Nobody wants to read thousands of events. People ask: *what were the lowest, the highest and the average value in
// each minute?* You build the application that answers this while the events flow, and the delivery that brings its answers to a table.
//
// It would be easy if events arrived in order. They don't: networks reorder them and services send late. The first half of this lab is about that.
//
// **At the end** this will exist, and run:
//
// ```mermaid
// flowchart LR
//   gen(["test data<br>generator"]) -- events --> in[("&lt;you&gt;-metrics<br>data stream")] --> app("windowed-metrics-app<br>TypeScript, or Flink SQL")
//   app -- aggregates --> out[("&lt;you&gt;-aggregates<br>data stream I")] --> fh["&lt;you&gt;-delivery<br>Firehose"]
//   fh -- "user-service/, order-service/" --> bucket[("bucket O")] --> table["Glue table"] --> athena("Athena")
//   fh -. failed .-> bucket
// ```
//
// | | |
// |---|---|
// | **Time** | about 3 hours, quiz and demonstration included |
// | **Cost here** | nothing: the *lab cloud* on your computer stands in for AWS |
// | **Cost on AWS** | two data streams with one shard each: 2 × 0.015 USD **an hour**, used or not, so 0.03 USD an hour or some 22 USD a month if you forget them. They are the most expensive part by far. Firehose, S3 and Athena stay below a cent here: 0.029 USD a GB that Firehose takes in, each record as at least 5 KB, 0.02 USD a GB that it sorts; 5 USD a TB that Athena reads (a TB is 2^40 bytes to AWS, a GB 2^30). What is billed stands in AWS's price lists for us-east-1. The 0.015 and 0.029 USD are from public reports of May 2026; the others are not verified. Look them up before you rely on them. |
// | **Was set up for you** | in the Glue catalog the database `metrics`; a role for Firehose; the bucket `windowed-delivery-answers-<ACCOUNT-ID>` for Athena's answers |
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
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - Where it says `START CODE HERE`, you write. Often `None` stands where your code belongs.
// - The stream application is a small project of several files in `src/metrics/app`, which you open in JupyterLab beside this notebook.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts, in the notebook and in the files.
// {{with checks}}
// - After each exercise, a cell with `check` looks at your saved work. It runs your code in a cloud of its own, made for the check.
// {{end}}
// - You do not know how to go on? Below each exercise there is a hint. Click it to open it.
// {{with solutions}}
//   The solution is below the hint. The whole solution comes with `npx labs solution 04`, in a terminal.
// {{end}}
// - Firehose collects records for a minute before it delivers them. A cell that waits says for what. In the lab cloud you can let the clock
//   jump instead; AWS cannot do that.

// %% id=setup tags=setup
import {
  accountId, check, deleteKinesisFirehose, deleteS3Bucket, isFirehoseReady,
  listDeliveredObjects, listStreamRecords, readDeliveredRecords, readObject, sh, showCost, showTable, waitUntil, waitUntilDeleted,
} from "../../../src/index";
import {
  checkpointFile, closingEvent, deleteDatabase, deleteStack, deployStack, eventAt, EXACT_WINDOWS,
  listDeliveryCosts, openFlinkIfThere, PARQUET_FOLDERS, parquetInTwoWays, parquetSinkSql, produceMetricEvents, proveEmpty, runQuery, showMetricWindows,
  showModelAnswers, showPartitionTree, showQuiz, showWindowedDelivery, stackEvents, testWindows,
  tryCreateFirehose, windowedMetricsSql, windowOf, writeDemoReport,
} from "../../../src/windowed-delivery";
import type { MetricAggregate, WindowCase } from "../../../src/windowed-delivery";
import { FirehoseClient, PutRecordCommand } from "@aws-sdk/client-firehose";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and answers as AWS does. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`, run `npx labs given 04` once, which sets up in your account what is
// > given here, then `npm start`. The same notebook works there without a change.

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
// Its `timestamp` says when it was **measured**. That is its *event time*. It arrives later, and perhaps after an event that was measured later.
//
// What comes out is an **aggregate**, one JSON object for each metric of each service in each minute:
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
// `fromTimestamp` and `toTimestamp` are the times of the first and the last event in it, not the beginning and the end of the minute.

// %% [markdown] id=student-name-do tags=do
// ### Your name
//
// In the exam at the end you show your own streams and your own bucket: they carry **your name**. Write it as bucket names allow it: small letters,
// digits and hyphens, a letter first, 3 to 20 characters, such as `ada-lovelace`. All of AWS shares the names of buckets, so the account's id comes behind it.

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
const FIREHOSE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-WindowedDelivery-FirehoseRole`;

// Where Athena looks for tables, and where it keeps its answers.
const ATHENA = { database: "metrics", outputLocation: `s3://windowed-delivery-answers-${ACCOUNT}/` };
const DELIVERY = { inputStream: INPUT_STREAM, outputStream: OUTPUT_STREAM, firehoseName: FIREHOSE, bucketName: BUCKET };
console.log([INPUT_STREAM, OUTPUT_STREAM, BUCKET, FIREHOSE].join("\n"));

// %% id=student-name-check tags=check
await check("04-windowed-delivery.student-name");

// %% [markdown] id=student-name-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// A text in quotes. No spaces, no capital letters, no underscore: a stream would take them, a bucket does not.
//
// </details>
//
// {{solution 04-windowed-delivery.student-name}} All other names are made of this one, the bucket's too. So it keeps to the strictest of their rules.
