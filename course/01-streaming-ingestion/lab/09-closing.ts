// Lab 01. The closing: clean-up, summary, things to try.

import {
  check, deleteKinesisDataStream, deleteKinesisFirehose, deleteS3Bucket, listResources, showCost, showTable, stopScript, waitUntilDeleted,
} from "../../../src/index";
import { CLI_STREAM } from "./02-producer-and-consumer";
import { USA_BUCKET, INTERNATIONAL_BUCKET, USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM } from "./03-buckets-and-streams";
import { SOURCE_STREAM, ETL_SCRIPT } from "./04-firehoses";
import { PRODUCER } from "./05-etl-script";

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook and the script first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
// On AWS, shards cost money every hour. So delete what you no longer need, readers before what they read: the scripts, the Firehoses, the streams,
// then the buckets with everything in them. The cell deletes only if you set `CLEAN_UP` to `true`. Whatever it deletes is
// gone, but your marks don't depend on it.

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
// **The proof.** This cell asks AWS for all streams, Firehoses and buckets of this lab. After the clean-up, the table is empty. If it isn't, it names
// what is left, and the line that deletes it: copy that line into a new cell.
// {{with solutions}}
// (The bucket with the solution isn't listed. Only the lab cloud has it.)
// {{end}}

// %% id=clean-up-proof tags=clean-up,wait
const left = async () =>
  (await listResources({ prefix: "de-c2w2lab1-" })).filter(({ name }) => !name.endsWith("-solution"));

if (CLEAN_UP) await waitUntilDeleted(left);
showTable(await left(), { title: "What is left of this lab" });

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it would have cost.** Here it costs nothing. This cell adds up what your work would have cost on AWS, and says what it doesn't count.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The role and the log groups stay; they cost nothing. Want to do the lab again? `npx labs given 01` brings the source stream back (and so does
// `npm start`), and `npx labs reset 01` gives you a new notebook and script.
//
// > **On AWS**, check the Billing console the day after each lab. **Here**, the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
// - A **producer** writes records to a **stream**, and a **consumer** reads them. Neither knows the other. The stream keeps records for 24 hours by default,
//   and reading removes nothing.
// - A stream has **shards**. The **partition key** determines the shard, and keeps one visitor's records in order.
// - **Firehose** delivers a stream to a bucket without any code of yours. It buffers by size and time, and puts nothing between the records.
// - A **streaming ETL** reads, transforms and routes each record as it comes. Numbers may arrive as strings. The same work may be done twice.
// - A consumer that leaves out what it doesn't understand should **say so**, and someone should read it. As long as the stream keeps a record, you can process it again.
// - You created everything with code. So you can create it again, and delete it again.
//
// **Congratulations!** You have built a streaming pipeline, from the shop to the bucket, and brought back what it had left out.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
//
// - Stop the shop, and start it with `rate: "120"`. What changes in the plot, and in the number of objects?
// - Send a record of your own to the **source** stream with `producer_from_cli.ts`: a customer from your town. Follow it to its bucket.
// - Change your script so that it accepts a list of visits, too. Which of the two would you rather have: a script that understands more, or producers that keep to one form?
// - Ask the AWS command line: `aws firehose describe-delivery-stream --delivery-stream-name de-c2w2lab1-firehose-usa`. Find the settings of 2.1.5.
// - Use Python in a terminal: start `python`, then `import boto3`, and `boto3.client("kinesis").list_streams()`. It is the same cloud.
// - Move the clock forward by a day with `await advanceClock(86400)`. What do the streams hold then?

// %% [markdown] id=glossary tags=summary
// ## Glossary
