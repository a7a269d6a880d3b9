// Lab 01, part 2.2.9 and 2.2.10: the script runs, and what it delivers.

import {
  advanceClock, comparePrediction, listDeliveredObjects, listStreamRecords, predict, readDeliveredRecords, readObject, showPipeline,
  showRecordsPerMinute, showScript, showTable, startScript, stopScript, waitUntil,
} from "../../../src/index";
import { USA_BUCKET, INTERNATIONAL_BUCKET, USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM } from "./03-buckets-and-streams";
import { SOURCE_STREAM, ETL_SCRIPT, PIPELINE } from "./04-firehoses";
import { PRODUCER } from "./05-etl-script";
export { DEST_STREAMS };

// %% [markdown] id=run-etl-do tags=do,terminal
// ### 2.2.9 Run it
//
// In a terminal, in the folder of the course:
//
// ```bash
// cd src/etl
// npx tsx consumer.ts --source_stream de-c2w2lab1-kinesis-data-stream --dest_streams '{"USA": "de-c2w2lab1-usa-data-stream", "International": "de-c2w2lab1-international-data-stream"}'
// ```
// It runs until you press Ctrl+C. For each record it prints one line: where the record came from, and where it went. From now on, your records
// are streaming: the shop writes them, your script transforms and routes them, and each Firehose collects them for its bucket.
//
// **Or** let the next cell run it for you, in the background. It is the same script with the same options. Do one or the other, not
// both: two copies of the script would send each record twice. If yours runs in a terminal, don't run this cell. (If you have changed
// the script since, stop it first with `await stopScript(ETL_SCRIPT)`, then start it again.)

// %% id=start-etl tags=do,script
const DEST_STREAMS = JSON.stringify({
  USA: USA_DATA_STREAM,
  International: INTERNATIONAL_DATA_STREAM,
});

await startScript(ETL_SCRIPT, { source_stream: SOURCE_STREAM, dest_streams: DEST_STREAMS });

// %% id=etl-output tags=look,script
showScript(ETL_SCRIPT);

// %% [markdown] id=transformed-note tags=look,terminal
// ### 2.2.10 Look into the destination streams
//
// The consumer from part 1 reads any stream. In another terminal, see what arrives in the USA stream (or in the
// international one). Stop it with Ctrl+C:
//
// ```bash
// cd src/cli
// npx tsx consumer_from_cli.ts --stream de-c2w2lab1-usa-data-stream
// ```
// The next cell shows the same as tables. It waits until each stream has a record. That may take some time, because the shop chooses
// at random where its next customer lives.

// %% id=transformed tags=look,wait
await waitUntil({
  what: "a record in each destination stream",
  check: async () =>
    (await listStreamRecords({ streamName: USA_DATA_STREAM })).length > 0 &&
    (await listStreamRecords({ streamName: INTERNATIONAL_DATA_STREAM })).length > 0,
  otherwise: "Does your script run? Look at its terminal, or at showScript(ETL_SCRIPT).",
});

const METRICS = [
  "overall_product_quantity", "overall_in_shopping_cart", "total_different_products",
];
const COLUMNS = ["country", "city", ...METRICS, "processing_timestamp"];
for (const streamName of [USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM]) {
  const records = await listStreamRecords({ streamName });
  const sessions = records.map(({ data }) => Object(data));
  showTable(sessions, { title: streamName, columns: COLUMNS, limit: 5 });
}

// %% [markdown] id=delivery-note tags=why
// **Now the buckets.** Each Firehose writes its first object 60 seconds after its first record arrives. So wait a minute, or move the lab
// cloud's clock forward. AWS can't do that: there you would wait. If you prefer to wait, don't run the cell.

// %% id=jump tags=clock
await advanceClock(60);

// %% id=delivered tags=look,wait
await waitUntil({
  what: "an object in each bucket",
  check: async () =>
    (await listDeliveredObjects({ bucketName: USA_BUCKET })).length > 0 &&
    (await listDeliveredObjects({ bucketName: INTERNATIONAL_BUCKET })).length > 0,
  timeoutSeconds: 600,
  otherwise: "Are there objects under errors/, or lines in the log groups of the Firehoses?",
});
const usaObjects = await listDeliveredObjects({ bucketName: USA_BUCKET });
showTable(usaObjects, { title: USA_BUCKET });
showTable(await listDeliveredObjects({ bucketName: INTERNATIONAL_BUCKET }), {
  title: INTERNATIONAL_BUCKET,
});

// %% [markdown] id=raw-object-note tags=look
// The key says where an object comes from: the prefix, the hour (UTC), then the Firehose's name, the version of its settings, the time, and a random
// part. And what is in it? These are the first 600 characters of the oldest object:

