// Lab 05, part 1: a shard that is too busy, and the hash of the key that makes it so.

import { createHash } from "node:crypto";
import { check, createKinesisDataStream, isStreamReady, listStreamRecords, showRecordsPerMinute, showTable, waitUntil } from "../../../src/index";
import { overloadStream, refusedOf } from "../../../src/resharding";
import { HOT, STREAM, openShards, percentOf, sales, tellOrder } from "./01-opening";
export { HOT_HASH, hashKeyOf };

// %% [markdown] id=part-1 tags=why
// ## 1. One shard is too busy
// A stream with two shards accepts 2 MB or 2,000 records a second, but **each shard only half of that**: 1 MB or 1,000 records. Which shard gets a record? Only its partition key decides that.
// A **hot key** is one with more records than its shard can accept, while other shards are idle.
//
// Create a stream with two shards. Then order 17 begins (you'll meet it again), and one second of sales comes in. Records that Kinesis rejects are sent again, a second later each time. The helper `refusedOf` finds them in the response of PutRecords.

// %% id=create-stream tags=do,wait,varies
await createKinesisDataStream({ streamName: STREAM, shardCount: 2 });
await waitUntil({ what: "the stream to be ready", check: () => isStreamReady({ streamName: STREAM }) });
await tellOrder("reserved");
await tellOrder("paid");

showTable(await overloadStream({ streamName: STREAM, records: sales(), refusedOf }), { title: "One second of sales" });

// %% [markdown] id=look-note tags=look
// **Look.** All records together are 1.8 MB, less than the 2 MB of two shards. Still, some were rejected: *Rate exceeded*. The plot shows why: most of them landed in one shard.

// %% id=look tags=look,varies
const records = await listStreamRecords({ streamName: STREAM });
showRecordsPerMinute(records.map(({ arrivedAt, shardId }) => ({ at: arrivedAt, series: shardId })), { title: "Records in each shard" });

// %% [markdown] id=hash-key-do tags=do
// ### 1.1 Find the hash key of a partition key
// Kinesis turns each partition key into a **hash key**: a number from 0 to 2<sup>128</sup> − 1. It is the MD5 hash of the key's UTF-8 bytes, read as one number.
// Every shard owns a range of these numbers, and gets the records whose hash key lies in it. So a calculation decides the shard, and you can do it too.
// ([AWS's page](https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html))
// Write the function. AWS writes hash keys as strings of decimal digits: they are too large for a `number`, which is only exact to about 16 digits. A **`BigInt`** is exact at any length:
// `BigInt("0xff")` reads hexadecimal digits, and `.toString()` writes decimal ones.

// %% id=hash-key exercise=05-resharding.hash-key
const hashKeyOf = (partitionKey: string): string => {
  // ### START CODE HERE ### (~ 2 lines of code)
  // The MD5 hash in hexadecimal digits. // @KEEP
  const digits = createHash("md5").update(partitionKey).digest("hex"); // @REPLACE const digits = createHash("md5").update(None).digest("hex");
  // The same number in decimal digits. // @KEEP
  return BigInt(`0x${digits}`).toString(); // @REPLACE return None;
  // ### END CODE HERE ###
};

// %% id=hash-key-check tags=check
await check("05-resharding.hash-key");

// %% [markdown] id=hash-key-stuck tags=stuck
// {{solution 05-resharding.hash-key}} MD5 gives 128 bits, and each hexadecimal digit is 4 of them. With `0x`, `BigInt` reads the digits as hexadecimal; a `number` would round them.

// %% id=hot-hash tags=look
const HOT_HASH = BigInt(hashKeyOf(HOT));
console.log(`${HOT} has the hash key ${HOT_HASH}.`);

// %% [markdown] id=keys-look-note tags=look
// **Look.** Now you can see where each concert lies among all hash keys, and which shard owns it. One concert is hot. Three others are unlucky enough to fall in the same half.

// %% id=keys-look tags=look
const owners = await openShards();
const keyRows = [...new Set(sales().map(({ PartitionKey = "" }) => PartitionKey))].map((concert) => {
  const hashKey = BigInt(hashKeyOf(concert));
  return {
    concert,
    "hash key lies at (%)": percentOf(hashKey),
    shard: owners.find(({ start, end }) => start <= hashKey && hashKey <= end)?.id ?? "",
    "records in a second": sales().filter(({ PartitionKey }) => PartitionKey === concert).length,
  };
});
showTable(keyRows, { title: "The concerts and their shards" });
