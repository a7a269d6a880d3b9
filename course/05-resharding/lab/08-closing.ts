// Lab 05. The closing: clean-up, summary, things to try.

import { check, deleteKinesisDataStream, listResources, showCost, showTable, waitUntilDeleted } from "../../../src/index";
import { STREAM } from "./01-opening";

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
// On AWS, each open shard costs money every hour. The cell deletes the stream, with all shards and records, only if you set `CLEAN_UP` to `true`. Your marks don't depend on it.

// %% id=clean-up tags=clean-up
const CLEAN_UP = false;

if (CLEAN_UP) {
  await deleteKinesisDataStream({ streamName: STREAM });
} else {
  console.log("Nothing is deleted yet: set CLEAN_UP to true, and run this cell again.");
}

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for everything whose name begins like this lab's stream. After the clean-up, the table is empty. If it isn't, it names what is left, and the line that deletes it.

// %% id=clean-up-proof tags=clean-up,wait
const left05 = () => listResources({ prefix: "resharding-" });

if (CLEAN_UP) await waitUntilDeleted(left05);
showTable(await left05(), { title: "What is left of this lab" });

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it would have cost.** Here it costs nothing. This cell adds up what your work would have cost on AWS, and says what it doesn't count.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// Want to do the lab again? `npx labs reset 05` gives you a new notebook.
//
// > **On AWS**, check the Billing console the next day. **Here**, the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
// - The **partition key** determines the shard: its MD5 hash is a number, and each shard owns a range of these numbers.
// - A **hot key** fills its shard while others are idle. More shards help only if they divide that range.
// - A **split** closes a shard and opens two; a **merge** closes two adjacent shards and opens one. The stream keeps working, and no record is lost.
// - A split can't divide one key.
// - Records are in order within a shard. Across shards they are in order if you read **parents before children**.
// - PutRecords can succeed and still **reject some records**. A producer reads the response, and sends exactly these again.
//
// **Congratulations!** You have changed the shards of a stream while it was running, and solved an incident without losing a sale.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
// - Do it with one call, in a terminal: `aws kinesis update-shard-count --stream-name resharding-sales --target-shard-count 4 --scaling-type UNIFORM_SCALING`. Which shards are open then, and which are their parents?
// - Split somewhere else: right after `HOT_HASH`. What is the smallest shard that the arena could have to itself?
// - Make `mayBeRead` always return `true`, and run the reading cell again. In which order do the states of order 17 come now?
// - Read about *on-demand* capacity: AWS splits and merges by itself. ([AWS's page](https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html)) Does that help if a single key is hot?

// %% [markdown] id=glossary tags=summary
// ## Glossary