// %% id=raw-object tags=look
const oldest = await readObject({ bucketName: USA_BUCKET, key: usaObjects[0]?.key ?? "" });
console.log(oldest.slice(0, 600));

// %% [markdown] id=delivered-records-note tags=look
// Firehose writes the records one after another, **with nothing between them**: no comma, no newline. `{…}{…}` as a whole isn't valid JSON, which
// surprises many programs. [`readDeliveredRecords`](../../../src/delivery/read-delivered-records.ts) splits them. Here they are:

// %% id=delivered-records tags=look
const usa = await readDeliveredRecords({ bucketName: USA_BUCKET });
const international = await readDeliveredRecords({ bucketName: INTERNATIONAL_BUCKET });
showTable([...usa, ...international], { title: "Delivered", columns: COLUMNS, limit: 10 });

// %% [markdown] id=per-minute-note tags=look
// **Per minute.** The first plot shows when the shop wrote its sessions, by their arrival times in the source stream. The second one shows when your
// script processed those that are delivered, by their `processing_timestamp`. If records waited in the stream before your script started, the
// second plot begins with a high bar. (If you moved the clock forward, arrival times are ahead from then on: they come from the cloud's clock,
// `processing_timestamp` from your computer's.)

// %% id=per-minute tags=look
const arrived = await listStreamRecords({ streamName: SOURCE_STREAM });
showRecordsPerMinute(
  arrived.map(({ arrivedAt }) => ({ at: arrivedAt, series: "the shop" })),
  { title: "Written by the shop, per minute" },
);

const at = (record: Record<string, unknown>) => String(record["processing_timestamp"]);
showRecordsPerMinute(
  [
    ...usa.map((record) => ({ at: at(record), series: "USA" })),
    ...international.map((record) => ({ at: at(record), series: "International" })),
  ],
  { title: "Processed by your script and delivered, per minute" },
);

// %% [markdown] id=pipeline-flows-note tags=look
// Here is the whole pipeline, now with data in it. Records that are in a stream but not yet in its bucket are in the Firehose's buffer. Run the cell
// again after a while: the numbers grow.

// %% id=pipeline-flows tags=look
await showPipeline(PIPELINE);

// %% [markdown] id=delivery-on-aws tags=on-aws
// > **On AWS** it takes a few minutes, often 5 to 7, until the first object appears: Firehose needs time to start reading a new source. In the console,
// > open *S3*, choose the bucket, and open the folders under `firehose/`. They aren't real folders: the keys just contain slashes.
// >
// > **Here** the pages of the [USA bucket](/lab-cloud/console/#/s3/de-c2w2lab1-*-usa) and of its [Firehose](/lab-cloud/console/#/firehose/de-c2w2lab1-firehose-usa) show the same folders, and the buffers as they fill up.

// %% [markdown] id=restart-question tags=question
// ### Predict, then run
// The shop closes. You stop your ETL script and start it again. No new records come in.
//
// **How many records of the source stream will reach the destination streams a second time: none, some or all?**
// (If your script runs in a terminal, stop it there first.)

// %% id=restart-predict tags=question
await predict("01-streaming-ingestion.restart", "?"); // "none", "some" or "all"

// %% id=restart-question-run tags=question,script,wait
const countDestRecords = async () =>
  (await listStreamRecords({ streamName: USA_DATA_STREAM })).length +
  (await listStreamRecords({ streamName: INTERNATIONAL_DATA_STREAM })).length;

await stopScript(PRODUCER);
await stopScript(ETL_SCRIPT);
const before = await countDestRecords();
const sourceCount = (await listStreamRecords({ streamName: SOURCE_STREAM })).length;

await startScript(ETL_SCRIPT, { source_stream: SOURCE_STREAM, dest_streams: DEST_STREAMS });
await waitUntil({
  what: "the script to have gone through the source stream",
  check: async () => (await countDestRecords()) >= before + sourceCount,
});
await stopScript(ETL_SCRIPT);
const afterward = await countDestRecords();
showTable([{ "in the source stream": sourceCount, "in the others, before": before, afterward }]);
const again = afterward - before;
await comparePrediction("01-streaming-ingestion.restart", again === 0 ? "none" : again < sourceCount ? "some" : "all");

// %% [markdown] id=restart-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// Every record from the source stream is there a second time. The script doesn't remember how far it has read. When it starts, it begins at the oldest record
// that the stream still holds (this position is called `TRIM_HORIZON`), and does all the work again.
//
// Real consumers save their position, a **checkpoint**, every few records. Even so, a consumer that crashes between its work and its checkpoint repeats
// some work. This is called **at-least-once** processing: nothing is lost, but a record may come twice. So programs that read its output must be able to
// recognize a record that they have already seen, for example by its stream, shard and sequence number.
//
// </details>
