// Lab 03, part 1: estimate shards, create the stream, overload one that is too small.

import { check, comparePrediction, createKinesisDataStream, isStreamReady, predict, showTable, waitUntil } from "../../../src/index";
import { bigRecords, ignoreExisting, overloadStream, showShardCalculator, showWorkload, smallRecords, sumMetric } from "../../../src/data-collection";
import { CreateStreamCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import type { PutRecordsRequestEntry, PutRecordsResultEntry } from "@aws-sdk/client-kinesis";
import { SMALL_STREAM, STREAM, STUDENT } from "./01-opening";

// %% [markdown] id=part-1 tags=why
// ## 1. How many shards?
//
// A data stream is made of **shards**. You choose how many, and pay for each by the hour. With too few, records are rejected. With too many, you pay for capacity you don't use.
// So you estimate first. A shard has three limits:
//
// | limit per shard | (1 KiB is 1,024 bytes) |
// |---|---|
// | data in | 1,024 KiB a second |
// | data out, for all consumers together | 2,048 KiB a second |
// | records in | 1,000 a second |
//
// AWS's formula uses three numbers: the average size of a record in KiB, **rounded up** to a whole number, the records per second, and the number of consumers. From these, you compute how much data comes in and how much goes out:
//
//     incoming KiB a second = KiB of a record, rounded up × records a second
//     outgoing KiB a second = incoming KiB a second × consumers
//     shards = the larger of  incoming / 1,024  and  outgoing / 2,048,  rounded up
//
// The formula ignores the limit on records per second. With many small records, you hit that limit first. So take the largest of **three** numbers: the third is records a second / 1,000. A stream has at least one shard.
// ([AWS's page](https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html))

// %% [markdown] id=calculator-note tags=look
// **Look.** Change the three numbers below the bars. The red bar is the limit that decides. Try 1 KiB and 5,000 records: which limit is it? What about 50 KiB, 100 records and five consumers?

// %% id=calculator tags=look
showShardCalculator({ recordKiB: 2, recordsPerSecond: 40, consumers: 2 });

// %% [markdown] id=shards-needed-do tags=do
// ### 1.1 Write the formula
//
// Write it as a function. `recordBytes` is the average size of a record in bytes. `Math.ceil(…)` rounds up, and `Math.max(…)` returns the largest number.

// %% id=shards-needed exercise=03-data-collection.shards-needed
const shardsNeeded = (recordBytes: number, recordsPerSecond: number, consumers: number): number => {
  // ### START CODE HERE ### (~ 4 lines of code)
  // The size in whole KiB, the data that comes in, the data that goes out. // @KEEP
  const recordKiB = Math.ceil(recordBytes / 1024); // @REPLACE const recordKiB = None;
  const incoming = recordKiB * recordsPerSecond; // @REPLACE const incoming = None;
  const outgoing = incoming * consumers; // @REPLACE const outgoing = None;
  // The largest of the three, in whole shards, but at least one. // @KEEP
  return Math.max(1, Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000))); // @REPLACE return None;
  // ### END CODE HERE ###
};
console.log([shardsNeeded(1300, 40, 2), shardsNeeded(1300, 2600, 2), shardsNeeded(1300, 600, 5)]);

// %% id=shards-needed-check tags=check
await check("03-data-collection.shards-needed");

// %% [markdown] id=shards-needed-stuck tags=stuck
// {{solution 03-data-collection.shards-needed}} AWS counts records in whole KiB, so round the size up first. Each limit requires some number of shards, and the stream needs the largest of the three. Round that number only at the end, or you could get one shard too many.

// %% [markdown] id=create-stream-do tags=do
// ### 1.2 Create the stream
//
// A person from the API is about 1,300 bytes of JSON. How many people will your producer write per second at most? How many consumers will read them, with the analytics application and you?
// Your name decides: the next cell shows your numbers. In your answer, call your function with these numbers, and create the stream `STREAM` with as many shards as it returns.
//
// This time, write the call to AWS yourself. Each call of the SDK has a command, here `CreateStreamCommand`, and `kinesis.send(…)` sends it. [AWS's page on CreateStream](https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html) lists its parameters.
// Their names begin with a capital letter.

// %% id=workload tags=look
showWorkload(STUDENT);

// %% id=create-stream exercise=03-data-collection.create-stream
const kinesis = new KinesisClient({});
try {
  // ### START CODE HERE ### (~ 2 lines of code)
  const SHARDS = shardsNeeded(1300, 40, 2); // @REPLACE None;
  await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: SHARDS }));
  // ### END CODE HERE ###
} catch (error) {
  // AWS refuses to create a stream twice. If you run this cell again, the stream stays as it is.
  ignoreExisting(error);
}

// %% id=stream-ready tags=wait
await waitUntil({ what: "the stream to be ready", check: () => isStreamReady({ streamName: STREAM }) });
console.log(`${STREAM} accepts records now.`);

// %% id=create-stream-check tags=check
await check("03-data-collection.create-stream");

