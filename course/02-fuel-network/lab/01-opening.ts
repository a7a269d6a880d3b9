// Lab 02, from the project's seeds 000 and 001: seed-map.txt in the folder above says where each step of them went.
//
// The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; these lines
// are in no notebook.
//
// Tags say what a cell is for: opening, setup, why, do, look, check, stuck, on-aws, question, clean-up, summary; and what it needs:
// wait (on the cloud's clock), clock (moves it); `varies` marks a cell whose output is not the same in each run.
//
// The cells that deploy a function name the learner's script, "src/fuel/gas-station-app.ts". In the solution notebook that name is the
// one of the solution's script.

export { ACCOUNT, STUDENT, REGION, BUCKET, QUEUE_URL, FIREHOSE_ROLE_ARN, LAMBDA_ROLE, ATHENA, NETWORK };

// %% [markdown] id=welcome tags=opening
// # Lab 02: A fuel network
//
// A network of gas stations wants to know when its tanks run low, and to send a truck before they are empty. Until now, someone has queried a database by hand every morning. You'll build programs that do this automatically, every minute. Each station sends the levels of its tanks, and they're stored in a format that is fast to query. A query finds the stations that are low, and a queue passes their numbers to the trucks.
// **By the end**, you'll have this running:
//
// ```mermaid
// flowchart LR
//   accTitle: The pipeline of lab 02
//   accDescr: The function GasStationApp sends readings to SI-Firehose, which delivers them to an S3 bucket as Parquet, and what failed to the same bucket. FuelPlanningApp queries the bucket with Athena, and sends station numbers to Fuel_Planning_Queue. FuelTruckApp reads the queue and sends the trucks. The schedule fuel-planner invokes FuelPlanningApp each minute. Failed plans go to Fuel_Planning_Failures.
//   gas("GasStationApp<br>Lambda") -- readings --> fh["SI-Firehose<br>Firehose"] -- Parquet --> bucket[("S3 bucket<br>(given)")]
//   fh -. failed .-> bucket
//   bucket -- Athena query --> plan("FuelPlanningApp<br>Lambda") -- station numbers --> queue[["Fuel_Planning_Queue<br>(given)"]]
//   queue --> truck("FuelTruckApp<br>Lambda") --> road(["trucks"])
//   schedule("fuel-planner<br>schedule") -- each minute --> plan
//   plan -. failed .-> failures[["Fuel_Planning_Failures<br>(given)"]]
// ```
//
// | item | details |
// |---|---|
// | **Time** | about 5¼ hours, in two sittings: part 5 is a good place to start the second |
// | **Before you start** | lab 01, or the words *stream*, *Firehose* and *bucket*; a little SQL (`SELECT`, `WHERE`, `GROUP BY`) |
// | **Cost here** | nothing: the *lab cloud* on your computer takes the place of AWS |
// | **Cost on AWS** | a few cents, if you [clean up](#Clean-up) afterward: [the details](../../../docs/on-aws.md#what-the-labs-cost) |
// | **Set up for you** | the bucket `consumption-bucket-<ACCOUNT-ID>-918`; in the Glue catalog the database `conversion` with the table `conversion_table`; the queues `Fuel_Planning_Queue` and `Fuel_Planning_Failures`; a role each for Firehose, functions and schedules |
//
// **Contents**
//
// 1. [A Firehose that sorts and converts](#1.-A-Firehose-that-sorts-and-converts)
// 2. [GasStationApp: the stations send](#2.-GasStationApp:-the-stations-send)
// 3. [FuelPlanningApp: who is low?](#3.-FuelPlanningApp:-who-is-low?)
// 4. [FuelTruckApp: send the trucks](#4.-FuelTruckApp:-send-the-trucks)
// 5. [What goes wrong](#5.-What-goes-wrong)
// 6. [What a query costs](#6.-What-a-query-costs)
// 7. [Do it yourself: by the minute](#7.-Do-it-yourself:-by-the-minute)
// 8. [An incident: new stations are silent](#8.-An-incident:-new-stations-are-silent)
// 9. [Every minute, without you](#9.-Every-minute,-without-you)
// 10. [Quiz](#10.-Quiz)
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - You write code where it says `START CODE HERE`. Most places have a `None` for you to replace. A few have code with a mistake for you
//   to fix, and a few are empty: there, you write everything.
// - Three exercises are Lambda functions. They're files in [`src/fuel`](../../../src/fuel): open them in JupyterLab beside this notebook.
// - Save often, with Ctrl+S (Cmd+S on a Mac). Only **saved** work counts, in the notebook and in the files.
// {{with checks}}
// - After each exercise, a `check` cell tests your saved work. It runs your code in a fresh cloud, made just for the check. Then it compares
//   what your code creates there with what is in your own cloud, and lists each difference.
// {{end}}
// - Which AWS calls does a function of this course make? To see them, run `await showCalls(() => …)` in a new cell, with the call of the function in place of `…`.
// - Not sure how to continue? Below the exercise is a line that gives you hints, one at a time. Run it in a new cell (press **B** for one).
// {{with solutions}}
//   After the third hint, and after a check of what you have, it shows the solution. To get the whole solution notebook, run `npx labs solution 02` in a terminal.
// {{end}}
// - Firehose collects records for a minute before it delivers them. A cell that waits says what it's waiting for. In the lab cloud, you can
//   move the clock forward instead. You can't do that on AWS.

