// Lab 05, part 5: an incident. A program loses the records that Kinesis rejects.

import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { advanceClock, check, comparePrediction, listStreamRecords, predict, showTable, waitUntil } from "../../../src/index";
import { sumMetric, waitSeconds } from "../../../src/resharding";
import { STREAM, kinesis } from "./01-opening";

// %% [markdown] id=part-5 tags=why
// ## 5. An incident: sales are missing
// It is midnight. A colleague's program wrote the evening's 130 sales to the stream, and reported success. Accounting can't find all of them. You are on call.
//
// In an incident, work in this order: **what** is wrong, **why**, then correct it **without making it worse**. A sale that is missing is bad. A sale that is charged twice is no better.

// %% id=incident-names tags=setup
interface Sale {
  readonly order: number;
  readonly concert: string;
}

/** The ticket of a sale, 20 KiB, as the consumers expect it: it begins with the order's number. */
const ticketOf = ({ order, concert }: Sale): Buffer => Buffer.from(`${order} ${concert} `.padEnd(20 * 1024, "ticket "));

/** The evening's sales: 110 tickets for the arena, and 20 for the folk club. */
const EVENING: readonly Sale[] = Array.from({ length: 130 }, (_, n) => ({ order: 1001 + n, concert: n % 13 < 11 ? "arena-tour" : "folk-club" }));

/** The records of these sales that the stream has: the order's number, and when Kinesis accepted it. */
const listStored = async (sales: readonly Sale[]) => {
  const orders = new Set(sales.map(({ order }) => order));
  const records = await listStreamRecords({ streamName: STREAM });
  return records.map(({ data, arrivedAt }) => ({ order: Number.parseInt(String(data), 10), arrivedAt })).filter(({ order }) => orders.has(order));
};

/** How many times each of these sales is in the stream, by its order's number. */
const countStored = async (sales: readonly Sale[]) => {
  const counts = new Map<number, number>(sales.map(({ order }) => [order, 0]));
  for (const { order } of await listStored(sales)) counts.set(order, (counts.get(order) ?? 0) + 1);
  return counts;
};

// %% [markdown] id=incident-note tags=do
// This is the colleague's program, and what it did tonight. The partition key is the concert, so that the sales of a concert stay in order. First the lab cloud's clock moves forward to the next minute,
// so that CloudWatch counts tonight apart from what you did before. On AWS, wait a minute instead.

// %% id=jump-tonight tags=clock
await advanceClock(60);

// %% id=incident tags=do,wait
const putEvening = async (sold: readonly Sale[]): Promise<void> => {
  const records = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) }));
  await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: records }));
  console.log(`${sold.length} sales written. No error.`);
};

if ((await listStored(EVENING)).length === 0) await putEvening(EVENING);
else console.log("Tonight's sales were written before. Go on below.");

// %% [markdown] id=incident-records-note tags=look
// **What is wrong?** The stream still has every record that it accepted. Compare.

// %% id=incident-records tags=look,varies
const stored = await countStored(EVENING);
const concertRows = [...new Set(EVENING.map(({ concert }) => concert))].map((concert) => {
  const sold = EVENING.filter((sale) => sale.concert === concert);
  const missing = sold.filter(({ order }) => stored.get(order) === 0);
  return { concert, sold: sold.length, missing: missing.length, "first missing": missing[0]?.order ?? "", "last missing": missing.at(-1)?.order ?? "" };
});
showTable(concertRows, { title: "Tonight's sales in the stream" });

// %% [markdown] id=incident-question tags=question
// ### Predict, then look
// The program saw no error. Which sales are missing, and which aren't? **What happened to them?** Answer with one word:
//
// - `rejected`: Kinesis didn't accept these records, although the call succeeded
// - `timeout`: the call ended before Kinesis had all records
// - `expired`: Kinesis accepted all records, and has deleted some since
//
// Then ask CloudWatch. It shows a minute once it's over, so the clock moves forward again. On AWS, the second cell waits for some minutes.

// %% id=incident-predict tags=question
await predict("05-resharding.missing", "?"); // "rejected", "timeout" or "expired"

