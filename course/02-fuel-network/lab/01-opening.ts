// Lab 02, from the project's seeds 000 and 001: seed-map.ts in the folder above says where each step of them went.
//
// The parts in this folder, in the order of their names, are the one source of this lab's notebooks: `npm run notebooks` makes learner's
// and solution of them. Before its first cell a part imports what it uses of earlier ones, and exports what later ones use; what stands
// there is in no notebook.
//
// Tags say what a cell is for: opening, setup, why, do, look, check, stuck, on-aws, question, clean-up, summary; and what it needs:
// wait (on the cloud's clock), clock (moves it); `varies` marks a cell whose output is not the same in each run.
//
// The cells that deploy a function name the learner's script, "src/fuel/gas-station-app.ts". In the solution notebook that name is the
// one of the solution's script.

export { REGION, BUCKET, QUEUE_URL, FIREHOSE_ROLE_ARN, LAMBDA_ROLE, ATHENA, NETWORK };

// %% [markdown] id=welcome tags=opening
// # Lab 02: A fuel network
//
// A network of gas stations wants to know when its tanks run low, and to send a truck before they are empty. Until now, someone has queried a database by hand every morning. You will build programs that do this automatically, every minute. Each station sends the levels of its tanks. The levels are stored in a format that is fast to query. A query finds the stations that are low. A queue passes their numbers to the trucks.
//
// **At the end** this will exist, and run:
//
// ```mermaid
// flowchart LR
//   gas("GasStationApp<br>Lambda") -- readings --> fh["SI-Firehose<br>Firehose"] -- Parquet --> bucket[("S3 bucket<br>(given)")]
//   fh -. failed .-> bucket
//   bucket -- Athena query --> plan("FuelPlanningApp<br>Lambda") -- station numbers --> queue[["Fuel_Planning_Queue<br>(given)"]]
//   queue --> truck("FuelTruckApp<br>Lambda") --> road(["trucks"])
// ```
//
// | | |
// |---|---|
// | **Time** | about 2 hours |
// | **Cost here** | nothing: the *lab cloud* on your computer stands in for AWS |
// | **Cost on AWS** | a few cents, if you clean up afterwards. Firehose bills a GB that it takes in, converts and sorts, each record as at least 5 KB, and the time that jq works: 0.029, 0.018 and 0.02 USD a GB, 0.07 USD an hour. Athena bills 5 USD a TB that it reads, at least 10 MB a query: 30 queries are 0.0014 USD (a TB is 2^40 bytes to AWS, a GB 2^30). Lambda, SQS and S3 stay below a cent. Nothing here costs money while it waits, except what is stored in S3 (0.023 USD a GB and month). Prices are for us-east-1 and may be out of date: check AWS's price list before you rely on them. |
// | **Was set up for you** | the bucket `consumption-bucket-<ACCOUNT-ID>-918`; in the Glue catalog the database `conversion` with the table `conversion_table`; the queue `Fuel_Planning_Queue`; a role for Firehose and one for the functions |
//
// **Contents**
//
// 1. [A Firehose that sorts and converts](#1.-A-Firehose-that-sorts-and-converts)
// 2. [GasStationApp: the stations send](#2.-GasStationApp:-the-stations-send)
// 3. [FuelPlanningApp: who is low?](#3.-FuelPlanningApp:-who-is-low?)
// 4. [FuelTruckApp: send the trucks](#4.-FuelTruckApp:-send-the-trucks)
// 5. [What goes wrong](#5.-What-goes-wrong)
// 6. [What a question costs](#6.-What-a-question-costs)
// 7. [Do it yourself: by the minute](#7.-Do-it-yourself:-by-the-minute)
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try), [glossary](#Glossary)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - Where it says `START CODE HERE`, you write. Often `None` stands where your code belongs; sometimes there is code that does not work
//   well, and you repair it.
// - Three exercises are Lambda functions. They are files in [`src/fuel`](../../../src/fuel), which you open in JupyterLab beside this notebook.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts, in the notebook and in the files.
// {{with checks}}
// - After each exercise, a cell with `check` looks at your saved work. It runs your code in a cloud of its own, made for the check. Then it compares
//   what your code makes there with what is in your own cloud, and names each difference.
// {{end}}
// - You do not know how to go on? Below each exercise there is a hint. Click it to open it.
// {{with solutions}}
//   The solution is below the hint. The whole solution comes with `npx labs solution 02`, in a terminal.
// {{end}}
// - Firehose collects records for a minute before it delivers them. A cell that waits says for what. In the lab cloud you can let the clock
//   jump instead; AWS cannot do that.

// %% id=setup tags=setup
import { FirehoseClient, PutRecordCommand, UpdateDestinationCommand } from "@aws-sdk/client-firehose";
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  accountId, advanceClock, check, deleteKinesisFirehose, deleteS3Bucket, isFirehoseReady,
  listDeliveredObjects, readObject, sh, showCost, showTable, waitUntil, waitUntilDeleted,
} from "../../../src/index";
import {
  countMessages, deleteFuelNetwork, deleteFunction, deployFunction, describeFirehose,
  invokeFunction, listFuelNetwork, queueUrl, readFailedRecords, runQuery, showBytesScanned,
  showFuelNetwork, showPartitionTree, showTankLevels, stationReading, testFunction,
  tryCreateFirehose, uploadFuelHistory,
} from "../../../src/fuel-network";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and answers as AWS does. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`, run `npx labs given 02` once, which sets up in your account what is
// > given here, then `npm start`. The same notebook works there without a change.

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
//
// Look closely at two things. The levels are **text**: `"188"`, not 188. And the time is a number, the seconds since the beginning of 1970. Both
// will matter. A tank below 200 is *low*: station 9 needs a truck. (The file [`data/station_reading.json`](../../../data/station_reading.json)
// holds this reading, and [its description](../../../data/README.md) says what each member is.)
//
// ## What is given
//
// Others have set up some things for you:
//
// - a **bucket**. It is a store for files in **S3**, AWS's storage. A file in it is called an **object**;
// - a **table** in the Glue catalog, which you will look at in a moment;
// - a **queue**, which you will use in part 4;
// - two **roles**. A program on AWS has no permissions of its own. It is given a role, and the role says what it may do: the one for
//   Firehose allows it to write to this bucket.
//
// The next cell gives names to them. Some have two: AWS knows everything by an **ARN**, a name that no other thing in the whole of AWS has.

// %% id=names tags=setup
const ACCOUNT = await accountId();
const REGION = "us-east-1";

const BUCKET = `consumption-bucket-${ACCOUNT}-918`;
const QUEUE_URL = await queueUrl({ queueName: "Fuel_Planning_Queue" });
const FIREHOSE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/LabStack-FuelNetwork-KinesisFirehoseRole`;
const LAMBDA_ROLE = "LabStack-FuelNetwork-LambdaRole";

