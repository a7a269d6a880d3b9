// Lab 04, part 3: events, application, delivery.

import { comparePrediction, listDeliveredObjects, listStreamRecords, predict, readDeliveredRecords, readObject, sh, showTable, waitUntil } from "../../../src/index";
import { checkpointFile, closingEvent, drawVariantSeed, produceMetricEvents, showMetricWindows, showPartitionTree, showWindowedDelivery } from "../../../src/windowed-delivery";
import type { MetricAggregate } from "../../../src/windowed-delivery";
import { BUCKET, DELIVERY, INPUT_STREAM, OUTPUT_STREAM, STUDENT } from "./01-opening";
export { aggregatesIn, CHECKPOINT };

// %% [markdown] id=part-3 tags=why
// ## 3. Let it run
//
// The **test data generator** makes up measurements of two services. They arrive out of order: an event can be up to 20 seconds behind. The next cell writes 300 of them to
// your input stream, about ten minutes of event time. Your name decides the values, so no one else has your events.

// %% id=produce tags=do
const events = await produceMetricEvents({
  streamName: INPUT_STREAM,
  seed: drawVariantSeed("04-windowed-delivery.events", STUDENT),
  count: 300,
  from: new Date("2030-01-01T12:00:00Z"),
  disorderMs: 20_000,
});
showTable(events, { title: "The first events, as they arrive", limit: 8 });

// %% [markdown] id=run-app-do tags=do
// ### 3.1 Run the application
//
// The next cell starts your application, as `npx tsx` would in a terminal: windows of 60 seconds, a delay of 30. It ends when it has read everything in the stream. The checkpoint is a file named after the stream. With it, a
// second run continues where the first one stopped.

// %% id=run-app tags=do,wait,varies
const CHECKPOINT = await checkpointFile({ streamName: INPUT_STREAM });
await sh`node --import tsx src/metrics/app/windowed-metrics-app.ts --source ${INPUT_STREAM} --sink ${OUTPUT_STREAM} --checkpoint ${CHECKPOINT} --window_seconds 60 --delay_seconds 30 --until_caught_up yes`;

// %% id=aggregates tags=look
const aggregatesIn = async (streamName: string) =>
  (await listStreamRecords({ streamName })).map(({ data }) => data as MetricAggregate);

const aggregates = await aggregatesIn(OUTPUT_STREAM);
showTable(aggregates, { title: `Aggregates in ${OUTPUT_STREAM}`, limit: 8 });
showMetricWindows({ events, aggregates, metricName: "cpu" });

// %% [markdown] id=open-windows-question tags=question
// ### Predict, then run
//
// Look at the plot. The last events have no window around them. The stream has been read to the end, so where did they go?
//
// The next cell writes **one** more event. It's from another component, `clock`, and happens one hour later. Then the application runs again. **How many windows will it write? None, one, or
// several?**

// %% id=open-windows-predict tags=question
await predict("04-windowed-delivery.open-windows", "?"); // "none", "one" or "several"

// %% id=open-windows-question-run tags=question,wait,varies
await produceMetricEvents({
  streamName: INPUT_STREAM,
  events: [closingEvent(new Date("2030-01-01T13:30:00Z"))],
});
await sh`node --import tsx src/metrics/app/windowed-metrics-app.ts --source ${INPUT_STREAM} --sink ${OUTPUT_STREAM} --checkpoint ${CHECKPOINT} --window_seconds 60 --delay_seconds 30 --until_caught_up yes`;
const before = aggregates.length;
const more = (await aggregatesIn(OUTPUT_STREAM)).length - before;
console.log(`${more} more windows.`);
await comparePrediction("04-windowed-delivery.open-windows", more === 0 ? "none" : more === 1 ? "one" : "several");

// %% [markdown] id=open-windows-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// Several: the last one or two minutes, for each metric of each service. They were still **open**. The watermark runs 30 seconds behind the newest event, so it hadn't passed their ends. Only
// events move it, not the wall clock: if no one sends anything, nothing is written. The event from `clock` moves it by an hour. Now its own window stays open.
//
// </details>

// %% [markdown] id=delivery-do tags=do
// ### 3.2 Wait for the delivery
//
// Firehose has already read the aggregates. It writes them 60 seconds after the first one, each component into its own folder.

// %% id=delivery tags=do,wait
// Only the windows of the events above, in case you run this cell again later.
const written = (await aggregatesIn(OUTPUT_STREAM)).filter(({ fromTimestamp }) => fromTimestamp < "2030-01-01T13:30").length;
await waitUntil({
  what: `all ${written} aggregates in the bucket`,
  check: async () => {
    const folders = ["user-service/", "order-service/"];
    const found = await Promise.all(folders.map((prefix) => readDeliveredRecords({ bucketName: BUCKET, prefix })));
    return found.flat().length >= written;
  },
  otherwise: "Does the Firehose read stream I? The picture below shows it. Is there anything under errors/?",
});
console.log("They are there.");

// %% id=delivered tags=look,varies
await showPartitionTree({ bucketName: BUCKET, prefix: "" });
await showWindowedDelivery(DELIVERY);

// %% id=one-object tags=look
const [object] = await listDeliveredObjects({ bucketName: BUCKET, prefix: "user-service/" });
console.log((await readObject({ bucketName: BUCKET, key: object?.key ?? "" })).slice(0, 600));

// %% [markdown] id=delivery-note tags=look
// One aggregate per line: that's your delimiter. Each line also has `componentName` in it, although the folder already says so. Firehose doesn't change anything in the records.
//
// To see the objects in the console, go to the page [S3](/lab-cloud/console/#/s3/*-aggregates-*) **here**, or to *S3 → Buckets → your bucket → Objects* **on AWS**.
