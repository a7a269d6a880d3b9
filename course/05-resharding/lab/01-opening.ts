// Lab 05. The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; what stands
// there is in no notebook. docs/writing-a-lab.md tells how this lab was written.

export { STREAM, HOT, kinesis, openShards, percentOf, sales, tellOrder };

// %% [markdown] id=welcome tags=opening
// # Lab 05: Resharding
//
// A shop sells tickets for concerts. Each sale is a record in a data stream of Amazon Kinesis, and the concert is its partition key. Today one concert sells more than all others together.
// One shard of the stream is too busy, the other one is nearly idle. In this lab you find out why, and give the busy part of the stream more room while it runs: **resharding**.
//
// **At the end** the shards will have had this life:
//
// ```mermaid
// flowchart LR
//   a["shard 0<br>0 to 50 %"] --> z(["still open"])
//   b["shard 1<br>50 to 100 %"] -- split --> c["shard 2<br>50 to 75 %"] & d["shard 3<br>75 to 100 %"]
//   c & d -- merge --> e["shard 4<br>50 to 100 %"] --> z
// ```
//
// | | |
// |---|---|
// | **Time** | about 45 minutes |
// | **Cost here** | nothing: the *lab cloud* on your computer stands in for AWS |
// | **Cost on AWS** | at most 0.045 USD an hour, so about 0.03 USD for the lab: 3 shards at 0.015 USD each an hour. Sending some hundred records costs less than a cent. Forgotten for a month, 3 shards cost some 32 USD: do the [clean-up](#Clean-up). Prices of us-east-1 in May 2026; look them up before you rely on them. |
// | **Was set up for you** | nothing |
//
// **Contents**
//
// 1. [One shard is too busy](#1.-One-shard-is-too-busy)
// 2. [Split it](#2.-Split-it)
// 3. [Read it in order](#3.-Read-it-in-order)
// 4. [Merge it back](#4.-Merge-it-back)
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - Where it says `START CODE HERE`, you write. `None` stands where your code belongs.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts.
// {{with solutions}}
// - After each exercise, a cell with `check` looks at your saved work. It runs your code in a cloud of its own, made for the check.
// {{end}}
// - You do not know how to go on? Below each exercise there is a hint. Click it to open it.
// {{with solutions}}
//   The solution is below the hint. The whole solution comes with `npx labs solution 05`, in a terminal.
// {{end}}

// %% id=setup tags=setup
import { createHash } from "node:crypto";
import type { PutRecordsRequestEntry, Shard } from "@aws-sdk/client-kinesis";
import {
  GetRecordsCommand, GetShardIteratorCommand, KinesisClient, MergeShardsCommand, PutRecordCommand, SplitShardCommand,
} from "@aws-sdk/client-kinesis";
import {
  accountId, check, createKinesisDataStream, deleteKinesisDataStream, isStreamReady, listResources, listStreamRecords,
  showRecordsPerMinute, showCost, showTable, waitUntil, waitUntilDeleted,
} from "../../../src/index";
import { listShards, overloadStream, refusedOf } from "../../../src/resharding";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and answers as AWS does. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`, then `npm start`. The same notebook works there without a change.

// %% [markdown] id=names-note tags=setup
// The next cell has the names of this lab, and four small helpers. You do not have to read them now.

// %% id=names tags=setup
const STREAM = "resharding-sales";
const kinesis = new KinesisClient({});

// How many tickets of each concert are sold in one second today. Each ticket is a picture of 20 KiB.
const HOT = "arena-tour";
const SOLD = {
  "arena-tour": 40, "piano-evening": 14, "school-band": 12, "dance-hall": 8, "jazz-cellar": 6, "city-choir": 5, "folk-club": 5,
};

/** Records of one second: the concerts' tickets one after the other. */
const sales = (sold: Record<string, number> = SOLD): PutRecordsRequestEntry[] =>
  Object.entries(sold).flatMap(([concert, count]) =>
    Array.from({ length: count }, () => ({ PartitionKey: concert, Data: Buffer.alloc(20 * 1024, "ticket ") })),
  );

/** Writes down how far order 17 has come, as one small record. */
const tellOrder = async (state: string): Promise<void> => {
  await kinesis.send(new PutRecordCommand({ StreamName: STREAM, PartitionKey: HOT, Data: Buffer.from(JSON.stringify({ order: 17, state })) }));
};

/** The shards that take records now, by their ranges. A closed shard has a last sequence number, an open one has none yet. */
const openShards = async () =>
  (await listShards(kinesis, STREAM))
    .filter(({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined)
    .map(({ ShardId = "", HashKeyRange }) => ({
      id: ShardId, start: BigInt(HashKeyRange?.StartingHashKey ?? 0), end: BigInt(HashKeyRange?.EndingHashKey ?? 0),
    }))
    .sort((a, b) => (a.start < b.start ? -1 : 1));

/** Where a hash key lies, in percent of all: they go from 0 to 2 to the power of 128, less 1. */
const percentOf = (hashKey: bigint): number => Math.round(Number((hashKey * 10_000n) >> 128n) / 10) / 10;
