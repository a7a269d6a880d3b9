// Lab 01, from the project's seed 004: seed-map.txt in the folder above says where each step of it went.
//
// The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; these lines
// are in no notebook.
//
// Tags say what a cell is for: opening, setup, why, do, look, check, stuck, on-aws, question, clean-up, summary; and what it needs:
// terminal (two of them), script (starts or stops a script in the background), wait (on the cloud's clock), clock (moves it).
//
// The cells tagged `script` name the learner's script, "src/etl/consumer.ts". In the solution notebook that name has to be the one of
// the solution's script, or its outputs would be those of the learner's open one.

export { kinesis, STUDENT };

// %% [markdown] id=welcome tags=opening
// # Lab 01: Streaming ingestion
//
// A web shop records what its customers look at, as it happens. In this lab you read that stream of data, process
// each record as it arrives, and deliver it to storage: **streaming ingestion**. You'll use two AWS services, Amazon Kinesis Data
// Streams and Amazon Data Firehose.
// **At the end**, this pipeline will be running:
//
// ```mermaid
// flowchart LR
//   accTitle: The pipeline of lab 01
//   accDescr: The web shop writes to the source stream. Your ETL script reads it, and writes visits from the USA to one stream, all others to another. A Firehose delivers each of the two to its own bucket.
//   shop(["web shop<br>(given)"]) --> source[["source stream<br>(given)"]]
//   source --> etl("your ETL script")
//   etl -- USA --> usa[["USA stream"]] --> fusa("Firehose") --> busa[("USA bucket")]
//   etl -- all others --> int[["international stream"]] --> fint("Firehose") --> bint[("international bucket")]
// ```
//
// | item | details |
// |---|---|
// | **Time** | about 2¼ hours |
// | **Before you start** | the basics of JavaScript or TypeScript: functions, loops, objects. No knowledge of AWS |
// | **Cost here** | nothing: the *lab cloud* on your computer takes the place of AWS |
// | **Cost on AWS** | about 0.12 USD an hour, or 86 USD if you forget the [clean-up](#Clean-up) for a month: [the details](../../../docs/on-aws.md#what-the-labs-cost) |
// | **Set up for you** | the source stream `de-c2w2lab1-kinesis-data-stream`; the program that simulates the web shop; the role `de-c2w2lab1-firehose-role`, which lets Firehose read streams and write buckets; its log groups |
//
// **Contents**
//
// 1. [The components of an event-streaming platform](#1.-The-components-of-an-event-streaming-platform): a producer, a stream and a consumer, by hand
// 2. [A streaming ETL process](#2.-A-streaming-ETL-process)
//    - [2.1 The infrastructure](#2.1-The-infrastructure): two buckets, two streams, two Firehoses
//    - [2.2 The streaming ETL](#2.2-The-streaming-ETL): transform each record, route it, see it delivered
// 3. [An incident: visits are missing](#3.-An-incident:-visits-are-missing)
// 4. [Quiz](#4.-Quiz)
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
// - Run the cells from top to bottom, each with **Shift+Enter**. Most calls take a moment: `await` in front of a call waits until it is done.
// - Where it says `START CODE HERE`, you write. `None` marks where your code belongs. If you leave a `None` in a cell, it will tell you.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts.
// {{with checks}}
// - After each exercise, a `check` cell tests your saved work. It runs your code in a fresh cloud. Then it compares
//   what your code creates there with what is in your own cloud, and names each difference.
// {{end}}
// - Not sure how to continue? Below the exercise is a line that gives you hints, one at a time. Run it in a new cell (press **B** for one).
// {{with solutions}}
//   After the third hint, and after a check of what you have, it shows the solution. You can also download the whole solution: in a terminal with `npx labs solution 01`, or the way you
//   would from a real bucket:
//
//   ```bash
//   aws s3 cp --recursive s3://de-c2w2lab1-000000000000-solution/ ./
//   ```
//
//   Both give you the notebook `notebooks/01-streaming-ingestion_Solution.ipynb` and the script `src/etl/consumer_Solution.ts`.
//   (Three files have similar names. `consumer.ts` is yours to edit. `consumer_Solution.ts` is its solution.
//   `consumer_from_cli.ts` is the small consumer of part 1.)
// {{end}}
// - Don't know a word? The [glossary](#Glossary) at the end explains the terms of this lab.
// - Code that is used but not shown is in the folder [`src`](../../../src/index.ts), one short file per function. Read it.
//
// The next cell imports those functions. It also shows which AWS account you are in.

// %% id=setup tags=setup
import { readFileSync } from "node:fs";
import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import {
  accountId, advanceClock, check, comparePrediction, createKinesisDataStream, createKinesisFirehose, createS3Bucket, deleteKinesisDataStream,
  deleteKinesisFirehose, deleteS3Bucket, isFirehoseReady, isStreamReady, listDeliveredObjects, listResources, listStreamRecords, predict,
  readDeliveredRecords, readObject, sh, showCalls, showCost, showPipeline, showRecordsPerMinute, showScript, showTable, startScript, stopScript, waitUntil,
  waitUntilDeleted,
} from "../../../src/index";
import { openKiosks, showQuiz, showRoutes } from "../../../src/streaming-ingestion";

// The client that sends calls to Kinesis.
const kinesis = new KinesisClient({});
console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and behaves like AWS. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`. Run `npx labs given 01` once, which creates in your account what is
// > set up for you here, then `npm start`. You don't have to change the notebook. ([On real AWS](../../../docs/on-aws.md))

// %% [markdown] id=student-name-do tags=do
// ### Your name
//
// In 2.2.8, everyone gets **their own routes**: your name decides which. Write it in letters from `a` to `z`, digits and hyphens, such as `grace-hopper`.
// If your instructor gave you an ID, write that instead. Don't change it later, or your routes change, too.

// %% id=student-name exercise=01-streaming-ingestion.student-name
// ### START CODE HERE ### (~ 1 line of code)
const STUDENT = "ada-lovelace"; // @REPLACE const STUDENT = None;
// ### END CODE HERE ###

// %% id=student-name-check tags=check
await check("01-streaming-ingestion.student-name");

// %% [markdown] id=student-name-stuck tags=stuck
// {{solution 01-streaming-ingestion.student-name}} Any name is right. The check reads it from your code, so write it as one text in quotes.

// %% [markdown] id=introduction tags=why
// ## The story
// The shop wants to recommend products to customers while they are still there. So it writes each visit to a data
// stream as it happens: who, from where, and which products they looked at. A program has to read this data, process it, and pass it
// on to the programs that compute recommendations. You write that program.
//
// To keep it simple, you won't compute recommendations. You'll add four attributes to each record, and
// send it to one of two streams, depending on the customer's country. Before that, the first part shows each component by itself.
