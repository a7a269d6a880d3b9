// Lab 01, from the project's seed 004: seed-map.ts in the folder above says where each step of it went.
//
// The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; what stands
// there is in no notebook.
//
// Tags say what a cell is for: opening, setup, why, do, look, check, stuck, on-aws, question, clean-up, summary; and what it needs:
// terminal (two of them), script (starts or stops a script in the background), wait (on the cloud's clock), clock (moves it).
//
// The cells tagged `script` name the learner's script, "src/etl/consumer.ts". In the solution notebook that name has to be the one of
// the solution's script, or its outputs would be those of the learner's open one.

// %% [markdown] id=welcome tags=opening
// # Lab 01: Streaming ingestion
//
// A web shop writes down what its customers look at, at the moment they do. In this lab you read that stream of data, process
// each record on its way, and deliver it to storage: **streaming ingestion**. You use two services of AWS, Amazon Kinesis Data
// Streams and Amazon Data Firehose.
//
// **At the end** this will exist, and run:
//
// ```mermaid
// flowchart LR
//   shop(["web shop<br>(given)"]) --> source[["source stream<br>(given)"]]
//   source --> etl("your ETL script")
//   etl -- USA --> usa[["USA stream"]] --> fusa("Firehose") --> busa[("USA bucket")]
//   etl -- all others --> int[["international stream"]] --> fint("Firehose") --> bint[("international bucket")]
// ```
//
// | | |
// |---|---|
// | **Time** | about 90 minutes |
// | **Cost here** | nothing: the *lab cloud* on your computer stands in for AWS |
// | **Cost on AWS** | about 0.12 USD an hour, so 0.18 USD for the lab. Nearly all of it is for the 8 shards (the parts that streams are made of) of the 4 data streams, at 0.015 USD each an hour. Writing and delivering some hundred records costs less than a cent. If you forget the shards for a month, they cost 86 USD: do the [clean-up](#Clean-up). Prices of us-east-1 in May 2026; look them up before you rely on them. |
// | **Was set up for you** | the source stream `de-c2w2lab1-kinesis-data-stream`; the program that plays the web shop; the role `de-c2w2lab1-firehose-role`, which lets Firehose read streams and write buckets; its log groups |
//
// **Contents**
//
// 1. [The components of an event-streaming platform](#1.-The-components-of-an-event-streaming-platform): a producer, a stream, a consumer, by hand
// 2. [A streaming ETL process](#2.-A-streaming-ETL-process)
//    - [2.1 The infrastructure](#2.1-The-infrastructure): two buckets, two streams, two Firehoses
//    - [2.2 The streaming ETL](#2.2-The-streaming-ETL): transform each record, choose its way, see it delivered
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**. Most things here take a moment: `await` in front of a call waits until it is done.
// - Where it says `START CODE HERE`, you write. `None` stands where your code belongs. A cell in which a `None` is left tells you so.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts.
// {{with solutions}}
// - After each exercise, a cell with `check` looks at your saved work. It runs your code in a cloud of its own, made for the check. Then it
//   compares what your code makes there with what is in your own cloud, and names each difference.
// {{end}}
// - You do not know how to go on? Below each exercise there is a hint. Click it to open it.
// {{with solutions}}
//   The solution is below the hint. The whole solution can be downloaded: in a terminal, `npx labs solution 01`, or as you would
//   from a real bucket:
//
//   ```bash
//   aws s3 cp --recursive s3://de-c2w2lab1-000000000000-solution/ ./
//   ```
//
//   Both bring the notebook `notebooks/01-streaming-ingestion_Solution.ipynb` and the script `src/etl/consumer_Solution.ts`.
//   (Three files have names that look the same. `consumer.ts` is yours to edit. `consumer_Solution.ts` is its solution.
//   `consumer_from_cli.ts` is the small consumer of part 1.)
// {{end}}
// - What does a word mean? The [glossary](#Glossary) at the end explains the words of this lab.
// - Code that is used but not shown is in the folder [`src`](../../../src/index.ts), one short file for each function. Read it.
//
// The next cell makes those functions known. It also shows which AWS account you are in.

// %% id=setup tags=setup
import { readFileSync } from "node:fs";
import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import {
  accountId, advanceClock, check, createKinesisDataStream, createKinesisFirehose,
  createS3Bucket, deleteKinesisDataStream, deleteKinesisFirehose, deleteS3Bucket,
  isFirehoseReady, isStreamReady, listDeliveredObjects, listResources, listStreamRecords,
  readDeliveredRecords, readObject, sh, showPipeline, showRecordsPerMinute, showScript,
  showCost, showTable, startScript, stopScript, waitUntil, waitUntilDeleted,
} from "../../../src/index";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and answers as AWS does. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`, run `npx labs given 01` once, which sets up in your account what is
// > given here, then `npm start`. The same notebook works there without a change.

// %% [markdown] id=introduction tags=why
// ## The story
//
// The shop wants to recommend products to a customer while the customer is still there. For that, each visit is written to a data
// stream as it happens: who, from where, and which products were looked at. A program has to read this data, process it, and pass it
// on to the programs that compute recommendations. You write that program.
//
// To keep it simple, you will not compute recommendations. You will add four attributes to each record, and
// send it to one of two streams, by the customer's country. Before that, the first part shows each component by itself.
