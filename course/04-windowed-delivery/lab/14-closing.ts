// Lab 04. The closing: clean-up with its cost statement, summary, things to try.

import { check, comparePrediction, deleteKinesisFirehose, deleteS3Bucket, predict, showCost, showTable, waitUntilDeleted } from "../../../src/index";
import { deleteApplication, deleteDatabase, deleteStack, listDeliveryCosts } from "../../../src/windowed-delivery";
import { APPLICATION, ATHENA, BUCKET, FIREHOSE, STACK, STUDENT } from "./01-opening";

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// **Data streams are the most expensive part of this lab**, and they cost money even when no one is using them. First, how much?

// %% [markdown] id=cost-do tags=do
// ### What it costs to forget
//
// Write the function that computes what a number of shards costs over a number of hours. One shard costs 0.015 USD an hour. You may round to cents.

// %% id=cost exercise=04-windowed-delivery.cost
// ### START CODE HERE ### (~ 1 line of code)
const costOf = (shards: number, hours: number): number => shards * hours * 0.015; // @REPLACE const costOf = (shards: number, hours: number): number => None;
// ### END CODE HERE ###

// %% id=cost-look tags=look,varies
const COST_COLUMNS = ["kind", "name", "status", "shards", "USD an hour"];
const { costs, total } = await listDeliveryCosts({ prefix: STUDENT });
showTable(costs, { title: `What exists now: ${total.toFixed(3)} USD an hour`, columns: COST_COLUMNS });
console.log(`If you forget it for 30 days: ${costOf(2, 30 * 24).toFixed(2)} USD.`);

// %% id=cost-check tags=check
await check("04-windowed-delivery.cost");

// %% [markdown] id=cost-stuck tags=stuck
// {{solution 04-windowed-delivery.cost}} A shard costs money by the hour, used or not. So it's shards times hours times the price: two shards cost 21.60 USD in 30 days.

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook and the four files in `src/metrics/app` first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=delete-question tags=question
// ### Predict, then run
//
// One call deletes the stack with everything it created. **Will it delete all of it, right now, as it is?** Then set `CLEAN_UP` to `true`, and run the cell.
//
// The cell first deletes what parts 5 and 6 created outside the stack, if it's still there. Then it asks CloudFormation to delete the stack as it is. Finally, it deletes it properly.

// %% id=delete-predict tags=question
await predict("04-windowed-delivery.delete", "?"); // Will one call delete it all? "yes" or "no"

// %% id=clean-up tags=clean-up,wait
const CLEAN_UP = false;

if (CLEAN_UP) {
  await deleteApplication({ applicationName: APPLICATION });
  await deleteKinesisFirehose({ firehoseName: `${FIREHOSE}-slip` });
  const refusal = await deleteStack({ stackName: STACK }).then(() => undefined, String);
  if (refusal !== undefined) console.log(refusal);
  await comparePrediction("04-windowed-delivery.delete", refusal === undefined ? "yes" : "no");
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
// No. CloudFormation doesn't delete a bucket that isn't empty: the stack ends in `DELETE_FAILED`, and says why. By then, the streams are gone, but the bucket isn't. Empty the bucket first, then delete the stack again.
//
// </details>

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for everything whose name begins with yours, and adds up what it costs. After the clean-up, nothing is left, and the total is 0.

// %% id=clean-up-proof tags=clean-up,wait,varies
const left = async () => (await listDeliveryCosts({ prefix: STUDENT })).costs;

if (CLEAN_UP) await waitUntilDeleted(left);
const statement = await listDeliveryCosts({ prefix: STUDENT });
showTable(statement.costs, { title: "What is left of this lab", columns: COST_COLUMNS });
console.log(`Cost statement: ${statement.total.toFixed(3)} USD an hour.`);

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it would have cost.** Here it costs nothing. This cell adds up what your work would have cost on AWS, and says what it doesn't count.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The two roles stay; they cost nothing. Want to do the lab again? `npx labs given 04` restores what was set up for you (and so does `npm start`). `npx labs reset 04` gives you a new notebook and new files.
//
// > **On AWS**, check the Billing console the next day. **Here**, the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - **Event time** is when something happened. Events arrive out of order, and a **watermark** determines how long to wait for them.
// - A **tumbling window** is written once, when the watermark passes its end. Events that come later are late. Without new events, no window closes.
// - Write first, then save the **checkpoint**: that's at least once.
// - Readers of the results have to **recognize a window** that comes twice. `SELECT DISTINCT` does, as long as both are the same.
// - A **template** describes what should exist. CloudFormation creates it, and deletes it as a whole. The exception is a bucket that isn't empty.
// - **Dynamic partitioning** sorts by jq. End both prefixes with a slash, and remember to add the delimiter.
// - A **managed application** runs until someone stops it. Where it starts to read decides whether it repeats earlier work.
// - A table with partition keys is **empty** until you add its partitions, one per value. A value that is new later is missing without an error, so add partitions by a program.
// - A Firehose that is running can be **updated**: to Parquet, for example. It needs a table for the columns, and a buffer of at least 64 MB. What was delivered before stays as it is.
// - A query on **Parquet** reads only the columns that it needs, so it costs less.
// - A shard costs money by the hour. The clean-up brings the cost back to 0.
//
// **Congratulations!** You've turned thousands of measurements into a table that answers questions.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
//
// - Run the application with `NODE_DEBUG=metrics` in a terminal, and follow one event.
// - Set the delay to 0 seconds, with a new checkpoint file. How many events are late?
// - Send events of a third service, `cart-service`. Where do they go in the bucket? Does Athena find them?
// - In the optional part 6.3, Flink writes Parquet. Have it make a checkpoint every 2 seconds, then every 60. How many files are there, how large, and how late? Its rolling policy has [more options](https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/connectors/table/filesystem/#rolling-policy).
// - Let option B write, too. Clean up, and start over up to 2.6. Then run Flink instead of your application: the tables with `flink.run`, and the last statement with `flink.insert`, which returns the job's ID. `flink.stop(id)` ends the job.
// - Kill the application halfway, and start it again. Are there duplicate windows in stream I? Are they identical?

// %% [markdown] id=glossary tags=summary
// ## Glossary
