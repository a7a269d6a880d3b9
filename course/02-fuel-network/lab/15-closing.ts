// Lab 02. The closing: clean-up, summary, things to try.

import { deleteAlarm, deleteFuelNetwork, deleteFunction, deleteSchedule, endSilence, listFuelNetwork } from "../../../src/fuel-network";
import { check, deleteKinesisFirehose, deleteS3Bucket, showCost, showTable, waitUntilDeleted } from "../../../src/index";
import { BUCKET, ATHENA } from "./01-opening";

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook and the three files first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
// Nothing here costs much, but a bucket that no one cleans up keeps growing. The schedule even adds to it every minute. Delete what you no longer need: the schedule and its alarm, the functions with their logs, the Firehoses, the queues, the tables, and the bucket with
// everything in it. The cell deletes only if you set `CLEAN_UP` to `true`. You can't undo it, but your marks don't depend on it.

// %% id=clean-up tags=clean-up,wait
const CLEAN_UP = false;

if (CLEAN_UP) {
  await deleteSchedule({ scheduleName: "fuel-planner" });
  await deleteAlarm({ alarmName: "fuel-planner-fails" });
  await endSilence();
  for (const functionName of ["GasStationApp", "FuelPlanningApp", "FuelTruckApp"]) {
    await deleteFunction({ functionName });
  }
  for (const firehoseName of ["SI-Firehose", "SI-Firehose-slip"]) {
    await deleteKinesisFirehose({ firehoseName });
  }
  await deleteFuelNetwork({ database: ATHENA.database, queueNames: ["Fuel_Planning_Queue", "Fuel_Planning_Failures"] });
  await deleteS3Bucket({ bucketName: BUCKET });
} else {
    console.log("Nothing is deleted yet: set CLEAN_UP to true, and run this cell again.");
}

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for everything that this lab has created. After the clean-up, the table is empty. If it isn't, it lists what is left, with
// the line that deletes it. Copy that line into a new cell.

// %% id=clean-up-proof tags=clean-up,wait,varies
const left = async () => await listFuelNetwork({ bucketName: BUCKET, database: ATHENA.database });

if (CLEAN_UP) await waitUntilDeleted(left);
showTable(await left(), { title: "What is left of this lab" });

// %% [markdown] id=clean-up-cost-note tags=clean-up
// **What it has cost.** Here, nothing. This cell adds up what your work in the lab cloud would have cost on AWS, and says what isn't counted.

// %% id=clean-up-cost tags=clean-up,varies
await showCost();

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The three roles stay: they cost nothing. To do the lab again, run `npx labs given 02` (or `npm start`), which sets everything up for you again. It takes a minute, because SQS waits that long
// before a queue can have its old name again. `npx labs reset 02` gives you a new notebook and new files.
//
// > **On AWS**, look at the Billing console the day after each lab. **Here**, the page [Cost](/lab-cloud/console/#/cost) shows the same sum by the hour, with all prices and their sources.

// %% [markdown] id=summary tags=summary
// ## Summary
// - **Direct PUT**: programs send to a Firehose without a stream in between. It sorts (**dynamic partitioning**, with keys that jq finds) and converts (to **Parquet**, with the columns of a Glue table).
// - Firehose **buffers** each partition. A record that it has accepted is safe, but not in the bucket yet. Wait until it is there, not for a fixed time.
// - Records that can't be sorted or converted go to the **error prefix**. Look there.
// - One cause seldom explains all failures. Repair what is certain, send it **once**, and hand the rest to a person.
// - **Lambda** runs a handler when it's invoked. Environment variables tell it which resources to use.
// - **Athena** queries files. A string isn't a number. Partitions and Parquet save money only if the table knows about them.
// - A **schedule** invokes a function on time. It calls asynchronously, so its dead-letter queue doesn't get what fails in the code: a **destination** of the function does. An **alarm** tells you.
// - A role's **trust policy** says who may use it. A program that isn't invoked doesn't fail, so watch for silence, too.
// - An **SQS** queue returns some of its messages at a time, and keeps every message that isn't deleted. With long polling, you can trust an empty response.
//
// **Congratulations!** A truck is on its way before the tank is empty, to the new stations, too.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
// - Invoke GasStationApp several times without a seed, then FuelPlanningApp. A station that was low twice gets two trucks. Change the query so that only the newest reading of each station counts.
// {{with solutions}}
// - Deploy a function in Python: the same three are in `course/02-fuel-network/python`. Only the file changes: `file: "course/02-fuel-network/python/fuel_truck_app.py"`.
// {{end}}
// - Send a reading whose `event_timestamp` is in milliseconds to `SI-Firehose`. Nothing refuses it. In which folder is it?
// - In GasStationApp, compute `event_timestamp` outside the handler, next to `firehose`. Deploy, and invoke it twice, a few seconds apart. Why are the times the same?
// - Look at the functions' logs: `aws logs tail /aws/lambda/FuelPlanningApp`.
// - Use `fuel_tank1_level` as the sixth key. How many partitions are active? What is under the error prefix when there are more than 500?

// %% [markdown] id=glossary tags=summary
// ## Glossary
