// Lab 03, part 1: estimate shards, create the stream, overload one that is too small.

import { check, createKinesisDataStream, isStreamReady, showTable, waitUntil } from "../../../src/index";
import { bigRecords, overloadStream, showShardCalculator, smallRecords, sumMetric } from "../../../src/data-collection";
import type { PutRecordsRequestEntry, PutRecordsResultEntry } from "@aws-sdk/client-kinesis";
import { SMALL_STREAM, STREAM } from "./01-opening";

// %% [markdown] id=part-1 tags=why
// ## 1. How many shards?
//
// A data stream is made of **shards**. You say how many, and you pay for each by the hour. Too few, and records are refused. Too many, and you pay for nothing.
// So you estimate first. A shard has three limits:
//
// | limit of one shard | (1 KiB is 1,024 bytes) |
// |---|---|
// | data in | 1,024 KiB a second |
// | data out, for all consumers together | 2,048 KiB a second |
// | records in | 1,000 a second |
//
// AWS's formula begins with four numbers: the average size of a record in KiB, **rounded up** to a whole number; the records a second; the consumers; and from these, what comes in and what goes out.
//
//     incoming KiB a second = KiB of a record, rounded up × records a second
//     outgoing KiB a second = incoming KiB a second × consumers
//     shards = the larger of  incoming / 1,024  and  outgoing / 2,048,  rounded up
//
// The formula ignores the number of records per second. With many small records, that limit comes first. So take the largest of **three** numbers: the third is records a second / 1,000. A stream has at least one shard.
// ([AWS's page](https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html))

// %% [markdown] id=calculator-note tags=look
// **Look.** Change the three numbers below the bars. The red bar is the limit that decides. Try 1 KiB and 5,000 records: which one is it? And with 50 KiB, 100 records, five consumers?

// %% id=calculator tags=look
showShardCalculator({ recordKiB: 2, recordsPerSecond: 40, consumers: 2 });

// %% [markdown] id=shards-needed-do tags=do
// ### 1.1 Write the formula
//
// Write it as a function. `recordBytes` is the average size of a record in bytes. `Math.ceil(…)` rounds up, `Math.max(…)` takes the largest.

// %% id=shards-needed exercise=03-data-collection.shards-needed
const shardsNeeded = (recordBytes: number, recordsPerSecond: number, consumers: number): number => {
  // ### START CODE HERE ### (~ 4 lines of code)
  // The size in whole KiB, what comes in, what goes out. // @KEEP
  const recordKiB = Math.ceil(recordBytes / 1024); // @REPLACE const recordKiB = None;
  const incoming = recordKiB * recordsPerSecond; // @REPLACE const incoming = None;
  const outgoing = incoming * consumers; // @REPLACE const outgoing = None;
  // The largest of three, in whole shards, one at least. // @KEEP
  return Math.max(1, Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000))); // @REPLACE return None;
  // ### END CODE HERE ###
};
console.log([shardsNeeded(1300, 40, 2), shardsNeeded(1300, 2600, 2), shardsNeeded(1300, 600, 5)]);

// %% id=shards-needed-check tags=check
await check("03-data-collection.shards-needed");

// %% [markdown] id=shards-needed-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// 1 KiB is 1,024 bytes. Round up twice: the size of a record, and the number of shards. Nothing between the two is rounded.
//
// </details>
//
// {{solution 03-data-collection.shards-needed}} AWS counts a record in whole KiB, so its size is rounded up first. Each limit says how many shards it asks for, and the stream needs the largest of the three. Nothing is rounded before that, or the outcome could be one shard too many.

// %% [markdown] id=create-stream-do tags=do
// ### 1.2 Create the stream
//
// A person of the API is about 1,300 bytes of JSON. Your producer shall put at most 40 people a second. Two consumers will read: the analytics application, and you.
// Ask your function how many shards that takes. Then create the stream `STREAM` with them.

// %% id=create-stream exercise=03-data-collection.create-stream
// ### START CODE HERE ### (~ 2 lines of code)
const SHARDS = shardsNeeded(1300, 40, 2); // @REPLACE const SHARDS = None;
await createKinesisDataStream({ streamName: STREAM, shardCount: SHARDS }); // @REPLACE await createKinesisDataStream({ streamName: None, shardCount: None });
// ### END CODE HERE ###

// %% id=stream-ready tags=wait
await waitUntil({ what: "the stream to be ready", check: () => isStreamReady({ streamName: STREAM }) });
console.log(`${STREAM} takes records now.`);

// %% id=create-stream-check tags=check
await check("03-data-collection.create-stream");

