// Lab 05, part 4: merge two shards.

import { MergeShardsCommand } from "@aws-sdk/client-kinesis";
import { check, comparePrediction, isStreamReady, predict, showTable, waitUntil } from "../../../src/index";
import { showNextSale } from "../../../src/resharding";
import { STREAM, STUDENT, kinesis, openShards, tellOrder } from "./01-opening";
import { hashKeyOf } from "./02-hot-key";
import { showShards } from "./03-split";
import { readOrder } from "./04-order";

// %% [markdown] id=part-4 tags=why
// ## 4. Merge it back
// The sale is over. Three shards cost more than two, every hour. **Merging** two shards closes both and opens one new shard with both ranges. ([AWS's page](https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-resharding-merge.html))

// %% [markdown] id=merge-question tags=question
// ### Predict, then run
//
// The arena should keep a shard to itself, the one from 50 to 75 %. The two others are nearly idle. **Can you merge the first and the last shard?**

// %% id=merge-predict tags=question
await predict("05-resharding.merge", "?"); // "yes" or "no"

// %% id=merge-question-run tags=question
const three = await openShards();
try {
  await kinesis.send(new MergeShardsCommand({ StreamName: STREAM, ShardToMerge: three[0]?.id, AdjacentShardToMerge: three[2]?.id }));
  console.log("Kinesis is merging them.");
  await comparePrediction("05-resharding.merge", "yes");
} catch (error) {
  console.log(`Refused: ${(error as Error).message}`);
  await comparePrediction("05-resharding.merge", "no");
}

// %% [markdown] id=merge-question-answer tags=question
// <details>
// <summary>Answer</summary>
// No. The two ranges have to be **adjacent**: the second begins right where the first ends. A shard owns one range without a gap, and the arena's shard lies between these two.
//
// </details>

// %% [markdown] id=merge-do tags=do
// ### 4.1 Merge the two that were one
// In the function, `lowest`, `left` and `right` are the first three open shards of a stream, in the order of their ranges. Merge the two that the split created. Their order matters: `ShardToMerge` is the one with the lower range.
// The check also calls the function with another stream, whose shards have other ids.

// %% id=merge exercise=05-resharding.merge
/** Merges the two shards of a stream that were one before its last split. */
const mergeBack = async (stream: string): Promise<void> => {
  const [lowest, left, right] = await openShards(stream);
  if (lowest !== undefined && left !== undefined && right !== undefined) {
    // ### START CODE HERE ### (~ 1 line of code)
    await kinesis.send(new MergeShardsCommand({ StreamName: stream, ShardToMerge: left.id, AdjacentShardToMerge: right.id })); // @REPLACE await kinesis.send(new MergeShardsCommand({ StreamName: stream, ShardToMerge: None, AdjacentShardToMerge: None }));
    // ### END CODE HERE ###
  } else {
    console.log("There aren't three open shards: split one first, unless two are already merged. If you merged the wrong two, the note in 2.1 explains how to start over.");
  }
};
await mergeBack(STREAM);

// %% id=merge-wait tags=wait
await waitUntil({ what: "the merge to be done", check: () => isStreamReady({ streamName: STREAM }) });
await showShards("Open shards after the merge");

// %% id=merge-check tags=check
await check("05-resharding.merge");

// %% [markdown] id=merge-stuck tags=stuck
// {{solution 05-resharding.merge}} The two ranges are adjacent: the right one begins where the left one ends. Only such shards can be merged.

// %% [markdown] id=read-again-note tags=look
// **Look.** Here is one more state of order 17, in the merged shard. Your function waits for both of its parents. So the whole story is in order, across five shards, three of which are closed.

// %% id=read-again tags=look,varies
await tellOrder("visitor is in");
showTable(await readOrder(), { title: "Order 17, from its beginning" });

// %% [markdown] id=next-cut-do tags=do
// ### 4.2 Where would you cut next time?
// The next sale is on Friday, with the concerts in the table below, which is made for your name. The stream begins with its two shards, from 0 to 50 % and from 50 to 100 %. Each accepts **51** of these records a second (1 MiB ÷ 20 KiB).
// One of them will be too busy, and a cut in its middle isn't enough this time.
//
// Set `NEXT_CUT` to the `NewStartingHashKey` of a better split, as a string: neither of the two new shards gets more than 51 records a second. Don't split a shard now.

// %% id=next-sale tags=look
showNextSale(STUDENT);

// %% id=next-cut exercise=05-resharding.next-cut
// ### START CODE HERE ### (~ 1 line of code)
const NEXT_CUT = hashKeyOf("drum-festival"); // @REPLACE const NEXT_CUT = None;
// ### END CODE HERE ###
console.log(`The upper shard would begin at ${NEXT_CUT}.`);

// %% id=next-cut-check tags=check
await check("05-resharding.next-cut");

// %% [markdown] id=next-cut-stuck tags=stuck
// {{solution 05-resharding.next-cut}} This is the concert for Ada Lovelace: yours may differ. In the order of their hash keys, add up the records from one end of the busy shard, and stop before the sum is above 51. The new shard begins with the key of the next concert: `NewStartingHashKey` belongs to the upper shard.
