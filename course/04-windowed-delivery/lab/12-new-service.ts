// Lab 04, the end of part 9: an incident by a partition that is missing. A new service is delivered, and no one sees it.

import { check, comparePrediction, listDeliveredObjects, listStreamRecords, predict, readDeliveredRecords, sh, showTable, waitUntil } from "../../../src/index";
import { closingEvent, produceMetricEvents, runQuery } from "../../../src/windowed-delivery";
import type { MetricEvent } from "../../../src/windowed-delivery";
import { ATHENA, BUCKET, INPUT_STREAM, OUTPUT_STREAM } from "./01-opening";
import { CHECKPOINT, aggregatesIn } from "./05-let-it-run";
import { DASHBOARD } from "./11-incident";

// %% [markdown] id=new-service tags=question
// ### A service that no one sees
// An hour ago, the shop put a new service to work, `payment-service`. It sends its measurements to your input stream, like the others. The dashboard doesn't show it, and nothing reports an error.
//
// **How far have its windows come? `application`, `bucket` or `table`?** (`application`: it has written none. `table`: the query leaves them out.)

// %% id=new-service-predict tags=question
await predict("04-windowed-delivery.new-service", "?"); // "application", "bucket" or "table"

// %% id=new-service-sends tags=question,wait,varies
const seen = (await listStreamRecords({ streamName: INPUT_STREAM })).map(({ data }) => (data as MetricEvent).timestamp);
const begins = Math.max(...seen.map((timestamp) => new Date(timestamp).getTime())) + 60_000;
const payments: MetricEvent[] = Array.from({ length: 20 }, (_, n) => ({
  componentName: "payment-service", metricName: "cpu", unit: "percent", value: 20 + n, timestamp: new Date(begins + n * 15_000).toISOString(),
}));
await produceMetricEvents({ streamName: INPUT_STREAM, events: [...payments, closingEvent(new Date(begins + 3_600_000))] });
await sh`node --import tsx src/metrics/app/windowed-metrics-app.ts --source ${INPUT_STREAM} --sink ${OUTPUT_STREAM} --checkpoint ${CHECKPOINT} --window_seconds 60 --delay_seconds 30 --until_caught_up yes`;

const isNew = ({ componentName }: { componentName: string }) => componentName === "payment-service";
const newInStream = (await aggregatesIn(OUTPUT_STREAM)).filter(isNew).length;
const newInBucket = await waitUntil({
  what: "Firehose to deliver the new service's windows",
  check: async () => {
    const { length } = await readDeliveredRecords({ bucketName: BUCKET, prefix: "payment-service/" });
    return length >= newInStream && length;
  },
  otherwise: "Is there anything under errors/?",
});
const newInTable = (await runQuery(DASHBOARD)).rows.filter(({ componentname }) => componentname === "payment-service").length;
showTable([{ "in stream I": newInStream, "in the bucket": newInBucket, "rows of the dashboard": newInTable }], { title: "The windows of payment-service" });
await comparePrediction("04-windowed-delivery.new-service", newInStream === 0 ? "application" : newInTable === 0 ? "bucket" : "table");

// %% [markdown] id=add-partitions-do tags=do
// ### 9.2 Let the table know it
// Firehose made a folder for the new service by itself. The table didn't notice: its partitions are those that someone added in 4.2. So a new service is missing until someone remembers it.
//
// Write `addPartitions`, which the team can run after each delivery. It gets the name of a table like yours and of its bucket. **The goal:**
//
// - Each service that was delivered has a partition in the table, with its folder, whatever the service is called. All names of services end in `-service`.
// - Other folders of the bucket, such as `errors/`, don't become partitions.
// - It works however often it is run, and leaves the partitions that are there as they are.
//
// `listDeliveredObjects` finds all objects of a bucket with the prefix `""`. Each has a `key`, such as `user-service/…`.

// %% id=add-partitions exercise=04-windowed-delivery.add-partitions
const addPartitions = async (table: string, bucketName: string): Promise<void> => {
  // ### START CODE HERE ### (~ 6 lines of code)
  const objects = await listDeliveredObjects({ bucketName, prefix: "" }); // @REPLACE None;
  const folders = new Set(objects.map(({ key }) => key.split("/")[0] ?? ""));
  for (const folder of folders) {
    if (!folder.endsWith("-service")) continue;
    const partition = `PARTITION (componentName = '${folder}') LOCATION 's3://${bucketName}/${folder}/'`;
    await runQuery({ ...ATHENA, sql: `ALTER TABLE ${table} ADD IF NOT EXISTS ${partition}` });
  }
  // ### END CODE HERE ###
};

// %% id=add-partitions-check tags=check
await check("04-windowed-delivery.add-partitions");

// %% [markdown] id=add-partitions-stuck tags=stuck
// {{solution 04-windowed-delivery.add-partitions}} The bucket says which services there are, so no list has to be kept by hand. `IF NOT EXISTS` makes the statement safe to repeat: without it, Athena refuses a partition that is there, and those after it are never added.

// %% id=added-partitions tags=look
await addPartitions("aggregates", BUCKET);
showTable((await runQuery(DASHBOARD)).rows, { title: "The dashboard with the new service" });

// %% [markdown] id=add-partitions-on-aws tags=on-aws
// > **On AWS**, it's the same. If the folders followed a rule, such as one for each hour, the table could work out its partitions itself: that is [partition projection](https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html). It has its own way to fail in silence: a range that ends, or a list of names that lacks the new one.