// %% [markdown] id=create-stream-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The three numbers stand in the text above, in the order in which your function wants them.
//
// </details>
//
// {{solution 03-data-collection.create-stream}} 2 KiB by 40 records are 80 KiB a second in, and 160 KiB out: one shard has room for more than ten times as much. The function says it, and no number stands in the call: so the cell stays right when the numbers change.
//
// > **On AWS** this is *Kinesis → Create data stream*, in the region US East (N. Virginia), with *Provisioned* capacity. The console has the same calculator.

// %% [markdown] id=overload-question tags=question
// ### Predict, then run
//
// Does that hold? Measure it. The next cell creates a second stream with **one** shard. It then sends 100 records of 40 KiB each, about 4 MB, in one call of PutRecords.
// A shard takes 1 MB a second. **What will this call say: an error, a wait, or a success?** Decide before you run the cell.

// %% id=overload-question-run tags=question,wait,varies
await createKinesisDataStream({ streamName: SMALL_STREAM, shardCount: 1 });
await waitUntil({ what: "the small stream to be ready", check: () => isStreamReady({ streamName: SMALL_STREAM }) });
const once = await overloadStream({ streamName: SMALL_STREAM, records: bigRecords(100, 40), refusedOf: () => [] });
showTable(once, { title: "100 records of 40 KiB in one call" });

// %% [markdown] id=overload-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// A success. **PutRecords does not fail when a shard is too busy.** It answers with status 200, and says of each record whether it was taken. Look at `refused` and at the reason:
// *Rate exceeded*. A program that does not read the answer loses these records, and nobody notices.
//
// </details>

// %% [markdown] id=refused-records-do tags=do
// ### 1.3 Send again what was refused
//
// PutRecords answers with a list: one entry for each record, in the same order. An entry has an `ErrorCode` if its record was refused, such as `ProvisionedThroughputExceededException`, else a `SequenceNumber`.
//
// Write the function that gives the records that must be sent again: those whose answer has an `ErrorCode`. No others: they would be in the stream twice.
// ([AWS's page on PutRecords](https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html))

// %% id=refused-records exercise=03-data-collection.refused-records
const refusedOf = (sent: PutRecordsRequestEntry[], answers: PutRecordsResultEntry[]): PutRecordsRequestEntry[] =>
  // ### START CODE HERE ### (~ 1 line of code)
  sent.filter((_record, at) => answers[at]?.ErrorCode !== undefined); // @REPLACE None;
  // ### END CODE HERE ###

// %% id=refused-records-check tags=check
await check("03-data-collection.refused-records");

// %% [markdown] id=refused-records-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `sent.filter((record, at) => …)` keeps the records for which the arrow gives true. `answers[at]` is the answer to the same record.
//
// </details>
//
// {{solution 03-data-collection.refused-records}} Records and answers have the same order, so the place of a record is the place of its answer. Only a refused one has an `ErrorCode`. To send all of them again would fill the stream with the same records twice.

// %% [markdown] id=overload-note tags=look
// **Look.** Now with your function. It sends again what was refused, a second later each time, until all is in. First 5,000 small records, ten calls at the same time, then the 4 MB once more. The first time the limit is the number of records,
// the second time it is the data. (Where the lab cloud's clock runs fast, its seconds are short. The ten calls may then take some of them, and fewer small records are refused, or none. One call is in one second on every clock.)

// %% id=overload tags=look,wait,varies
const small = await overloadStream({ streamName: SMALL_STREAM, records: smallRecords(5000), refusedOf });
showTable(small, { title: "5,000 small records" });
const big = await overloadStream({ streamName: SMALL_STREAM, records: bigRecords(100, 40), refusedOf });
showTable(big, { title: "100 records of 40 KiB" });

// %% [markdown] id=throttled-note tags=look
// CloudWatch counts the refused records, too. On a stream that you look after, an alarm stands on this metric. (CloudWatch shows a minute when it is over.) **Here** the page [CloudWatch](/lab-cloud/console/#/cloudwatch/WriteProvisionedThroughputExceeded%20people-too-small) draws it and makes alarms, **on AWS** *CloudWatch → Metrics* and *→ Alarms*.

// %% id=throttled tags=look,wait,varies
const throttled = () => sumMetric({
  namespace: "AWS/Kinesis",
  metricName: "WriteProvisionedThroughputExceeded",
  dimension: ["StreamName", SMALL_STREAM],
});
await waitUntil({ what: "CloudWatch to count the refused records", check: async () => (await throttled()) > 0 });
console.log(`WriteProvisionedThroughputExceeded of ${SMALL_STREAM}: ${await throttled()} records.`);

// %% [markdown] id=resize-note tags=on-aws
// What would you do about it? Take more shards (`aws kinesis update-shard-count`), or the mode [*on demand*](https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html), in which AWS counts for you, at another price. Or let the producer wait, as you did: that is enough for short peaks.