// Where Athena, which comes later, looks for tables, and where it keeps its answers.
const ATHENA = { database: "conversion", outputLocation: `s3://${BUCKET}/athena-results/` };

const NETWORK = {
  firehoseName: "SI-Firehose",
  bucketName: BUCKET,
  queueName: "Fuel_Planning_Queue",
};

// %% [markdown] id=given-note tags=look
// And this is the whole network, as AWS describes it now. What you will build is drawn with dashed lines.

// %% id=given tags=look
await showFuelNetwork(NETWORK);

// %% [markdown] id=table-note tags=look
// The **Glue Data Catalog** keeps descriptions of data: which files belong to a table, and which columns they have. It holds no data itself.
// Firehose will write by this description. **Amazon Athena**, which answers questions in SQL about files in S3, will read by it. Here is the
// table's; in a console, you find it **here** on the page [Glue](/lab-cloud/console/#/glue/conversion/conversion_table), **on AWS** under *AWS Glue → Data Catalog → Tables*. (A cell with `sh` runs a command, as a terminal would. `--query` picks what is shown of the answer.)

// %% id=table tags=look
const COLUMNS = "Table.StorageDescriptor.{columns: Columns[].join(' ', [Name, Type]), location: Location}";
await sh`aws glue get-table --database-name conversion --name conversion_table --query ${COLUMNS}`;
