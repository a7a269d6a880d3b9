// Lab 03. The closing: clean-up with its cost statement, summary, things to try.

import { check, deleteKinesisDataStream, deleteKinesisFirehose, deleteS3Bucket, showCost, showTable, waitUntilDeleted } from "../../../src/index";
import {
  deleteApplication, deleteDatabase, deleteFunction, deleteLogGroup, deleteStack, listCollection, logGroupOf,
} from "../../../src/data-collection";
import { APPLICATION, BUCKET, COLLECTION, DATABASE, FIREHOSE, FUNCTION, SMALL_STREAM, STACK, STREAM } from "./01-opening";

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook and the five files first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// What exists now, and what does it cost? The streams, the instance and a running application all cost money even when no one is using them. (The table at the top
// leaves out the application, because AWS no longer offers SQL applications. The list below shows what one cost: 0.11 USD an hour.)

// %% id=cost-look tags=look,varies
const COST_COLUMNS = ["kind", "name", "status", "shards", "USD an hour"];
const { costs, total } = await listCollection(COLLECTION);
showTable(costs, { title: `What exists now: ${total.toFixed(3)} USD an hour`, columns: COST_COLUMNS });
console.log(`If you forget it for 30 days: ${(total * 30 * 24).toFixed(2)} USD.`);

// %% [markdown] id=clean-up-note tags=clean-up
// Set `CLEAN_UP` to `true`, and run the cell. It deletes the stack with the instance first, so that nothing puts any more records. Then it deletes readers before streams: the application and the Firehoses, then the two data streams. The function with its log, the database and the bucket come last.

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
// **The proof.** This cell asks AWS for everything that the lab created, and adds up what it costs. After the clean-up, nothing is left, and the total is 0.

// %% id=clean-up-proof tags=clean-up,wait,varies
const left = async () => (await listCollection(COLLECTION)).costs;

if (CLEAN_UP) await waitUntilDeleted(left);
const statement = await listCollection(COLLECTION);
showTable(statement.costs, { title: "What is left of this lab", columns: COST_COLUMNS });
console.log(`Cost statement: ${statement.total.toFixed(3)} USD an hour.`);

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it would have cost.** Here it costs nothing. This cell adds up what your work would have cost on AWS, and says what it doesn't count.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The three roles stay; they cost nothing. Want to do the lab again? `npx labs given 03` restores what was set up for you (and so does `npm start`). `npx labs reset 03` gives you a new notebook and new files.
//
// > **On AWS**, check the Billing console the next day. **Here**, the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - You estimate **shards** from the size of records, their number and the consumers. There are three limits, and the largest result decides.
// - **PutRecords** succeeds even if some records were rejected. Read its response, and send those again.
// - A **template** takes its values as parameters. One that creates roles asks for a capability.
// - An instance assumes a **role**: no keys in programs, and no more permissions than it needs.
// - A **schema** can be discovered. It's a guess, based on what has been seen.
// - A **pump** is a query that never ends. Put names in SQL in double quotes, or they become capitals.
// - Firehose **doesn't add newlines** by itself. A processor can. So can a function, in base64, with a one-minute timeout.
// - One record that a function can't handle fails its **whole batch**. Catch the error record by record: `Ok`, `ProcessingFailed`, or `Dropped`, which leaves no trace.
// - **SQL applications are history.** Flink replaces them.
// - A **session** ends after a gap without events. Its window has no fixed length, and each visitor has their own.
//
// **Congratulations!** Records of people arrive every second, and your bucket has only the values that you need.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
//
// - Use the country as the partition key, and two shards. How many records are in each?
// - Have the function return a record twice. What does Firehose say under `errors/`?
// - Write a second pump that counts people by country, minute by minute: `GROUP BY "country", STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '60' SECOND)`.
// - AWS's blog also stores each session's first and last event. Add them to your query of 7.3, then find the visitors who left at `checkout`.

// %% [markdown] id=glossary tags=summary
// ## Glossary
