// Lab 05, part 2: split the busy shard, and see what a split cannot do.

import { SplitShardCommand } from "@aws-sdk/client-kinesis";
import { check, comparePrediction, isStreamReady, predict, showTable, waitUntil } from "../../../src/index";
import { listShards, overloadStream, refusedOf } from "../../../src/resharding";
import { HOT, STREAM, kinesis, openShards, percentOf, sales, tellOrder } from "./01-opening";
import { HOT_HASH, hashKeyOf } from "./02-hot-key";
export { showShards };

// %% [markdown] id=part-2 tags=why
// ## 2. Split it
//
// **Splitting** a shard closes it and opens two new shards that share its range. Its records stay there until they expire. New records go to the two new shards. The stream keeps working throughout.
// You choose **where** to cut the range: at the hash key where the second of the new shards begins. The middle is a good choice unless you have a reason to pick another point. ([AWS's page](https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-resharding-split.html))

// %% id=split-look tags=look
const showShards = async (title: string) =>
  showTable((await openShards()).map(({ id, start, end }) => ({ shard: id, "from (%)": percentOf(start), "to (%)": percentOf(end) })), { title });
await showShards("Open shards");

// %% [markdown] id=split-do tags=do
// ### 2.1 Split the busy shard
// Complete the function. Its loop goes through the open shards of a stream. Each has an `id`, a `start` and an `end`: the first and last hash keys of its range, as `BigInt`.
//
// 1. Is it the busy one? Then `HOT_HASH` lies in its range.
// 2. Calculate the middle of its range. A `BigInt` is written with an `n`: `2n`. Division of BigInts drops the remainder.
// 3. Split the busy one there. `NewStartingHashKey` is a string.
//
// The cell calls the function with your stream. The check also calls it with a stream whose shards have other ids and other ranges.

// %% id=split exercise=05-resharding.split
/** Splits the busy shard of a stream. */
const splitBusyShard = async (stream: string): Promise<void> => {
  for (const { id, start, end } of await openShards(stream)) {
    // ### START CODE HERE ### (~ 3 lines of code)
    const isBusy = start <= HOT_HASH && HOT_HASH <= end; // @REPLACE const isBusy = None;
    const middle = (start + end) / 2n; // @REPLACE const middle = None;
    if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: stream, ShardToSplit: id, NewStartingHashKey: middle.toString() })); // @REPLACE if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: stream, ShardToSplit: None, NewStartingHashKey: None }));
    // ### END CODE HERE ###
  }
};

const shards = await openShards();
// A split closes a shard. As long as all shards are open, none was split.
if (shards.length === (await listShards(kinesis, STREAM)).length) {
  await splitBusyShard(STREAM);
} else {
  console.log(`There are ${shards.length} open shards: one was already split. If it was the wrong one, the note below explains how to start over.`);
}

// %% id=split-wait tags=wait
await waitUntil({ what: "the split to be done", check: () => isStreamReady({ streamName: STREAM }) });
await showShards("Open shards after the split");

// %% id=split-check tags=check
await check("05-resharding.split");

// %% [markdown] id=split-stuck tags=stuck
// <details>
// <summary>Something went wrong?</summary>
//
// Did you split the wrong shard, or in the wrong place? You can't undo a split. Start over with a new stream: run these two lines in a new cell, and then all cells from part 1 on.
//
// ```ts
// await deleteKinesisDataStream({ streamName: STREAM });
// await waitUntilDeleted(() => listResources({ prefix: STREAM }));
// ```
//
// </details>
//
// {{solution 05-resharding.split}} The busy shard is the one whose range contains the hot hash key. A cut in the middle gives each half the same number of hash keys. The new key is a string, like all hash keys in AWS's API.
// > **Here**, the page [Kinesis](/lab-cloud/console/#/kinesis/resharding-sales) draws the shards with their parents. **On AWS**, the console can't split a single shard. It changes the number of shards
// > with *Edit capacity*, which calls `UpdateShardCount`.

// %% [markdown] id=again-note tags=look
// **Look.** Here come the next state of order 17 and the same second of sales again. Nothing is rejected now: the hot key has its shard to itself.

// %% id=again tags=look,wait,varies
await tellOrder("ticket sent");
showTable(await overloadStream({ streamName: STREAM, records: sales(), refusedOf }), { title: "The same second of sales, three shards" });

// %% [markdown] id=one-key-question tags=question
// ### Predict, then run
// Tomorrow the arena sells twice as many tickets: 80 in a second, 1.6 MB, all with the same partition key. Would you split its shard again? **Would one of the two new shards get these records, or both?**

// %% id=one-key-predict tags=question
await predict("05-resharding.one-key", "?"); // "one" or "both"

// %% id=one-key tags=question,wait,varies
showTable(await overloadStream({ streamName: STREAM, records: sales({ [HOT]: 80 }), refusedOf }), { title: "One key alone" });
const [busyShard] = (await openShards()).filter(({ start, end }) => start <= HOT_HASH && HOT_HASH <= end);
const middle = ((busyShard?.start ?? 0n) + (busyShard?.end ?? 0n)) / 2n;
const soldKeys = sales({ [HOT]: 80 }).map(({ PartitionKey }) => BigInt(hashKeyOf(PartitionKey ?? "")));
const upper = soldKeys.filter((hashKey) => hashKey > middle).length;
showTable([{ "records in the lower half": soldKeys.length - upper, "in the upper half": upper }], { title: "If the shard were split in its middle" });
await comparePrediction("05-resharding.one-key", upper === 0 || upper === soldKeys.length ? "one" : "both");

// %% [markdown] id=one-key-answer tags=question
// <details>
// <summary>Answer</summary>
// One of them, and always the same one: **a partition key has one hash key, and so one shard.** A split separates keys from each other. It can't divide one key.
// For that, the producer needs more keys, such as the concert with the block of seats: `arena-tour/block-7`. That comes at a price: only records with the same key stay in order.
//
// </details>
