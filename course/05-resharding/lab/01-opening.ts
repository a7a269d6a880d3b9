// Lab 05. The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; these lines
// are in no notebook. docs/writing-a-lab.md explains how this lab was written.

export { STUDENT, STREAM, HOT, kinesis, openShards, percentOf, sales, tellOrder };

// %% [markdown] id=welcome tags=opening
// # Lab 05: Resharding
//
// A shop sells tickets for concerts. Each sale is a record in a data stream of Amazon Kinesis, and the concert is its partition key. Today one concert is outselling the rest.
// One shard of the stream is too busy, and the other is nearly idle. In this lab you find out why, and add capacity to the busy part of the stream while it runs: **resharding**.
//
// **By the end**, the shards will have changed like this:
//
// ```mermaid
// flowchart LR
//   accTitle: The shards of lab 05
//   accDescr: Shard 0, with 0 to 50 % of the hash keys, stays open. Shard 1, with 50 to 100 %, is split into shard 2, up to 75 %, and shard 3. These two are merged into shard 4, with 50 to 100 %, which stays open.
//   a["shard 0<br>0 to 50 %"] --> z(["still open"])
//   b["shard 1<br>50 to 100 %"] -- split --> c["shard 2<br>50 to 75 %"] & d["shard 3<br>75 to 100 %"]
//   c & d -- merge --> e["shard 4<br>50 to 100 %"] --> z
// ```
//
// | item | details |
// |---|---|
// | **Time** | about 1½ hours |
// | **Before you start** | part 1 of lab 01, for shards and partition keys |
// | **Cost here** | nothing: the *lab cloud* on your computer takes the place of AWS |
// | **Cost on AWS** | about 0.07 USD for the lab, or 32 USD if you forget the [clean-up](#Clean-up) for a month: [the details](../../../docs/on-aws.md#what-the-labs-cost) |
// | **Set up for you** | nothing |
//
// **Contents**
//
// 1. [One shard is too busy](#1.-One-shard-is-too-busy)
// 2. [Split it](#2.-Split-it)
// 3. [Read it in order](#3.-Read-it-in-order)
// 4. [Merge it back](#4.-Merge-it-back)
// 5. [An incident: sales are missing](#5.-An-incident:-sales-are-missing)
// 6. [Quiz](#6.-Quiz)
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - Where it says `START CODE HERE`, you write. `None` marks where your code belongs.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts.
// {{with checks}}
// - After each exercise, a `check` cell tests your saved work. It runs your code in a fresh cloud.
// {{end}}
// - Which AWS calls does a function of this course make? To see them, run `await showCalls(() => …)` in a new cell, with the call of the function in place of `…`.
// - Not sure how to continue? Below the exercise is a line that gives you hints, one at a time. Run it in a new cell (press **B** for one).
// {{with solutions}}
//   After the third hint, and after a check of what you have, it shows the solution. To get the whole solution, run `npx labs solution 05` in a terminal.
// {{end}}

// %% id=setup tags=setup
import { createHash } from "node:crypto";
import type { PutRecordsRequestEntry, Shard } from "@aws-sdk/client-kinesis";
import {
  GetRecordsCommand, GetShardIteratorCommand, KinesisClient, MergeShardsCommand, PutRecordCommand,
  PutRecordsCommand, SplitShardCommand,
} from "@aws-sdk/client-kinesis";
import {
  accountId, advanceClock, check, comparePrediction, createKinesisDataStream, deleteKinesisDataStream, isStreamReady, listResources,
  listStreamRecords, predict, showCost, showRecordsPerMinute, showTable, waitUntil, waitUntilDeleted,
} from "../../../src/index";
import { listShards, overloadStream, refusedOf, showNextSale, showQuiz, sumMetric, waitSeconds } from "../../../src/resharding";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and behaves like AWS. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`, then run `npm start`. You don't have to change the notebook. ([On real AWS](../../../docs/on-aws.md))

// %% [markdown] id=student-name-do tags=do
// ### Your name
//
// In 4.2, everyone gets **their own concerts**: your name decides which. Write it in letters from `a` to `z`, digits and hyphens, such as `ada-lovelace`.
// If your instructor gave you an ID, write that instead. Don't change it later, or your concerts change, too.

// %% id=student-name exercise=05-resharding.student-name
// ### START CODE HERE ### (~ 1 line of code)
const STUDENT = "ada-lovelace"; // @REPLACE const STUDENT = None;
// ### END CODE HERE ###

// %% id=student-name-check tags=check
await check("05-resharding.student-name");

// %% [markdown] id=student-name-stuck tags=stuck
// {{solution 05-resharding.student-name}} Any name is right. The check reads it from your code, so write it as one text in quotes.

// %% [markdown] id=names-note tags=setup
// The next cell has this lab's names and four small helpers. You don't have to read them now.

// %% id=names tags=setup
const STREAM = "resharding-sales";
const kinesis = new KinesisClient({});

// How many tickets for each concert are sold in one second today. Each ticket is a picture of 20 KiB.
const HOT = "arena-tour";
const SOLD = {
  "arena-tour": 40, "piano-evening": 14, "school-band": 12, "dance-hall": 8, "jazz-cellar": 6, "city-choir": 5, "folk-club": 5,
};

/** The records of one second: each concert's tickets, one after another. */
const sales = (sold: Record<string, number> = SOLD): PutRecordsRequestEntry[] =>
  Object.entries(sold).flatMap(([concert, count]) =>
    Array.from({ length: count }, () => ({ PartitionKey: concert, Data: Buffer.alloc(20 * 1024, "ticket ") })),
  );

/** Writes one small record: the current state of order 17. */
const tellOrder = async (state: string): Promise<void> => {
  await kinesis.send(new PutRecordCommand({ StreamName: STREAM, PartitionKey: HOT, Data: Buffer.from(JSON.stringify({ order: 17, state })) }));
};

/** The shards that accept records now, in order of their ranges. A closed shard has an ending sequence number; an open one doesn't. */
const openShards = async (stream = STREAM) =>
  (await listShards(kinesis, stream))
    .filter(({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined)
    .map(({ ShardId = "", HashKeyRange }) => ({
      id: ShardId, start: BigInt(HashKeyRange?.StartingHashKey ?? 0), end: BigInt(HashKeyRange?.EndingHashKey ?? 0),
    }))
    .sort((a, b) => (a.start < b.start ? -1 : 1));

/** Where a hash key lies, as a percentage of all hash keys, which go from 0 to 2 to the power of 128, minus 1. */
const percentOf = (hashKey: bigint): number => Math.round(Number((hashKey * 10_000n) >> 128n) / 10) / 10;