// %% [markdown] id=create-stream-stuck tags=stuck
// {{solution 03-data-collection.create-stream}} These are the numbers for Ada Lovelace: yours may differ. 40 records of 2 KiB are 80 KiB a second in, and 160 KiB out. One shard has room for more than ten times that. The call uses the function's result, not a fixed number, so it stays right when the numbers change. `send` returns a promise, so `await` waits for AWS's answer.
//
// > **On AWS**, this is *Kinesis → Create data stream*, in the region US East (N. Virginia), with *Provisioned* capacity. The console has the same calculator. Each shard costs 0.015 USD an hour.

// %% [markdown] id=overload-question tags=question
// ### Predict, then run
//
// Does the formula hold? Measure it. The next cell creates a second stream with **one** shard. It then sends 100 records of 40 KiB each, about 4 MB, in one call of PutRecords.
// A shard accepts 1 MB a second. **What will this call do: fail, wait, or succeed?**

// %% id=overload-predict tags=question
await predict("03-data-collection.overload", "?"); // "fail", "wait" or "succeed"

// %% id=overload-question-run tags=question,wait,varies
await createKinesisDataStream({ streamName: SMALL_STREAM, shardCount: 1 });
await waitUntil({ what: "the small stream to be ready", check: () => isStreamReady({ streamName: SMALL_STREAM }) });
const once = await overloadStream({ streamName: SMALL_STREAM, records: bigRecords(100, 40), refusedOf: () => [] });
showTable(once, { title: "100 records of 40 KiB in one call" });
await comparePrediction("03-data-collection.overload", "succeed"); // The call has returned, and threw no error.

// %% [markdown] id=overload-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// It succeeds. **PutRecords doesn't fail when a shard is too busy.** It returns status 200, and says for each record whether it was accepted. Look at `refused` and at the reason:
// *Rate exceeded*. A program that doesn't read the response loses these records, and no one notices.
//
// </details>

// %% [markdown] id=refused-records-do tags=do
// ### 1.3 Resend what was rejected
//
// The response of PutRecords has a list with one entry per record, in the same order. If a record was rejected, its entry has an `ErrorCode`, such as `ProvisionedThroughputExceededException`. Otherwise, it has a `SequenceNumber`.
//
// Write the function that returns the records to send again: those whose entry has an `ErrorCode`. Return no others, or they would be in the stream twice.
// ([AWS's page on PutRecords](https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html))

// %% id=refused-records exercise=03-data-collection.refused-records
const refusedOf = (sent: PutRecordsRequestEntry[], answers: PutRecordsResultEntry[]): PutRecordsRequestEntry[] =>
  // ### START CODE HERE ### (~ 1 line of code)
  sent.filter((_record, at) => answers[at]?.ErrorCode !== undefined); // @REPLACE None;
  // ### END CODE HERE ###

// %% id=refused-records-check tags=check
await check("03-data-collection.refused-records");

// %% [markdown] id=refused-records-stuck tags=stuck
// {{solution 03-data-collection.refused-records}} Records and entries have the same order, so a record and its entry have the same index. Only a rejected record's entry has an `ErrorCode`. If you sent all of them again, the accepted ones would be in the stream twice.

// %% [markdown] id=overload-note tags=look
// **Look.** Now try it with your function. It resends what was rejected, a second later each time, until everything is in. First, it sends 5,000 small records in ten calls at the same time. Then it sends the 4 MB again. The first time, the limit is the number of records.
// The second time, it's the amount of data. (If you run the lab cloud's clock fast, its seconds are short. The ten calls may then spread over several seconds, so fewer small records are rejected, or none. A single call always falls within one second.)

// %% id=overload tags=look,wait,varies
const small = await overloadStream({ streamName: SMALL_STREAM, records: smallRecords(5000), refusedOf });
showTable(small, { title: "5,000 small records" });
const big = await overloadStream({ streamName: SMALL_STREAM, records: bigRecords(100, 40), refusedOf });
showTable(big, { title: "100 records of 40 KiB" });

// %% [markdown] id=throttled-note tags=look
// CloudWatch counts the rejected records, too. For a stream in production, you would set an alarm on this metric. (CloudWatch shows a minute once it's over.) **Here**, the page [CloudWatch](/lab-cloud/console/#/cloudwatch/WriteProvisionedThroughputExceeded%20people-too-small) plots it and creates alarms. **On AWS**, use *CloudWatch → Metrics* and *→ Alarms*.

// %% id=throttled tags=look,wait,varies
const throttled = () => sumMetric({
  namespace: "AWS/Kinesis",
  metricName: "WriteProvisionedThroughputExceeded",
  dimension: ["StreamName", SMALL_STREAM],
});
await waitUntil({ what: "CloudWatch to count the rejected records", check: async () => (await throttled()) > 0 });
console.log(`WriteProvisionedThroughputExceeded of ${SMALL_STREAM}: ${await throttled()} records.`);

// %% [markdown] id=resize-note tags=on-aws
// What would you do about it? You could add shards (`aws kinesis update-shard-count`). You could switch to [*on-demand* mode](https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html), where AWS adds and removes shards for you, at a different price. Or you could let the producer wait, as you did: that's enough for short peaks.
