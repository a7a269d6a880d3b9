// Lab 05, part 2: split the busy shard, and see what a split cannot do.

import { SplitShardCommand } from "@aws-sdk/client-kinesis";
import { check, isStreamReady, showTable, waitUntil } from "../../../src/index";
import { overloadStream, refusedOf } from "../../../src/resharding";
import { HOT, STREAM, kinesis, openShards, percentOf, sales, tellOrder } from "./01-opening";
import { HOT_HASH } from "./02-hot-key";
export { showShards };

// %% [markdown] id=part-2 tags=why
// ## 2. Split it
//
// To **split** a shard means: it is closed, and two new shards share its range. Records that are in it stay there until they are too old. New ones go to the two. The stream works all the time.
//
// You choose **where** the range is cut: at the hash key with which the second of the new shards begins. The middle is a good place when nothing speaks for another one. ([AWS's page](https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-resharding-split.html))

// %% id=split-look tags=look
const showShards = async (title: string) =>
  showTable((await openShards()).map(({ id, start, end }) => ({ shard: id, "from (%)": percentOf(start), "to (%)": percentOf(end) })), { title });
await showShards("Open shards");

// %% [markdown] id=split-do tags=do
// ### 2.1 Split the busy shard
//
// The loop takes one open shard after the other, with its `id`, its `start` and its `end`. The two are hash keys, the first and the last of its range, as `BigInt`.
//
// 1. Is it the busy one? Then `HOT_HASH` lies in its range.
// 2. Calculate the middle of its range. A whole number of type `BigInt` is written with an `n`: `2n`. A division of them leaves the rest out.
// 3. Split the busy one there. `NewStartingHashKey` is text.

// %% id=split exercise=05-resharding.split
const shards = await openShards();
if (shards.length === 2) {
  for (const { id, start, end } of shards) {
    // ### START CODE HERE ### (~ 3 lines of code)
    const isBusy = start <= HOT_HASH && HOT_HASH <= end; // @REPLACE const isBusy = None;
    const middle = (start + end) / 2n; // @REPLACE const middle = None;
    if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: id, NewStartingHashKey: middle.toString() })); // @REPLACE if (isBusy) await kinesis.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: None, NewStartingHashKey: None }));
    // ### END CODE HERE ###
  }
} else {
  console.log(`There are ${shards.length} open shards: one was split already. Was it the wrong one? The hint below tells how to begin again.`);
}

// %% id=split-wait tags=wait
await waitUntil({ what: "the split to be done", check: () => isStreamReady({ streamName: STREAM }) });
await showShards("Open shards after the split");

// %% id=split-check tags=check
await check("05-resharding.split");

// %% [markdown] id=split-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// A number lies in a range if it is not smaller than `start` and not larger than `end`. The middle of a range that does not begin at 0 needs both ends: the middle of 10 and 20 is 15.
//
// You have split the wrong shard, or in the wrong place? Nothing takes a split back. Begin again with a new stream: run these two lines in a new cell, and then all cells from part 1 on.
//
// ```ts
// await deleteKinesisDataStream({ streamName: STREAM });
// await waitUntilDeleted(() => listResources({ prefix: STREAM }));
// ```
//
// </details>
//
// {{solution 05-resharding.split}} The busy shard is the one in whose range the hot hash key lies. In the middle, each half gets as many hash keys as the other. The new key is text, as all hash keys are that AWS takes.
//
// > **Here** the page [Kinesis](/lab-cloud/console/#/kinesis/resharding-sales) draws the shards with their parents. **On AWS**, the console splits no single shard. It changes the number of all of them
// > with *Edit capacity*: that is the operation `UpdateShardCount`.

// %% [markdown] id=again-note tags=look
// **Look.** The next state of order 17, and the same second of sales once more. Nothing is refused now: the hot key shares its shard with nobody.

// %% id=again tags=look,wait,varies
await tellOrder("ticket sent");
showTable(await overloadStream({ streamName: STREAM, records: sales(), refusedOf }), { title: "The same second of sales, three shards" });

// %% [markdown] id=one-key-question tags=question
// ### Predict, then run
//
// Tomorrow the arena sells twice as many tickets: 80 in a second, 1.6 MB, all with the same partition key. Would you split its shard once more? **Which of the two new shards would get these records?** Decide before you run the cell.

// %% id=one-key tags=question,wait,varies
showTable(await overloadStream({ streamName: STREAM, records: sales({ [HOT]: 80 }), refusedOf }), { title: "One key alone" });

// %% [markdown] id=one-key-answer tags=question
// <details>
// <summary>Answer</summary>
//
// One of them, and always the same one: **a partition key has one hash key, and so one shard.** A split separates keys from each other. It cannot divide one key.
// For this, the producer needs more keys, such as the concert with the block of seats: `arena-tour/block-7`. It loses something by that: only records with the same key stay in order.
//
// </details>