// %% id=setup tags=setup
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { FirehoseClient, PutRecordBatchCommand, PutRecordCommand, UpdateDestinationCommand } from "@aws-sdk/client-firehose";
import { GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { LambdaClient, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  accountId, advanceClock, check, comparePrediction, deleteKinesisFirehose, deleteS3Bucket, isFirehoseReady, listDeliveredObjects, predict,
  readObject, sh, showCost, showTable, waitUntil, waitUntilDeleted,
} from "../../../src/index";
import {
  connectNewStations, countMessages, deleteAlarm, deleteFuelNetwork, deleteFunction, deleteSchedule, deployFunction,
  describeFirehose, endSilence, findAlarmState, getCloudTime, invokeFunction, listFuelNetwork, queueUrl, readFailedRecords, runQuery,
  showBytesScanned, showFaultyStation, showFuelNetwork, showPartitionTree, showQuiz, showRetryDuration, showTankLevels,
  startSilence, stationReading, sumMetric, testFunction, tryCreateFirehose, uploadFuelHistory,
} from "../../../src/fuel-network";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and behaves like AWS. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`. Run `npx labs given 02` once: it creates in your account what is
// > already set up here. Then run `npm start`. You don't have to change the notebook.

// %% [markdown] id=student-name-do tags=do
// ### Your name
// In 1.5 and 5.1, everyone gets **their own numbers**: your name decides which. Write it in letters from `a` to `z`, digits and hyphens, such as `ada-lovelace`.
// If your instructor gave you an ID, write that instead. Don't change it later, or your numbers change, too.

// %% id=student-name exercise=02-fuel-network.student-name
// ### START CODE HERE ### (~ 1 line of code)
const STUDENT = "ada-lovelace"; // @REPLACE const STUDENT = None;
// ### END CODE HERE ###

// %% id=student-name-check tags=check
await check("02-fuel-network.student-name");

// %% [markdown] id=student-name-stuck tags=stuck
// {{solution 02-fuel-network.student-name}} Any name is right. The check reads it from your code, so write it as one text in quotes.

// %% [markdown] id=story tags=why
// ## The story
//
// Each station has five tanks. Now and then it sends a **reading**, one JSON object:
//
// ```json
// {
//   "station_id": "9",
//   "fuel_tank1_level": "512",
//   "fuel_tank2_level": "731",
//   "fuel_tank3_level": "188",
//   "fuel_tank4_level": "640",
//   "fuel_tank5_level": "305",
//   "event_timestamp": 1789042215
// }
// ```
// Look closely at two things. The levels are **strings**: `"188"`, not 188. And the time is a number: the seconds since the beginning of 1970.
// Both will matter. A tank below 200 is *low*, so station 9 needs a truck. (The file [`data/station_reading.json`](../../../data/station_reading.json)
// has this reading, and [its description](../../../data/README.md) explains each property.)
//
// ## What is given
// Some things are already set up for you:
//
// - A **bucket**: a container for files in **S3**, AWS's storage service. A file in it is called an **object**.
// - A **table** in the Glue catalog, which you'll look at in a moment.
// - Two **queues**, which you'll use in parts 4 and 9.
// - Three **roles**. A program on AWS has no permissions of its own. It gets a role, and the role says what it may do. The role for
//   Firehose allows it to write to this bucket.
//
// The next cell names them. Some have two names: AWS identifies each resource by an **ARN** (Amazon Resource Name), which is unique across all of AWS.

// %% id=names tags=setup
const ACCOUNT = await accountId();
const REGION = "us-east-1";

const BUCKET = `consumption-bucket-${ACCOUNT}-918`;
const QUEUE_URL = await queueUrl({ queueName: "Fuel_Planning_Queue" });
const FIREHOSE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-FuelNetwork-KinesisFirehoseRole`;
const LAMBDA_ROLE = "LabStack-FuelNetwork-LambdaRole";

// Where Athena, which comes later, looks for tables, and where it stores its results.
const ATHENA = { database: "conversion", outputLocation: `s3://${BUCKET}/athena-results/` };

const NETWORK = {
  firehoseName: "SI-Firehose",
  bucketName: BUCKET,
  queueName: "Fuel_Planning_Queue",
};

// %% [markdown] id=given-note tags=look
// This is the whole network, as AWS describes it now. The dashed parts are what you'll build.

// %% id=given tags=look
await showFuelNetwork(NETWORK);

// %% [markdown] id=table-note tags=look
// The **Glue Data Catalog** stores descriptions of data: which files belong to a table, and which columns they have. It holds no data itself.
// Firehose will use this description to write the files. **Amazon Athena**, which runs SQL queries on files in S3, will use it to read them.
//
// The next cell shows the description of our table. You can also see it in a console: **here** on the page [Glue](/lab-cloud/console/#/glue/conversion/conversion_table), **on AWS** under *AWS Glue → Data Catalog → Tables*. (A cell with `sh` runs a command, like a terminal. `--query` picks the parts of the answer to show.)

// %% id=table tags=look
const COLUMNS = "Table.StorageDescriptor.{columns: Columns[].join(' ', [Name, Type]), location: Location}";
await sh`aws glue get-table --database-name conversion --name conversion_table --query ${COLUMNS}`;
