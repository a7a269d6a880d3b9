// Lab 05, part 3: read parents before children.

import type { Shard } from "@aws-sdk/client-kinesis";
import { GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-kinesis";
import { check, showTable } from "../../../src/index";
import { listShards } from "../../../src/resharding";
import { STREAM, kinesis } from "./01-opening";
export { readOrder };

// %% [markdown] id=part-3 tags=why
// ## 3. Read it in order
// Order 17 was reserved, then paid, then the ticket was sent. The first two records are in the shard that was split, the **parent**. The third is in one of the new ones, a **child**.
// Records have an order within a shard, but not between two shards. A consumer that reads the child first learns that the ticket was sent before it learns of the payment.
//
// So a consumer reads a parent to its end first, then its children. `ListShards` shows the relationships: a child of a split has a `ParentShardId`. A shard created by a merge has a second parent, its `AdjacentParentShardId`.
// ([AWS's page](https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html))

// %% [markdown] id=parents-first-do tags=do
// ### 3.1 May this shard be read?
//
// `unread` holds the ids of all shards that haven't been read to the end yet. A shard may be read when **none of its parents** is among them. A shard without a parent may be read at once.
// So may one whose parent no longer exists: a closed shard disappears when its last record expires.

// %% id=parents-first exercise=05-resharding.parents-first
const mayBeRead = (shard: Shard, unread: readonly string[]): boolean =>
  // ### START CODE HERE ### (~ 1 line of code)
  !unread.includes(shard.ParentShardId ?? "") && !unread.includes(shard.AdjacentParentShardId ?? ""); // @REPLACE None;
  // ### END CODE HERE ###

// %% id=parents-first-check tags=check
await check("05-resharding.parents-first");

// %% [markdown] id=parents-first-stuck tags=stuck
// {{solution 05-resharding.parents-first}} A shard may be read when neither of its parents is unread. A shard from a split has one parent, a merged one has two, and the first shards have none: for these, the empty string is never in the list.

// %% [markdown] id=read-note tags=look
// **Look.** This is how a consumer goes through the shards with your function. To make it harder, the list is reversed: the newest shard comes first. Read the cell before you run it.
// (Production programs use the [Kinesis Client Library](https://docs.aws.amazon.com/streams/latest/dev/kcl.html), which does this for you.)

// %% id=read tags=look,varies
/** All records of a shard, with the calls that every consumer makes. */
const readShard = async (shardId: string): Promise<string[]> => {
  let { ShardIterator } = await kinesis.send(new GetShardIteratorCommand({ StreamName: STREAM, ShardId: shardId, ShardIteratorType: "TRIM_HORIZON" }));
  const texts: string[] = [];
  while (ShardIterator !== undefined) {
    const page = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
    texts.push(...(page.Records ?? []).map(({ Data }) => Buffer.from(Data ?? []).toString()));
    // A closed shard has an end; an open one never ends, so stop when nothing is left in it.
    ShardIterator = page.MillisBehindLatest === 0 ? undefined : page.NextShardIterator;
  }
  return texts;
};

/** The states of order 17, in the order in which the shards are read. */
const readOrder = async () => {
  const waiting = (await listShards(kinesis, STREAM)).reverse();
  const rows: { shard: string; state: string }[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((shard) => mayBeRead(shard, waiting.map(({ ShardId = "" }) => ShardId)));
    if (next === -1) throw new Error("mayBeRead doesn't allow any shard to be read.");
    const shardId = waiting[next]?.ShardId ?? "";
    waiting.splice(next, 1);
    for (const text of await readShard(shardId)) if (text.startsWith("{")) rows.push({ shard: shardId, state: JSON.parse(text).state });
  }
  return rows;
};
showTable(await readOrder(), { title: "Order 17" });
