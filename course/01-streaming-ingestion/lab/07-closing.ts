// Lab 01. The closing: clean-up, summary, things to try.

import {
  deleteKinesisDataStream, deleteKinesisFirehose, deleteS3Bucket, listResources, showCost, showTable, stopScript, waitUntilDeleted,
} from "../../../src/index";
import { CLI_STREAM } from "./02-producer-and-consumer";
import { USA_BUCKET, INTERNATIONAL_BUCKET, USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM } from "./03-buckets-and-streams";
import { SOURCE_STREAM, ETL_SCRIPT } from "./04-firehoses";
import { PRODUCER } from "./05-etl-script";

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// On AWS, the shards cost money each hour. So delete what you no longer need, in the order of the flow: the scripts, the Firehoses, the streams,
// the buckets with all that is in them. The cell deletes only when you set `CLEAN_UP` to `true`. What is deleted is
// gone; your marks do not depend on it.

// %% id=clean-up tags=clean-up,script,wait
const CLEAN_UP = false;

await stopScript(PRODUCER);
await stopScript(ETL_SCRIPT);
if (CLEAN_UP) {
  await deleteKinesisFirehose({ firehoseName: "de-c2w2lab1-firehose-usa" });
  await deleteKinesisFirehose({ firehoseName: "de-c2w2lab1-firehose-international" });
  await deleteKinesisDataStream({ streamName: CLI_STREAM });
  await deleteKinesisDataStream({ streamName: SOURCE_STREAM });
  await deleteKinesisDataStream({ streamName: USA_DATA_STREAM });
  await deleteKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM });
  await deleteS3Bucket({ bucketName: USA_BUCKET });
  await deleteS3Bucket({ bucketName: INTERNATIONAL_BUCKET });
} else {
  console.log("Nothing is deleted yet: set CLEAN_UP to true, and run this cell again.");
}

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for all streams, Firehoses and buckets of this lab. After the clean-up the table is empty. If it is not, it names
// what is left, and the line that deletes it: copy that line into a new cell.
// {{with solutions}}
// (The bucket with the solution is left out. Only the lab cloud has it.)
// {{end}}

// %% id=clean-up-proof tags=clean-up,wait
const left = async () =>
  (await listResources({ prefix: "de-c2w2lab1-" })).filter(({ name }) => !name.endsWith("-solution"));

if (CLEAN_UP) await waitUntilDeleted(left);
showTable(await left(), { title: "What is left of this lab" });

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it has cost.** Here it costs nothing. This cell adds up what your work in the lab cloud would have cost on AWS, and says what is not counted.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The role and the log groups stay; they cost nothing. You want to do the lab again? `npx labs given 01` brings the source stream back (and so does
// `npm start`), `npx labs reset 01` gives you a new notebook and script.
//
// > **On AWS**, look at the Billing console the next day, after each lab. **Here** the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - A **producer** writes records to a **stream**, a **consumer** reads them. Neither knows the other. The stream keeps the records, 24 hours by default,
//   and reading removes nothing.
// - A stream has **shards**. The **partition key** decides the shard, and keeps the records of one visitor in order.
// - **Firehose** takes a stream to a bucket without a program of yours. It buffers by size and time, and puts nothing between the records.
// - A **streaming ETL** reads, transforms, and routes each record as it comes. Numbers may arrive as text. The same work may be done twice.
// - You created all of it with code. So you can create it again, and delete it again.
//
// **Congratulations!** You have built a streaming pipeline, from the shop to the bucket.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
//
// - Stop the shop, and start it with `rate: "120"`. What changes in the plot, and in the number of objects?
// - Send a record of your own to the **source** stream with `producer_from_cli.ts`: a customer from your town. Follow it to its bucket.
// - Send something that is no session, such as `{"hello": 1}`, to the source stream. What does your script do? What should it do?
// - Ask the AWS command line: `aws firehose describe-delivery-stream --delivery-stream-name de-c2w2lab1-firehose-usa`. Find the settings of 2.1.5.
// - Use Python in a terminal: start `python`, then `import boto3`, and `boto3.client("kinesis").list_streams()`. It is the same cloud.
// - Let the clock jump by a day with `await advanceClock(86400)`. What do the streams hold then?

// %% [markdown] id=glossary tags=summary
// ## Glossary
