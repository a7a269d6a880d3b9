// Lab 04. The closing: clean-up with its cost statement, summary, things to try.

import { check, deleteKinesisFirehose, deleteS3Bucket, showCost, showTable, waitUntilDeleted } from "../../../src/index";
import { deleteDatabase, deleteStack, listDeliveryCosts } from "../../../src/windowed-delivery";
import { ATHENA, BUCKET, FIREHOSE, STACK, STUDENT } from "./01-opening";

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// **Data streams are the most expensive part of all this**, and they cost while nobody uses them. First, what do they cost?

// %% [markdown] id=cost-do tags=do
// ### What it costs to forget
//
// Write the function that says what a number of shards costs in a number of hours, at 0.015 USD for a shard and an hour.

// %% id=cost exercise=04-windowed-delivery.cost
// ### START CODE HERE ### (~ 1 line of code)
const costOf = (shards: number, hours: number): number => shards * hours * 0.015; // @REPLACE const costOf = (shards: number, hours: number): number => None;
// ### END CODE HERE ###

// %% id=cost-look tags=look,varies
const COST_COLUMNS = ["kind", "name", "status", "shards", "USD an hour"];
const { costs, total } = await listDeliveryCosts({ prefix: STUDENT });
showTable(costs, { title: `What is there now: ${total.toFixed(3)} USD an hour`, columns: COST_COLUMNS });
console.log(`Forgotten for 30 days: ${costOf(2, 30 * 24).toFixed(2)} USD.`);

// %% id=cost-check tags=check
await check("04-windowed-delivery.cost");

// %% [markdown] id=cost-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Multiply three numbers.
//
// </details>
//
// {{solution 04-windowed-delivery.cost}} A shard costs by the hour, used or not. So it is shards, times hours, times the price: two shards in 30 days are 21.60 USD.

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook and the four files in `src/metrics/app` first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=delete-question tags=question
// ### Predict, then run
//
// One call deletes the stack with all that it has made. **All of it, now, as it stands?** Decide. Then set `CLEAN_UP` to `true`, and run the cell.
//
// The cell first deletes what parts 5 and 6 have made beside the stack, where it is still there. Then it asks CloudFormation to delete the stack as it is, and at last does it properly.

// %% id=clean-up tags=clean-up,wait
const CLEAN_UP = false;

if (CLEAN_UP) {
  for (const firehoseName of [`${FIREHOSE}-slip`, `${FIREHOSE}-parquet`]) await deleteKinesisFirehose({ firehoseName });
  await deleteStack({ stackName: STACK }).catch((error: unknown) => console.log(String(error)));
  await deleteS3Bucket({ bucketName: BUCKET });
  await deleteStack({ stackName: STACK });
  await deleteDatabase({ database: ATHENA.database });
  await deleteS3Bucket({ bucketName: ATHENA.outputLocation.slice("s3://".length, -1) });
} else {
  console.log("Nothing is deleted yet: set CLEAN_UP to true, and run this cell again.");
}

// %% [markdown] id=delete-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// No. CloudFormation does not delete a bucket that holds something: the stack ends in `DELETE_FAILED`, and says why. The streams are gone by then, the bucket is not. Empty it first, and delete the stack again.
//
// </details>

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for everything whose name begins with yours, and adds up what it costs. After the clean-up there is nothing, and the sum is 0.

// %% id=clean-up-proof tags=clean-up,wait,varies
const left = async () => (await listDeliveryCosts({ prefix: STUDENT })).costs;

if (CLEAN_UP) await waitUntilDeleted(left);
const statement = await listDeliveryCosts({ prefix: STUDENT });
showTable(statement.costs, { title: "What is left of this lab", columns: COST_COLUMNS });
console.log(`Cost statement: ${statement.total.toFixed(3)} USD an hour.`);

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it has cost.** Here it costs nothing. This cell adds up what your work in the lab cloud would have cost on AWS, and says what is not counted.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The role of Firehose stays; it costs nothing. You want to do the lab again? `npx labs given 04` brings back what was given (and so does `npm start`). `npx labs reset 04` gives you a new notebook and new files.
//
// > **On AWS**, look at the Billing console the next day. **Here** the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - **Event time** is when something happened. Events arrive out of order; a **watermark** says how long to wait for them.
// - A **tumbling window** is written once, when the watermark passes its end. What comes later is late. Without new events, nothing closes.
// - Write first, then the **checkpoint**: at least once.
// - A **template** says what shall exist; CloudFormation makes it so, and deletes it as a whole. The exception is a bucket that isn't empty.
// - **Dynamic partitioning** sorts by jq. Both prefixes end with a slash; the delimiter is yours to add.
// - A table with partition keys is **empty** until its partitions are added, one for each value.
// - A shard costs by the hour. The clean-up ends at 0.
//
// **Congratulations!** Thousands of measurements have become a table that answers.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
//
// - Run the application with `NODE_DEBUG=metrics` in a terminal, and follow one event.
// - Set the delay to 0 seconds, with a new checkpoint file. How many events are late?
// - Send events of a third service, `cart-service`. Where are they in the bucket? Does Athena find them?
// - Optional part 6.3 writes Parquet. Firehose's wants 64 MB at a time, which is much data for a course. Let Flink make a checkpoint every 2 seconds, then every 60: how many files, how large, how late? Its rolling strategy has [more options](https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/connectors/table/filesystem/#rolling-policy).
// - Let option B write, too. Clean up, and begin again up to 2.6. Then run Flink in the place of your application: the tables with `flink.run`, the last statement with `flink.insert`, which gives the job's id. `flink.stop(id)` ends the job.
// - Kill the application in the middle, and start it again. Are there windows twice in stream I? Are they the same?

// %% [markdown] id=glossary tags=summary
// ## Glossary
