// Lab 02. The closing: clean-up, summary, things to try.

import { deleteFuelNetwork, deleteFunction, listFuelNetwork } from "../../../src/fuel-network";
import { deleteKinesisFirehose, deleteS3Bucket, showCost, showTable, waitUntilDeleted } from "../../../src/index";
import { BUCKET, ATHENA } from "./01-opening";

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// Nothing here costs much, but a bucket that nobody cleans up grows. Delete what you no longer need: the functions with their logs, the Firehoses, the queue, the tables, the bucket with
// all that is in it. The cell deletes only when you set `CLEAN_UP` to `true`. What is deleted is gone; your marks do not depend on it.

// %% id=clean-up tags=clean-up,wait
const CLEAN_UP = false;

if (CLEAN_UP) {
  for (const functionName of ["GasStationApp", "FuelPlanningApp", "FuelTruckApp"]) {
    await deleteFunction({ functionName });
  }
  for (const firehoseName of ["SI-Firehose", "SI-Firehose-slip"]) {
    await deleteKinesisFirehose({ firehoseName });
  }
  await deleteFuelNetwork({ database: ATHENA.database, queueName: "Fuel_Planning_Queue" });
  await deleteS3Bucket({ bucketName: BUCKET });
} else {
  console.log("Nothing is deleted yet: set CLEAN_UP to true, and run this cell again.");
}

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for everything that this lab has made. After the clean-up the table is empty. If it is not, it names what is left, and
// the line that deletes it: copy that line into a new cell.

// %% id=clean-up-proof tags=clean-up,wait,varies
const left = async () => await listFuelNetwork({ bucketName: BUCKET, database: ATHENA.database });

if (CLEAN_UP) await waitUntilDeleted(left);
showTable(await left(), { title: "What is left of this lab" });

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it has cost.** Here it costs nothing. This cell adds up what your work in the lab cloud would have cost on AWS, and says what is not counted.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The two roles stay; they cost nothing. You want to do the lab again? `npx labs given 02` brings back what was given (and so does `npm start`). It takes a minute, since SQS wants one
// before a queue may have its old name again. `npx labs reset 02` gives you a new notebook and new files.
//
// > **On AWS**, look at the Billing console the next day, after each lab. **Here** the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - **Direct PUT**: programs send to a Firehose without a stream between. It sorts (**dynamic partitioning**, keys found by jq) and converts (**Parquet**, by a table of the Glue catalog).
// - Firehose **buffers**, by partition. What it has accepted is safe, but not yet there. Wait until it is there, not for some time.
// - What cannot be sorted or converted is under the **error prefix**. Look there.
// - **Lambda** runs a handler when it is invoked. Environment variables tell it where.
// - **Athena** asks files. Text is not a number; a partition and Parquet save money only if the table knows of them.
// - An **SQS** queue gives some of its messages at a time, and keeps what is not deleted. With long polling, you can believe it when it says that it is empty.
//
// **Congratulations!** A truck is on its way before the tank is empty.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
//
// - Invoke GasStationApp without a seed, several times, and FuelPlanningApp after it. A station that was low twice gets two trucks. Change the query so that only the newest reading of each station counts.
// {{with solutions}}
// - Deploy a function in Python: the same three are in `course/02-fuel-network/python`. `file: "course/02-fuel-network/python/fuel_truck_app.py"` is all that changes.
// {{end}}
// - Send something that is no JSON to `SI-Firehose` with `aws firehose put-record`, and find it under the error prefix. What happens to a reading whose `event_timestamp` is a string?
// - Compute `event_timestamp` in GasStationApp outside of the handler, beside `firehose`. Deploy, invoke twice, some seconds apart. Why are the times the same?
// - Look at the functions' logs: `aws logs tail /aws/lambda/FuelPlanningApp`.
// - Let the sixth key be `fuel_tank1_level`. How many partitions are active? What is under the error prefix when there are more than 500?

// %% [markdown] id=glossary tags=summary
// ## Glossary
