// Lab 03, from the project's seed 002: seed-map.txt in the folder above says where each step of it went.
//
// The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; these lines
// are in no notebook.
//
// Tags: as in lab 02.

export {
  STUDENT, ACCOUNT, REGION, STREAM, STREAM_ARN, SMALL_STREAM, STACK, APPLICATION, FIREHOSE, BUCKET, FUNCTION, DATABASE,
  FIREHOSE_ROLE_ARN, LAMBDA_ROLE, ANALYTICS_ROLE_ARN, PARTS, COLLECTION,
};

// %% [markdown] id=welcome tags=opening
// # Lab 03: Data collection
//
// Websites and apps collect data about people all the time. A program calls an API somewhere and gets people back: names, places, ages, even passwords. In this lab, you
// collect such data as a stream. You keep only what you need as it flows by, and write it to a bucket. All the people are fictional.
//
// **At the end**, this pipeline will be running:
//
// ```mermaid
// flowchart LR
//   accTitle: The pipeline of lab 03
//   accDescr: An instance reads people from the random-user API and puts them into the data stream people-stream. The SQL application people-analytics sends five columns of those who are old enough to the Firehose people-delivery. Its function adds a new line to each record, and it delivers them to a bucket under user-data.
//   api(["random-user API"]) --> ec2["instance<br>put-people"] -- PutRecords --> stream[("people-stream<br>data stream")]
//   stream --> app("people-analytics<br>SQL: five columns, a minimum age") -- DESTINATION_USER_DATA --> fh["people-delivery<br>Firehose, Direct PUT"]
//   fh <-- "a new line each" --> fn("add-newline-function<br>Lambda")
//   fh -- "user-data/" --> bucket[("people-user-data-&lt;ACCOUNT&gt;")]
// ```
//
// | item | details |
// |---|---|
// | **Time** | about 4 hours, in two sittings: part 4 is a good place to start the second |
// | **Before you start** | part 1 of lab 01, for shards and partition keys; a little SQL |
// | **Cost here** | nothing: the *lab cloud* on your computer takes the place of AWS |
// | **Cost on AWS** | about 0.05 USD an hour, or about 33 USD if you forget the [clean-up](#Clean-up) for a month: [the details](../../../docs/on-aws.md#what-the-labs-cost) |
// | **Set up for you** | three roles: for Firehose, for the function and for the application; the database `people` in the Glue catalog, with the table `user_data` |
//
// **Contents**
//
// 1. [How many shards?](#1.-How-many-shards?)
// 2. [The producer](#2.-The-producer)
// 3. [Watch it](#3.-Watch-it)
// 4. [The analytics application](#4.-The-analytics-application)
// 5. [The delivery](#5.-The-delivery)
// 6. [Variation: Parquet or ORC](#6.-Variation:-Parquet-or-ORC)
// 7. [The same on Flink](#7.-The-same-on-Flink)
// 8. [An incident: forty people are missing](#8.-An-incident:-forty-people-are-missing)
// 9. [Quiz](#9.-Quiz)
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - Where it says `START CODE HERE`, you write. `None` usually marks where your code belongs.
// - Eight exercises are in five files, in `src/collection`. Open them in JupyterLab next to this notebook.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts, in the notebook and in the files.
// {{with checks}}
// - After each exercise, a `check` cell tests your saved work. It runs your code in a fresh cloud.
// {{end}}
// - Which AWS calls does a function of this course make? To see them, run `await showCalls(() => …)` in a new cell, with the call of the function in place of `…`.
// - Not sure how to continue? Below the exercise is a line that gives you hints, one at a time. Run it in a new cell (press **B** for one).
// {{with solutions}}
//   After the third hint, and after a check of what you have, it shows the solution. To get the whole solution, run `npx labs solution 03` in a terminal.
// {{end}}
// - A cell that waits says what it's waiting for. In the lab cloud, you can move the clock forward instead. AWS can't do that.

// %% id=setup tags=setup
import {
  accountId, advanceClock, check, comparePrediction, createKinesisDataStream, createS3Bucket, deleteKinesisDataStream, deleteKinesisFirehose,
  deleteS3Bucket, isFirehoseReady, isStreamReady, listDeliveredObjects, listStreamRecords, predict, readDeliveredRecords, readObject, sh, showCost, showTable, waitUntil,
  waitUntilDeleted,
} from "../../../src/index";
import {
  bigRecords, bundleProgram, connectDestination, createAnalyticsApplication, createPartnerPeople, deleteApplication, deleteDatabase, deleteFunction, deleteLogGroup,
  deleteStack, deployFunction, discoverSchema, followMetric, ignoreExisting, launchStack, listCollection, logGroupOf, openFlinkIfThere,
  overloadStream, readFailedRecords, redriveFailedRecords, reviewStack, saveQuery, showClicks, showCollection, showConsoleOutput, showMinimumAge, showPartitionTree, showQuiz, showRawAndFormatted, showSessions, showShardCalculator,
  showTranslation, showWorkload, smallRecords, startApplicationIfPossible, storeClicks, subsetByHand, subsetFlinkSql, sumMetric, testFunction, tryCreateFirehose,
} from "../../../src/data-collection";
import type { MetricQuestion } from "../../../src/data-collection";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import type { PutRecordsRequestEntry, PutRecordsResultEntry } from "@aws-sdk/client-kinesis";
import { CreateDeliveryStreamCommand, FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import type { Capability } from "@aws-sdk/client-cloudformation";
import type { Input, Output } from "@aws-sdk/client-kinesis-analytics-v2";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and behaves like AWS. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`. Run `npx labs given 03` once, which creates in your account what is
// > set up for you here, then `npm start`. You don't have to change the notebook. Only part 4 won't work there: AWS has ended SQL applications, and part 7 replaces them.

// %% [markdown] id=student-name-do tags=do
// ### Your name
//
// In 1.2, 4.5 and 7.3, everyone gets **their own numbers**: your name decides which. Write it in letters from `a` to `z`, digits and hyphens, such as `ada-lovelace`.
// If your instructor gave you an ID, write that instead. Don't change it later, or your numbers change, too.

// %% id=student-name exercise=03-data-collection.student-name
// ### START CODE HERE ### (~ 1 line of code)
const STUDENT = "ada-lovelace"; // @REPLACE const STUDENT = None;
// ### END CODE HERE ###

// %% id=student-name-check tags=check
await check("03-data-collection.student-name");

// %% [markdown] id=student-name-stuck tags=stuck
// {{solution 03-data-collection.student-name}} Any name is right. The check reads it from your code, so write it as one text in quotes.

// %% id=names tags=setup
const ACCOUNT = await accountId();
const REGION = "us-east-1";

const STREAM = "people-stream";
const SMALL_STREAM = "people-too-small";
const STACK = "people-producer";
const APPLICATION = "people-analytics";
const FIREHOSE = "people-delivery";
const FUNCTION = "add-newline-function";
const BUCKET = `people-user-data-${ACCOUNT}`;
const DATABASE = "people";

// An ARN (Amazon Resource Name) identifies one resource in all of AWS.
const STREAM_ARN = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${STREAM}`;
const FIREHOSE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-DataCollection-FirehoseRole`;
const ANALYTICS_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-DataCollection-AnalyticsRole`;
const LAMBDA_ROLE = "LabStack-DataCollection-LambdaRole";

const PARTS = { stackName: STACK, streamName: STREAM, applicationName: APPLICATION, firehoseName: FIREHOSE, functionName: FUNCTION, bucketName: BUCKET };
const COLLECTION = { prefix: "people-", stackName: STACK, functionName: FUNCTION, database: DATABASE };
