// Lab 03. The closing: clean-up with its cost statement, summary, things to try.

import { deleteKinesisDataStream, deleteKinesisFirehose, deleteS3Bucket, showCost, showTable, waitUntilDeleted } from "../../../src/index";
import {
  deleteApplication, deleteDatabase, deleteFunction, deleteLogGroup, deleteStack, listCollection, logGroupOf,
} from "../../../src/data-collection";
import { APPLICATION, BUCKET, COLLECTION, DATABASE, FIREHOSE, FUNCTION, SMALL_STREAM, STACK, STREAM } from "./01-opening";

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// What is there, and what does it cost by being there? The streams, the instance and a running application all cost money even when nobody is using them. (The table at the top
// leaves the application out, since AWS makes none in SQL any more. The list below says what it cost: 0.11 USD an hour.)

// %% id=cost-look tags=look,varies
const COST_COLUMNS = ["kind", "name", "status", "shards", "USD an hour"];
const { costs, total } = await listCollection(COLLECTION);
showTable(costs, { title: `What is there now: ${total.toFixed(3)} USD an hour`, columns: COST_COLUMNS });
console.log(`Forgotten for 30 days: ${(total * 30 * 24).toFixed(2)} USD.`);

// %% [markdown] id=clean-up-note tags=clean-up
// Set `CLEAN_UP` to `true`, and run the cell. It goes from the source to the end: first the stack with the instance, so that nobody puts records any more; then the application; then the rest.

// %% id=clean-up tags=clean-up,wait
const CLEAN_UP = false;

if (CLEAN_UP) {
  await deleteStack({ stackName: STACK });
  await deleteApplication({ applicationName: APPLICATION });
  for (const firehoseName of [FIREHOSE, `${FIREHOSE}-converted`]) await deleteKinesisFirehose({ firehoseName });
  for (const streamName of [STREAM, SMALL_STREAM]) await deleteKinesisDataStream({ streamName });
  await deleteFunction({ functionName: FUNCTION });
  await deleteLogGroup({ logGroupName: logGroupOf(FUNCTION) });
  await deleteDatabase({ database: DATABASE });
  await deleteS3Bucket({ bucketName: BUCKET });
} else {
  console.log("Nothing is deleted yet: set CLEAN_UP to true, and run this cell again.");
}

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for everything that the lab has made, and adds up what it costs. After the clean-up there is nothing, and the sum is 0.

// %% id=clean-up-proof tags=clean-up,wait,varies
const left = async () => (await listCollection(COLLECTION)).costs;

if (CLEAN_UP) await waitUntilDeleted(left);
const statement = await listCollection(COLLECTION);
showTable(statement.costs, { title: "What is left of this lab", columns: COST_COLUMNS });
console.log(`Cost statement: ${statement.total.toFixed(3)} USD an hour.`);

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it has cost.** Here it costs nothing. This cell adds up what your work in the lab cloud would have cost on AWS, and says what is not counted.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The three roles stay; they cost nothing. You want to do the lab again? `npx labs given 03` brings back what was given (and so does `npm start`). `npx labs reset 03` gives you a new notebook and new files.
//
// > **On AWS**, look at the Billing console the next day. **Here** the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - **Shards** are estimated from the size of records, their number and the consumers. Three limits count, and the largest decides.
// - **PutRecords** succeeds although some records were refused. Read its answer, and send those again.
// - A **template** takes its values as parameters. One that makes roles asks for a capability.
// - An instance takes on a **role**: no keys in programs, and no more rights than it needs.
// - A **schema** can be discovered. It is a guess, from what was seen.
// - A **pump** is a query that never ends. Names in SQL stand between double quotes, or they become capitals.
// - Firehose adds **no new line**. A function can, in base64, with a minute of time.
// - **SQL applications are history.** Flink takes their place.
//
// **Congratulations!** People come in by the second, and what is needed of them lies in your bucket.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
//
// - Take the country as partition key, and two shards. How many records are in each?
// - Let the function return `Dropped` for people whose first name begins with A. Where are they?
// - Let it return `ProcessingFailed`. Look below `errors/`.
// - Write a second pump that counts people by country, minute by minute: `GROUP BY "country", STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '60' SECOND)`.
// - AWS's blog has an example with sessions of clicks: [real-time clickstream sessions](https://aws.amazon.com/blogs/big-data/create-real-time-clickstream-sessions-and-run-analytics-with-amazon-kinesis-data-analytics-aws-glue-and-amazon-athena/). There, too, `SOURCE_SQL_STREAM_001` is the stream that comes in. Which parts of it would you write in Flink SQL today?

// %% [markdown] id=glossary tags=summary
// ## Glossary
