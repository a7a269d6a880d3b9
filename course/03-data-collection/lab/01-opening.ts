// Lab 03, from the project's seed 002: seed-map.ts in the folder above says where each step of it went.
//
// The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; what stands
// there is in no notebook.
//
// Tags: as in lab 02.

export {
  ACCOUNT, REGION, STREAM, STREAM_ARN, SMALL_STREAM, STACK, APPLICATION, FIREHOSE, BUCKET, FUNCTION, DATABASE,
  FIREHOSE_ROLE_ARN, LAMBDA_ROLE, ANALYTICS_ROLE_ARN, PARTS, COLLECTION,
};

// %% [markdown] id=welcome tags=opening
// # Lab 03: Data collection
//
// Web sites and apps collect data about people, all the time. A program calls an API somewhere and gets people back: names, places, ages, even passwords. In this lab you
// collect such data as a stream. You keep only what is needed, while it flows, and you write it to a bucket. All people are made up.
//
// **At the end** this will exist, and run:
//
// ```mermaid
// flowchart LR
//   api(["random-user API"]) --> ec2["instance<br>put-people"] -- PutRecords --> stream[("people-stream<br>data stream")]
//   stream --> app("people-analytics<br>SQL: five columns, 21 and older") -- DESTINATION_USER_DATA --> fh["people-delivery<br>Firehose, Direct PUT"]
//   fh <-- "a new line each" --> fn("add-newline-function<br>Lambda")
//   fh -- "user-data/" --> bucket[("people-user-data-&lt;ACCOUNT&gt;")]
// ```
//
// | | |
// |---|---|
// | **Time** | about 2 hours |
// | **Cost here** | nothing: the *lab cloud* on your computer stands in for AWS |
// | **Cost on AWS** | two data streams with one shard each: 2 × 0.015 USD **an hour**, used or not. One small instance: about 0.01 USD an hour. Firehose, Lambda and S3 stay below a cent here. Together some 30 USD a month if you forget them. The 0.015 USD is from a public report of May 2026; the others are not verified. Look them up before you rely on them. |
// | **Was set up for you** | three roles, for Firehose, for the function and for the application; in the Glue catalog the database `people` with the table `user_data` |
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
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - Where it says `START CODE HERE`, you write. Often `None` stands where your code belongs.
// - Seven exercises are in four files, in `src/collection`. Open them in JupyterLab beside this notebook.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts, in the notebook and in the files.
// {{with checks}}
// - After each exercise, a cell with `check` looks at your saved work. It runs your code in a cloud of its own, made for the check.
// {{end}}
// - You do not know how to go on? Below each exercise there is a hint. Click it to open it.
// {{with solutions}}
//   The solution is below the hint. The whole solution comes with `npx labs solution 03`, in a terminal.
// {{end}}
// - A cell that waits says for what. In the lab cloud you can let the clock jump instead; AWS cannot do that.

// %% id=setup tags=setup
import {
  accountId, advanceClock, check, createKinesisDataStream, createS3Bucket, deleteKinesisDataStream, deleteKinesisFirehose, deleteS3Bucket,
  isFirehoseReady, isStreamReady, listDeliveredObjects, listStreamRecords, readObject, sh, showCost, showTable, waitUntil, waitUntilDeleted,
} from "../../../src/index";
import {
  bigRecords, bundleProgram, connectDestination, createAnalyticsApplication, deleteApplication, deleteDatabase, deleteFunction, deleteLogGroup,
  deleteStack, deployFunction, discoverSchema, followMetric, launchStack, listCollection, logGroupOf, openFlinkIfThere,
  overloadStream, reviewStack, saveQuery, showCollection, showConsoleOutput, showPartitionTree, showRawAndFormatted, showShardCalculator,
  showTranslation, smallRecords, startApplicationIfPossible, subsetByHand, subsetFlinkSql, sumMetric, testFunction, tryCreateFirehose,
} from "../../../src/data-collection";
import type { MetricQuestion } from "../../../src/data-collection";
import type { PutRecordsRequestEntry, PutRecordsResultEntry } from "@aws-sdk/client-kinesis";
import type { Capability } from "@aws-sdk/client-cloudformation";
import type { CreateDeliveryStreamInput } from "@aws-sdk/client-firehose";
import type { Input, Output } from "@aws-sdk/client-kinesis-analytics-v2";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and answers as AWS does. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`, run `npx labs given 03` once, which sets up in your account what is
// > given here, then `npm start`. The same notebook works there without a change, but for part 4: AWS ended SQL applications. Part 7 takes their place.

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

// An ARN (Amazon resource name) names one thing in all of AWS.
const STREAM_ARN = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/${STREAM}`;
const FIREHOSE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-DataCollection-FirehoseRole`;
const ANALYTICS_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-DataCollection-AnalyticsRole`;
const LAMBDA_ROLE = "LabStack-DataCollection-LambdaRole";

const PARTS = { stackName: STACK, streamName: STREAM, applicationName: APPLICATION, firehoseName: FIREHOSE, functionName: FUNCTION, bucketName: BUCKET };
const COLLECTION = { prefix: "people-", stackName: STACK, applicationName: APPLICATION, functionName: FUNCTION, database: DATABASE };