// %% id=jump-metrics tags=clock
await advanceClock(60);

// %% id=incident-metrics tags=question,wait,varies
const minuteOfIncident = new Date(Math.min(...(await listStored(EVENING)).map(({ arrivedAt }) => arrivedAt.getTime())));
minuteOfIncident.setUTCSeconds(0, 0);
const sumTonight = (metricName: string) =>
  sumMetric({ namespace: "AWS/Kinesis", metricName, dimension: ["StreamName", STREAM], since: minuteOfIncident });

await waitUntil({
  what: "this minute in CloudWatch",
  timeoutSeconds: 900,
  check: async () => (await sumTonight("PutRecords.TotalRecords")) >= EVENING.length,
});
const names = ["PutRecords.TotalRecords", "PutRecords.SuccessfulRecords", "PutRecords.ThrottledRecords", "PutRecords.FailedRecords"];
const sums = await Promise.all(names.map(sumTonight));
showTable(names.map((metric, at) => ({ metric, "since the incident": sums[at] ?? 0 })), { title: "What CloudWatch counted" });
if ((sums[2] ?? 0) > 0) await comparePrediction("05-resharding.missing", "rejected");

// %% [markdown] id=incident-do tags=do
// ### 5.1 Lose no sale
// Write `putSales`, which takes the colleague's place. **The goal:** when it's done, each sale it was given is in the stream exactly once, however many of them a shard accepts in a second.
//
// - Write with `PutRecords`, and read its response. [AWS's page](https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html) lists what is in it.
// - The concert stays the partition key, and `ticketOf(sale)` the data: other programs rely on both.
// - A shard that is full needs time. `await waitSeconds(1)` waits a second.

// %% id=put-sales exercise=05-resharding.put-sales
const putSales = async (sold: readonly Sale[]): Promise<void> => {
  // ### START CODE HERE ### (~ 8 lines of code)
  let left = sold.map((sale) => ({ PartitionKey: sale.concert, Data: ticketOf(sale) })); // @REPLACE None;
  while (left.length > 0) {
    const { Records: entries = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: STREAM, Records: left }));
    left = left.filter((_record, at) => entries[at]?.ErrorCode !== undefined);
    if (left.length > 0) await waitSeconds(1);
  }
  // ### END CODE HERE ###
};

// %% id=put-sales-check tags=check
await check("05-resharding.put-sales");

// %% [markdown] id=put-sales-stuck tags=stuck
// {{solution 05-resharding.put-sales}} The response has an entry for each record, in the same order. Only an entry with an `ErrorCode` belongs to a record that was rejected. These records, and no others, are sent again.
//
// > **Order.** Within a call, Kinesis may accept a later record of a key and reject an earlier one. The earlier one then comes after it. If that matters, use `PutRecord` with `SequenceNumberForOrdering`, one record at a time.

// %% [markdown] id=recover-note tags=do
// **Recover.** Tonight's missing sales still have to go in. If you wrote all 130 again, most would be there twice. So this cell gives your function only those that the stream doesn't have.

// %% id=recover tags=look,wait,varies
const before = await countStored(EVENING);
await putSales(EVENING.filter(({ order }) => before.get(order) === 0));

const after = [...(await countStored(EVENING)).values()];
showTable(
  [{ sold: EVENING.length, "stored once": after.filter((n) => n === 1).length, missing: after.filter((n) => n === 0).length, "more than once": after.filter((n) => n > 1).length }],
  { title: "Tonight's sales after the recovery" },
);

// %% [markdown] id=recover-on-aws tags=on-aws
// > **Here**, [the stream's page](/lab-cloud/console/#/kinesis/resharding-sales) and [CloudWatch](/lab-cloud/console/#/cloudwatch/WriteProvisionedThroughputExceeded%20resharding-sales) show the rejected records. **On AWS**, the incident is the same: nothing
// > was broken on purpose. How many sales go missing depends on how fast the shard took the call. There, you would set an alarm on `WriteProvisionedThroughputExceeded`.
