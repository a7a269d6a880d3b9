// Lab 02, the one source of its notebooks: learner's and solution are made from it by `npm run notebooks`.
// From the project's seeds 000 and 001. seed-map.ts beside this file says where each step of them went.
//
// Tags say what a cell is for: opening, setup, why, do, look, check, stuck, on-aws, question, clean-up, summary; and what it needs:
// wait (on the cloud's clock), clock (moves it); `varies` marks a cell whose output is not the same in each run.
//
// The cells that deploy a function name the learner's script, "src/fuel/gas-station-app.ts". In the solution notebook that name is the
// one of the solution's script.


// %% [markdown] id=welcome tags=opening
// # Lab 02: A fuel network
//
// A network of gas stations wants to know when its tanks run low, and to send a truck before they are empty. Until now somebody asks a
// database each morning, by hand. You build what does it by itself, minute by minute: each station sends the levels of its tanks as a
// stream, the stream is stored in a form that can be searched fast, a query finds the stations that are low, and a queue hands them to
// the trucks.
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
// | **Cost on AWS** | a few cents, if you clean up afterwards. Firehose bills a GB that it takes in, converts and sorts, each record as at least 5 KB, and the time that jq works: 0.029, 0.018 and 0.02 USD a GB, 0.07 USD an hour. Athena bills 5 USD a TB that it reads, at least 10 MB a query: 30 queries are 0.0015 USD. Lambda, SQS and S3 stay below a cent. Nothing here costs while it waits, but for what lies in S3 (0.023 USD a GB and month). What is billed stands in AWS's price lists for us-east-1. Of the amounts, the 0.029 USD are from a public report of May 2026; the others are not verified. Look them up before you rely on them. |
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
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**.
// - Where it says `START CODE HERE`, you write. Often `None` stands where your code belongs; sometimes there is code that does not work
//   well, and you repair it.
// - Three exercises are Lambda functions. They are files in [`src/fuel`](../../src/fuel), which you open in JupyterLab beside this notebook.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts, in the notebook and in the files.
// {{with solutions}}
// - After each exercise, a cell with `check` has your saved work looked at.
// {{end}}
// - Stuck? Below each exercise a hint is folded.
// {{with solutions}}
//   The solution is folded below it. The whole solution comes with `npx labs solution 02`, in a terminal.
// {{end}}
// - Firehose collects records for a minute before it delivers them. A cell that waits says for what. In the lab cloud you can let the clock
//   jump instead; AWS cannot do that.

// %% id=setup tags=setup
import { FirehoseClient, PutRecordCommand, UpdateDestinationCommand } from "@aws-sdk/client-firehose";
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import {
  accountId, advanceClock, check, deleteKinesisFirehose, deleteS3Bucket, isFirehoseReady,
  listDeliveredObjects, readObject, sh, showTable, waitUntil,
} from "../../src/index";
import {
  countMessages, deleteFuelNetwork, deleteFunction, deployFunction, describeFirehose,
  invokeFunction, listFuelNetwork, queueUrl, readFailedRecords, runQuery, showBytesScanned,
  showFuelNetwork, showPartitionTree, showTankLevels, stationReading, testFunction,
  tryCreateFirehose, uploadFuelHistory,
} from "../../src/fuel-network";

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
// will matter. A tank below 200 is *low*: station 9 needs a truck. (The file [`data/station_reading.json`](../../data/station_reading.json)
// holds this reading, and [its description](../../data/README.md) says what each member is.)
//
// ## What is given
//
// Others have set up some things for you:
//
// - a **bucket**. It is a store for files in **S3**, AWS's storage. A file in it is called an **object**;
// - a **table** in the Glue catalog, which you will look at in a moment;
// - a **queue**, which waits for part 4;
// - two **roles**. A program of AWS may do nothing by itself. It takes on a role, and the role says what it may do: the one for Firehose
//   permits it to write to this bucket.
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
// And this is the whole network, drawn from what is in your account now. What is dashed is what you will build.

// %% id=given tags=look
await showFuelNetwork(NETWORK);

// %% [markdown] id=table-note tags=look
// The **Glue Data Catalog** keeps descriptions of data: which files belong to a table, and which columns they have. It holds no data itself.
// Firehose will write by this description. **Amazon Athena**, which answers questions in SQL about files in S3, will read by it. Here is the
// table's. (A cell with `sh` runs a command, as a terminal would. `--query` picks what is shown of the answer.)

// %% id=table tags=look
const COLUMNS = "Table.StorageDescriptor.{columns: Columns[].join(' ', [Name, Type]), location: Location}";
await sh`aws glue get-table --database-name conversion --name conversion_table --query ${COLUMNS}`;

// %% [markdown] id=part-1 tags=why
// ## 1. A Firehose that sorts and converts
//
// **Amazon Data Firehose** (once called Kinesis Firehose) takes in records and writes them to a bucket. In lab 01 it read a data stream. This one
// has no stream before it: programs send their records straight to it, which is called **Direct PUT**.
//
// It will do two things on the way.
//
// - **Sort.** If all readings lay in one heap, each question would have to go through all of them. So Firehose puts each record into a
//   folder by its station, and below that by year, month, day and hour. Who asks about one station, or one hour, reads one folder. This is
//   called **dynamic partitioning**. A **partition** is such a folder, and a **partition key** is what it is sorted by.
// - **Convert.** The records come as JSON, which is easy to write and slow to search. Firehose makes **Apache Parquet** files of them. Parquet keeps
//   each column by itself and compressed, so a query reads only the columns it asks for.
//
// You will see at the end of the lab how much both save.

// %% [markdown] id=partition-keys-do tags=do
// ### 1.1 The partition keys
//
// Firehose finds the keys in each record with **jq**, a small language for JSON. `.station_id` is the member `station_id`. With `|` a value is
// handed on: `.event_timestamp| strftime("%Y")` takes the member `event_timestamp`, seconds since 1970, and writes the year of that time.
// The other parts of a time are `%m` (month), `%d` (day), `%H` (hour), `%M` (minute), `%S` (second). The case matters. All times are UTC.
//
// Write the jq expressions of the five keys `station_id`, `year`, `month`, `day` and `hour`, each as text. They contain double quotes, so put
// single quotes around them.

// %% id=partition-keys exercise=02-fuel-network.partition-keys
// ### START CODE HERE ### (~ 5 lines of code)
// The name of each key, and the jq expression that finds it in a record. // @KEEP
const PARTITION_KEYS = { // @KEEP
  station_id: ".station_id", // @REPLACE station_id: None,
  year: '.event_timestamp| strftime("%Y")', // @REPLACE year: None,
  month: '.event_timestamp| strftime("%m")', // @REPLACE month: None,
  day: '.event_timestamp| strftime("%d")', // @REPLACE day: None,
  hour: '.event_timestamp| strftime("%H")', // @REPLACE hour: None,
}; // @KEEP
// ### END CODE HERE ###

// %% [markdown] id=jq-query-note tags=look
// Firehose wants all of them as one jq program, which makes an object of the keys. This function writes it:

// %% id=jq-query tags=look
const jqQuery = (keys: Record<string, string>) =>
  `{${Object.entries(keys).map(([key, expression]) => `${key}:${expression}`).join(",")}}`;

console.log(jqQuery(PARTITION_KEYS));

// %% id=partition-keys-check tags=check
await check("02-fuel-network.partition-keys");

// %% [markdown] id=partition-keys-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The year is there in the text above, ready to be copied. Month, day and hour differ from it in one letter each: `%m`, `%d`, `%H`.
//
// </details>
//
// {{solution 02-fuel-network.partition-keys}}
//
// > **On AWS** the console has two fields for each key, *Key name* and *JQ expression*, under *Inline parsing for JSON*. Firehose runs jq 1.6.

// %% [markdown] id=folder-do tags=do
// ### 1.2 The folders
//
// S3 has no folders. Each object has a key, such as `station-data/station_id=9/year=2026/x.parquet`, and programs that show a bucket draw a folder
// for each part between slashes. So Firehose is told what its keys begin with, the **prefix**, and where in it each partition key stands:
//
//     !{partitionKeyFromQuery:year}
//
// is replaced, for each record, by what jq found for `year`.
//
// Write the function that gives the folder of one partition key: its name, `=`, the placeholder, and a slash. For `year` that is
// `year=!{partitionKeyFromQuery:year}/`. Folders named `key=value` are a custom from the database Hive; many programs know what they mean.

// %% id=folder exercise=02-fuel-network.folder
// ### START CODE HERE ### (~ 1 line of code)
// "year" → "year=!{partitionKeyFromQuery:year}/" // @KEEP
const folder = (key: string) => `${key}=!{partitionKeyFromQuery:${key}}/`; // @REPLACE const folder = (key: string) => None;
// ### END CODE HERE ###

// The folders of all keys, one in the other, below station-data/.
const prefixOf = (keys: object) => `station-data/${Object.keys(keys).map(folder).join("")}`;
console.log(prefixOf(PARTITION_KEYS));

// %% id=folder-check tags=check
await check("02-fuel-network.folder");

// %% [markdown] id=folder-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Text between backticks may contain values: `${key}` is the value of `key`. Firehose's placeholder begins with `!{`, yours with `${`. One stands
// in the other: `!{partitionKeyFromQuery:${key}}`.
//
// </details>
//
// {{solution 02-fuel-network.folder}}

// %% [markdown] id=drafts-do tags=why
// ### 1.3 What AWS refuses
//
// The rest is settings. Two of them go wrong so often that you will try them first, on three drafts. Each draft is a whole Firehose with one mistake.
// AWS refuses it and says why. Read the message, then repair the setting.
//
// - The **error prefix**. Some records cannot be delivered, since a key is missing or they are no JSON at all. Firehose does not throw them away: it writes
//   them under a prefix of their own.
// - The **buffer**. Firehose collects records, for each partition by itself, until they are so many megabytes or the first of them is so many
//   seconds old.
//
// This cell makes the draft: all that a Firehose with partitions needs, and what you change. Two **processors** work on each record. The first finds its
// keys. The second puts a new line after it, so that JSON records in one file can be told apart; Parquet would not need it, but not every Firehose converts.

// %% id=drafts tags=setup
/** What works on each record: finds its partition keys, and puts a new line after it. */
const processors = (keys: Record<string, string>) => [
  {
    Type: "MetadataExtraction" as const,
    Parameters: [
      { ParameterName: "MetadataExtractionQuery" as const, ParameterValue: jqQuery(keys) },
      { ParameterName: "JsonParsingEngine" as const, ParameterValue: "JQ-1.6" },
    ],
  },
  { Type: "AppendDelimiterToRecord" as const,
    Parameters: [{ ParameterName: "Delimiter" as const, ParameterValue: "\\n" }] },
];

const draft = (name: string, changes: object) => ({
  DeliveryStreamName: name,
  DeliveryStreamType: "DirectPut" as const,
  ExtendedS3DestinationConfiguration: {
    BucketARN: `arn:aws:s3:::${BUCKET}`,
    RoleARN: FIREHOSE_ROLE_ARN,
    Prefix: prefixOf(PARTITION_KEYS),
    ErrorOutputPrefix: "error",
    BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
    DynamicPartitioningConfiguration: { Enabled: true },
    ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) },
    ...changes,
  },
});

// %% [markdown] id=error-prefix-do tags=do
// **Draft 1: no error prefix.** Run the cell, and read what AWS says. Then give `ERROR_PREFIX` the value `"error"`, and run it again.

// %% id=error-prefix exercise=02-fuel-network.error-prefix
// ### START CODE HERE ### (~ 1 line of code)
const ERROR_PREFIX = "error"; // @REPLACE const ERROR_PREFIX = undefined;
// ### END CODE HERE ###

// It sends the draft to AWS, and shows what AWS says of it.
await tryCreateFirehose(draft("SI-Firehose-draft-1", { ErrorOutputPrefix: ERROR_PREFIX }));

// %% id=error-prefix-check tags=check
await check("02-fuel-network.error-prefix");

// %% [markdown] id=error-prefix-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// As soon as the prefix contains an expression `!{…}`, AWS wants to know where failed records go. Plain text in quotes will do.
//
// </details>
//
// {{solution 02-fuel-network.error-prefix}}

// %% [markdown] id=error-type-do tags=do
// **Draft 2: an error prefix with a date.** You would like to have failed records by day, and write an expression into the error prefix.
// `!{timestamp:yyyy/MM/dd}` is the time at which the record arrived. Run the cell: what is missing? Repair it.

// %% id=error-type exercise=02-fuel-network.error-type
// ### START CODE HERE ### (~ 1 line of code)
const DATED_ERROR_PREFIX = "failed/!{timestamp:yyyy/MM/dd}/!{firehose:error-output-type}/"; // @REPLACE const DATED_ERROR_PREFIX = "failed/!{timestamp:yyyy/MM/dd}/";
// ### END CODE HERE ###

await tryCreateFirehose(draft("SI-Firehose-draft-2", { ErrorOutputPrefix: DATED_ERROR_PREFIX }));

// %% id=error-type-check tags=check
await check("02-fuel-network.error-type");

// %% [markdown] id=error-type-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// AWS names the expression that must stand in an error prefix with expressions: it is replaced by the kind of failure. Put it behind the date,
// with a slash after it.
//
// </details>
//
// {{solution 02-fuel-network.error-type}}
//
// A plain error prefix without any expression needs nothing: Firehose appends kind and time by itself.

// %% [markdown] id=buffering-do tags=do
// **Draft 3: a small buffer.** For an object after every 5 MB, somebody has set the buffer to 5. Run the cell, then choose the smallest size that
// AWS takes, and leave the interval at 60 seconds.

// %% id=buffering exercise=02-fuel-network.buffering
// ### START CODE HERE ### (~ 1 line of code)
const BUFFERING = { SizeInMBs: 64, IntervalInSeconds: 60 }; // @REPLACE const BUFFERING = { SizeInMBs: 5, IntervalInSeconds: 60 };
// ### END CODE HERE ###

await tryCreateFirehose(draft("SI-Firehose-draft-3", { BufferingHints: BUFFERING }));

// %% id=buffering-check tags=check
await check("02-fuel-network.buffering");

// %% [markdown] id=buffering-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The number stands in AWS's message. With partitions (and also with conversion), many small buffers would make many small files, which are slow to
// search: so AWS sets a lower limit.
//
// </details>
//
// {{solution 02-fuel-network.buffering}}

// %% [markdown] id=conversion-do tags=do
// ### 1.4 JSON to Parquet
//
// To convert, Firehose needs three things: how to read a record (a **deserializer**: here `OpenXJsonSerDe`, for JSON), how to write it (a
// **serializer**: `ParquetSerDe`), and which columns there are. The columns come from the Glue table: Firehose looks it up itself.
//
// Fill in the serializer, the database and the table. `{}` stands for *with its usual settings*.

// %% id=conversion exercise=02-fuel-network.conversion
// ### START CODE HERE ### (~ 10 lines of code)
const CONVERSION = { // @KEEP
  Enabled: true, // @KEEP
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } }, // @KEEP
  OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } }, // @REPLACE OutputFormatConfiguration: { Serializer: None },
  SchemaConfiguration: { // @KEEP
    DatabaseName: "conversion", // @REPLACE DatabaseName: None,
    TableName: "conversion_table", // @REPLACE TableName: None,
    Region: REGION, // @KEEP
    RoleARN: FIREHOSE_ROLE_ARN, // @KEEP
  }, // @KEEP
}; // @KEEP
// ### END CODE HERE ###

// %% [markdown] id=conversion-note tags=on-aws
// > **On AWS** this is *Transform and convert records → Enable record format conversion*: output format *Apache Parquet*, the Glue region *US East (N.
// > Virginia)*, the database and the table, which you choose with *Browse*. Since the conversion compresses by itself, the object must not be compressed
// > a second time.

// %% [markdown] id=create-firehose-do tags=do
// ### 1.5 Create it
//
// Now all of it together. Fill in:
//
// - the **type**: records come by Direct PUT, as in the drafts;
// - the **bucket**, by its ARN, and the **prefix** that `prefixOf` makes of your keys;
// - the **retry duration**: if a record's partition cannot be written, Firehose tries again for 60 seconds before it counts as failed;
// - the **processors** for your keys, and the **conversion**.
//
// What you decided above is in `ERROR_PREFIX`, `BUFFERING` and `CONVERSION`.

// %% id=create-firehose exercise=02-fuel-network.create-firehose
// ### START CODE HERE ### (~ 14 lines of code)
const CONFIGURATION = { // @KEEP
  DeliveryStreamName: "SI-Firehose", // @KEEP
  DeliveryStreamType: "DirectPut" as const, // @REPLACE DeliveryStreamType: None,
  ExtendedS3DestinationConfiguration: { // @KEEP
    BucketARN: `arn:aws:s3:::${BUCKET}`, // @REPLACE BucketARN: None,
    RoleARN: FIREHOSE_ROLE_ARN, // @KEEP
    Prefix: prefixOf(PARTITION_KEYS), // @REPLACE Prefix: None,
    ErrorOutputPrefix: ERROR_PREFIX, // @KEEP
    BufferingHints: BUFFERING, // @KEEP
    DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 60 } }, // @REPLACE DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: None } },
    ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) }, // @REPLACE ProcessingConfiguration: { Enabled: true, Processors: None },
    DataFormatConversionConfiguration: CONVERSION, // @REPLACE DataFormatConversionConfiguration: None,
  }, // @KEEP
}; // @KEEP
// ### END CODE HERE ###

await tryCreateFirehose(CONFIGURATION);

// %% id=firehose-ready tags=look,wait
await waitUntil({
  what: "SI-Firehose to be ACTIVE",
  check: () => isFirehoseReady({ firehoseName: "SI-Firehose" }),
});
await showFuelNetwork(NETWORK);

// %% [markdown] id=delete-drafts-note tags=do
// The drafts have done their duty. (A Firehose that is still being created cannot be deleted; by now they are ready.)

// %% id=delete-drafts tags=do
for (const n of [1, 2, 3]) await deleteKinesisFirehose({ firehoseName: `SI-Firehose-draft-${n}` });

// %% id=conversion-check tags=check
await check("02-fuel-network.conversion");

// %% id=create-firehose-check tags=check
await check("02-fuel-network.create-firehose");

// %% [markdown] id=create-firehose-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// For the conversion: `{ ParquetSerDe: {} }`, and the names from the table at the beginning. For the Firehose: the type and the ARN stand in the draft of
// 1.3. Did you create it with a wrong setting? A Firehose that exists is left as it is. Delete it in a new cell, wait some
// seconds, and run the cell again: `await deleteKinesisFirehose({ firehoseName: "SI-Firehose" });`
//
// </details>
//
// {{solution 02-fuel-network.conversion}}
//
// {{solution 02-fuel-network.create-firehose}}
//
// > **On AWS** dynamic partitioning can only be switched on when a Firehose is created. Its keys may change later, as you will see in part 7. The
// > console asks for the role under *Advanced settings → Service access → Choose existing IAM role*.

// %% [markdown] id=part-2 tags=why
// ## 2. GasStationApp: the stations send
//
// The stations are played by a program, and the program is a **Lambda function**: code that you hand to AWS, and that AWS runs whenever somebody *invokes*
// it, with an **event** that it is given. You have no computer of your own for it, and pay only while it runs. The code in it is called the
// **handler**: a function that takes the event, and whose result is the response.
//
// How does the code know which Firehose to send to? Not by a name in the code: then you could not use it twice. A function has **environment
// variables**, and you set them when you deploy it.

// %% [markdown] id=reading-do tags=do
// ### 2.1 Make a reading
//
// Open [`src/fuel/gas-station-app.ts`](../../src/fuel/gas-station-app.ts). Its handler goes through ten stations. In the first marked place, it
// makes a reading of one station.
//
// - Each level is a whole number from 100 to 999, drawn by lot: `between(random, 100, 999)`. And it is **text**: `String(…)` makes text of a number.
// - Tank 5 is drawn from 100 to `highestOfTank5`. For the first station that is 199, so there is always one station that is low.
// - `event_timestamp` is now, in whole seconds since 1970. `Date.now()` gives milliseconds; `Math.floor(…)` cuts off what is behind the point.
//
// **Save** the file.

// %% id=reading-check tags=check
await check("02-fuel-network.reading");

// %% [markdown] id=reading-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Four of the levels are the same expression: make text of a number that is drawn by lot. For the time, divide by 1000, then cut off.
//
// </details>
//
// {{solution 02-fuel-network.reading}}

// %% [markdown] id=put-record-do tags=do
// ### 2.2 Send it
//
// In the second place, the reading is sent. `PutRecordCommand` wants the Firehose's name and the record's bytes. `deliveryStream` holds the name, from the
// environment variable `delivery_stream`. `JSON.stringify(…)` makes JSON text of an object, and `Buffer.from(…)` makes bytes of text. **Save** again.

// %% id=put-record-check tags=check
await check("02-fuel-network.put-record");

// %% [markdown] id=put-record-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// No name in quotes: the variable `deliveryStream` goes in the place of the first `None`. Of what do you want the JSON text? Of the reading that you have just made.
//
// </details>
//
// {{solution 02-fuel-network.put-record}}

// %% [markdown] id=deploy-gas-station-do tags=do
// ### 2.3 Bring it to Lambda
//
// [`deployFunction`](../../src/functions/deploy-function.ts) packs your file with all that it imports into a zip, and hands it to Lambda. Give the
// function its environment variable `delivery_stream`, with the name of your Firehose. (`timeoutSeconds` is a limit: Lambda ends an invocation that takes longer.)
//
// Whenever you change the file later, run this cell again: Lambda runs the copy that it was given.

// %% id=deploy-gas-station exercise=02-fuel-network.deploy-gas-station
// ### START CODE HERE ### (~ 1 line of code)
const GAS_STATION_ENVIRONMENT = { delivery_stream: "SI-Firehose" }; // @REPLACE const GAS_STATION_ENVIRONMENT = { delivery_stream: None };
// ### END CODE HERE ###

await deployFunction({
  functionName: "GasStationApp",
  file: "src/fuel/gas-station-app.ts",
  roleName: LAMBDA_ROLE,
  environment: GAS_STATION_ENVIRONMENT,
  timeoutSeconds: 30,
});

// %% id=deploy-gas-station-check tags=check
await check("02-fuel-network.deploy-gas-station");

// %% [markdown] id=deploy-gas-station-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The name of the Firehose stands in 1.5. It is text, so it wants quotes.
//
// </details>
//
// {{solution 02-fuel-network.deploy-gas-station}}
//
// > **On AWS** you would open the function in the console: *Configuration → Environment variables → Edit*. The role says what the function
// > may do: send to Firehoses whose names begin with `SI-Firehose`, ask Athena, use the queue.

// %% [markdown] id=invoke-gas-station-note tags=look
// ### 2.4 Test it
//
// Lambda's console has a button *Test*. It invokes the function with a test event, and shows the response and the end of the log.
// `testFunction` does the same. The `seed` in the event makes the levels the same each time, so that what you see here is what this text speaks of.
//
// In the log, `START` and `END` stand around each invocation. `REPORT` says how long it took, for how long you are billed, and how much memory it had and used.

// %% id=invoke-gas-station tags=look,varies
await testFunction({ functionName: "GasStationApp", event: { seed: 857 } });

// %% [markdown] id=too-early-question tags=question
// ### Predict, then run
//
// Ten readings are on their way. A new station, number 11, has just opened with full tanks. The next cell sends its first reading, the eleventh, from
// this notebook. Then it asks Athena for the number of readings, at once. (Behind Athena there is no database server: it reads the files when you ask.)
//
// **How many readings will it find: 11, 10, 1 or none?** Decide before you run the cell.

// %% id=too-early-question-run tags=question,varies
const firehose = new FirehoseClient({});

const putReading = async (reading: object, DeliveryStreamName = "SI-Firehose") => {
  const Record = { Data: Buffer.from(JSON.stringify(reading)) };
  await firehose.send(new PutRecordCommand({ DeliveryStreamName, Record }));
  console.log(`${DeliveryStreamName} has accepted`, reading);
};

const openingReading = stationReading(11, [999, 999, 999, 999, 999], new Date());
await putReading(openingReading);

const tooEarly = await runQuery({ ...ATHENA, sql: "SELECT count(*) AS readings FROM conversion_table" });
showTable(tooEarly.rows);

// %% [markdown] id=too-early-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// None. Firehose has accepted the readings, and keeps them safe. But it has not written them yet: each partition's buffer waits for 64 MB, or for 60 seconds.
// Athena sees only what lies in the bucket. **A query that comes before the delivery does not fail. It answers, and the answer is
// wrong.** That is worse.
//
// </details>

// %% [markdown] id=wait-for-delivery-do tags=do
// ### 2.5 Wait for the right thing
//
// Some programs sleep for a while at this point and hope. Better: wait **until it is so**. Write the `check` of `waitUntil`: it is called again and again, and
// the waiting ends when it gives something true. The reading of station 11 is delivered when there is an object below
// `station-data/station_id=11/`. [`listDeliveredObjects`](../../src/delivery/list-delivered-objects.ts) takes a `bucketName` and a `prefix`, and gives a
// list.
//
// The cell after this text lets the lab cloud's clock jump by the minute that all are waiting for. If you have the time, leave it out.

// %% id=jump-delivery tags=clock
await advanceClock(60);

// %% id=wait-for-delivery exercise=02-fuel-network.wait-for-delivery
await waitUntil({
  what: `the reading of station ${openingReading.station_id} to be delivered`,
  // ### START CODE HERE ### (~ 4 lines of code)
  check: async () => { // @REPLACE check: async () => None,
    const objects = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/station_id=11/" });
    return objects.length > 0;
  },
  // ### END CODE HERE ###
});

const delivered = await runQuery({
  ...ATHENA,
  sql: "SELECT count(*) AS readings FROM conversion_table WHERE station_id = '11'",
});
showTable(delivered.rows);

// %% id=wait-for-delivery-check tags=check
await check("02-fuel-network.wait-for-delivery");

// %% [markdown] id=wait-for-delivery-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `listDeliveredObjects` has to be awaited. The list that it gives has a `length`; the check is whether that is greater than 0.
//
// </details>
//
// {{solution 02-fuel-network.wait-for-delivery}}
//
// > **On AWS** it is the same minute. With partitions, count on up to one and a half times the interval.

// %% [markdown] id=tree-note tags=look
// ### 2.6 Look at what arrived
//
// This is your bucket, drawn as a tree: one branch a station, below it the hour (UTC). The hour is that of the reading. The name of an object has the
// time at which Firehose wrote it; in the lab cloud that is ahead, once you have let its clock jump.

// %% id=tree tags=look,varies
await showPartitionTree({ bucketName: BUCKET, prefix: "station-data/" });

// %% [markdown] id=parquet-note tags=look
// And inside? These are the first letters of one object. Parquet is not made for human eyes, but it can be recognized by its first four letters. The names of the
// columns can be found in it, too, since each file carries its own description.

// %% id=parquet tags=look,varies
const [firstObject] = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/" });
const parquet = await readObject({ bucketName: BUCKET, key: firstObject?.key ?? "" });
console.log(`${parquet.slice(0, 4)} … ${parquet.match(/[a-z0-9_]{8,}/g)?.slice(0, 8).join(" … ")}`);

// %% [markdown] id=levels-note tags=look
// For human eyes there is Athena. This cell asks it for all readings, and plots the tanks of each station. The dashed line is at 200.

// %% id=levels tags=look,varies
const all = await runQuery({ ...ATHENA, sql: "SELECT * FROM conversion_table" });
showTankLevels(all.rows, { title: "Tank levels by station" });

// %% [markdown] id=part-3 tags=why
// ## 3. FuelPlanningApp: who is low?
//
// You can see in the plot who needs a truck. Now a function has to see it. It asks Athena for all readings with a low tank, and writes the number of each
// station into a **queue**.
//
// **Why a queue, and not a call to the trucks?** An **SQS queue** keeps messages until somebody takes them. The planner need not know which
// trucks there are, or whether one has time now. If the trucks' program is down for an hour, nothing is lost.

// %% [markdown] id=low-fuel-query-do tags=do
// ### 3.1 The query
//
// Open [`src/fuel/fuel-planning-app.ts`](../../src/fuel/fuel-planning-app.ts). The function `isLow`, at the top of the handler, writes the condition for one tank:
// `fuel_tank1_level < '200'`. (Leave it as it is for now, even if you see its weak point. Part 5 comes back to it.)
//
// The query is to find all readings of which **at least one** of the five tanks is low. `TANKS` is the list of the five column names. In the place
// of `None` stands a text: the five conditions with ` OR ` between them.

// %% id=low-fuel-query-check tags=check
await check("02-fuel-network.low-fuel-query");

// %% [markdown] id=low-fuel-query-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `TANKS.map(isLow)` is the list of the five conditions. `.join(" OR ")` makes one text of a list.
//
// </details>
//
// {{solution 02-fuel-network.low-fuel-query}}

// %% [markdown] id=wait-for-state-do tags=do
// ### 3.2 Wait for the query
//
// Athena works in the background: `StartQueryExecution` gives the query's id at once, and the answer is there later. The function `queryIsOver` sleeps for 3 seconds and
// hopes. If the query takes 4, `GetQueryResults` fails; if it takes half a second, you pay Lambda for sleeping.
//
// Replace the sleeping by a loop. Ask with `GetQueryExecutionCommand({ QueryExecutionId })` for the query's state. It is in
// `QueryExecution?.Status?.State` of the answer:
//
// - `SUCCEEDED`: leave the loop;
// - `FAILED` or `CANCELLED`: throw an error that says so. `StateChangeReason`, beside the state, is Athena's own reason;
// - anything else: `await sleep(200)`, and ask again.

// %% id=wait-for-state-check tags=check
await check("02-fuel-network.wait-for-state");

// %% [markdown] id=wait-for-state-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `for (;;) { … }` is a loop without end; `break` leaves it. A command is sent as the one above it in the file: `await athena.send(new …)`. Take
// `QueryExecution` out of its answer, in curly brackets, as `QueryExecutionId` is taken there.
//
// </details>
//
// {{solution 02-fuel-network.wait-for-state}}

// %% [markdown] id=queue-station-do tags=do
// ### 3.3 Tell the trucks
//
// For each station in the answer, the function does two things: it puts a sentence into its response, and the station's number into the queue. The sentence
// for station 9 reads exactly
//
//     Gas station 9 is low on fuel. Alerting fuel trucks.
//
// The function `sendSqsMessage` writes a message; the number alone is the message. **Save** the file.

// %% id=queue-station-check tags=check
await check("02-fuel-network.queue-station");

// %% [markdown] id=queue-station-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// A text between backticks, with `${stationId}` where the number belongs. The message is `stationId` itself.
//
// </details>
//
// {{solution 02-fuel-network.queue-station}}

// %% [markdown] id=deploy-fuel-planning-do tags=do
// ### 3.4 Bring it to Lambda
//
// This function has four environment variables. They are listed at the top of the file: `glue_database`, `glue_table`, `output_bucket` and `queue_url`. The values
// of two of them are in `ATHENA`, one is `QUEUE_URL`.

// %% id=deploy-fuel-planning exercise=02-fuel-network.deploy-fuel-planning
// ### START CODE HERE ### (~ 6 lines of code)
const FUEL_PLANNING_ENVIRONMENT = { // @KEEP
  glue_database: ATHENA.database, // @REPLACE glue_database: None,
  glue_table: "conversion_table", // @REPLACE glue_table: None,
  output_bucket: ATHENA.outputLocation, // @REPLACE output_bucket: None,
  queue_url: QUEUE_URL, // @REPLACE queue_url: None,
}; // @KEEP
// ### END CODE HERE ###

const deployFuelPlanning = () =>
  deployFunction({
    functionName: "FuelPlanningApp",
    file: "src/fuel/fuel-planning-app.ts",
    roleName: LAMBDA_ROLE,
    environment: FUEL_PLANNING_ENVIRONMENT,
    timeoutSeconds: 60,
  });
await deployFuelPlanning();

// %% id=deploy-fuel-planning-check tags=check
await check("02-fuel-network.deploy-fuel-planning");

// %% [markdown] id=deploy-fuel-planning-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `ATHENA.database` is `"conversion"`; `ATHENA.outputLocation` begins with `s3://`, as the function wants it. The table is the one of 1.4.
//
// </details>
//
// {{solution 02-fuel-network.deploy-fuel-planning}}

// %% [markdown] id=invoke-fuel-planning-note tags=look
// ### 3.5 Test it
//
// Compare the response with the plot. Seven stations are low. The log shows a line for each message: the id that SQS gave it.

// %% id=invoke-fuel-planning tags=look,varies
await testFunction({ functionName: "FuelPlanningApp" });

// %% [markdown] id=part-4 tags=why
// ## 4. FuelTruckApp: send the trucks
//
// Seven messages should be waiting now (more, if you have tested a function more than once). SQS counts them on many machines at once and calls the number *approximate*, but in a quiet queue it is right.

// %% id=messages-waiting tags=look
showTable([{ queue: "Fuel_Planning_Queue", ...(await countMessages({ queueUrl: QUEUE_URL })) }]);

// %% [markdown] id=receive-do tags=do
// ### 4.1 Receive
//
// Open [`src/fuel/fuel-truck-app.ts`](../../src/fuel/fuel-truck-app.ts). The first place asks the queue for messages. Ask for **10** at most, which is SQS's own
// limit, and wait up to **5** seconds if the queue is empty. That is called **long polling**: the answer comes as soon as there is a message, and you need not
// ask again and again.

// %% id=receive-check tags=check
await check("02-fuel-network.receive");

// %% [markdown] id=receive-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Two numbers, without quotes.
//
// </details>
//
// {{solution 02-fuel-network.receive}}

// %% [markdown] id=truck-message-do tags=do
// ### 4.2 Answer
//
// The last place in the file says what the function answers. If it has got messages: `Messages processed: 3` (or how many they were). If there were none:
//
//     No messages found in queue. Messages processed: 0
//
// **Save** the file.

// %% id=truck-message-check tags=check
await check("02-fuel-network.truck-message");

// %% [markdown] id=truck-message-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The condition asks whether `processedMessages` is 0; two texts stand after the two `return`. Does the second one contain the number, and not the word?
//
// </details>
//
// {{solution 02-fuel-network.truck-message}}

// %% [markdown] id=in-flight-question tags=question
// ### Predict, then run
//
// One place is still open: after the truck is sent, something should happen to the message. What does SQS do with it if nothing happens? The next cell tries it,
// with a message of its own, for station 11: it sends the message, receives it, does nothing with it, and waits (or lets the clock jump).
//
// **Is the message gone after it was received? For good?** Decide before you run the cell. It receives until it has got that very message; the others,
// which it gets too, it hands back.

// %% id=in-flight-question-run tags=question,wait,varies
const sqs = new SQSClient({});
const trial = [{ when: "before", ...(await countMessages({ queueUrl: QUEUE_URL })) }];
const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: "11" }));
const receiptHandle = await waitUntil({
  what: "the message to be received",
  check: async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: QUEUE_URL, MaxNumberOfMessages: 10, VisibilityTimeout: 30 }),
    );
    return Messages.find((message) => message.MessageId === MessageId)?.ReceiptHandle;
  },
});
trial.push({ when: "received, not deleted", ...(await countMessages({ queueUrl: QUEUE_URL })) });

await advanceClock(30);
await waitUntil({
  what: "all messages to be back",
  check: async () => (await countMessages({ queueUrl: QUEUE_URL })).inFlight === 0,
});
trial.push({ when: "30 seconds later", ...(await countMessages({ queueUrl: QUEUE_URL })) });
showTable(trial);

// %% [markdown] id=in-flight-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// It is not gone. A message that was received is **in flight**: for the **visibility timeout**, 30 seconds if you set no other, nobody else gets it. If it is not
// deleted by then, SQS takes it that the receiver has crashed, and the message is available again. That is a strength: no
// message is lost with a program. But a program that forgets to delete sends a truck to the same station every 30 seconds.
//
// </details>

// %% [markdown] id=delete-message-do tags=do
// ### 4.3 Take it off the queue
//
// In the loop, after the truck is sent, delete the message with a `DeleteMessageCommand`. It wants the queue's address, `QueueUrl`, and the
// message's `ReceiptHandle`: the receipt for this one receiving, not the message's id. **Save** the file.
//
// The next cell takes the trial message of above off the queue in the same way.

// %% id=delete-trial tags=do
await sqs.send(new DeleteMessageCommand({ QueueUrl: QUEUE_URL, ReceiptHandle: receiptHandle }));
console.log("The trial message is deleted.");

// %% id=delete-message-check tags=check
await check("02-fuel-network.delete-message");

// %% [markdown] id=delete-message-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// It has the form of the command above: `await sqs.send(new DeleteMessageCommand({ … }))`. Both members are variables of the function already, so their
// names are enough.
//
// </details>
//
// {{solution 02-fuel-network.delete-message}}

// %% [markdown] id=deploy-fuel-truck-do tags=do
// ### 4.4 Let it run
//
// Bring it to Lambda. Its time limit is 30 seconds: Lambda's own, 3 seconds, would be over before 5 seconds of long polling are.

// %% id=deploy-fuel-truck tags=do
await deployFunction({
  functionName: "FuelTruckApp",
  file: "src/fuel/fuel-truck-app.ts",
  roleName: LAMBDA_ROLE,
  environment: { queue_url: QUEUE_URL },
  timeoutSeconds: 30,
});

// %% [markdown] id=short-question tags=question
// ### Predict, then run
//
// Seven messages wait. The function asks for up to 10. **How many will one invocation get?** Decide, then run the cell once.

// %% id=short-question-run tags=question,varies
await testFunction({ functionName: "FuelTruckApp" });

// %% [markdown] id=short-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// Anything from 1 to 7; often it is 1. A queue is kept on many machines, and a request does not ask all of them. So it gets what the machines that it asked
// had: a few, although there are more. The rest comes with the next request. (With long polling SQS asks all machines before it says that there is
// nothing, so an empty answer can be believed.)
//
// A program that takes *I got one, so there was one* for granted is wrong. It has to ask until nothing comes.
//
// </details>

// %% [markdown] id=empty-queue-note tags=look
// So: again, until the queue is empty. On AWS you would press *Test* again and again.

// %% id=empty-queue tags=look,varies
const answers: unknown[] = [];
do {
  answers.push(await invokeFunction({ functionName: "FuelTruckApp" }));
} while (!String(answers.at(-1)).startsWith("No messages found"));
showTable(answers.map((response, at) => ({ invocation: at + 2, response })));

// %% id=queue-empty tags=look,varies
showTable([{ queue: "Fuel_Planning_Queue", ...(await countMessages({ queueUrl: QUEUE_URL })) }]);
await showFuelNetwork(NETWORK);

// %% [markdown] id=trucks-on-aws tags=on-aws
// The whole way, with what went along each arrow. (The trial message of 4.2 counts, too.) From tank to truck it took a minute or two, and nobody asked a
// database in the morning.
//
// > **On AWS** somebody has to invoke the functions. *EventBridge* starts FuelPlanningApp each minute; and an SQS queue can invoke FuelTruckApp by itself, as an
// > *event source*.

// %% [markdown] id=part-5 tags=why
// ## 5. What goes wrong
//
// You have seen three settings that AWS refuses, and a query that came too early. The next three are worse, since **nobody refuses them**. Everything runs, and
// something is missing.

// %% [markdown] id=null-key-do tags=do
// ### 5.1 A reading without a station
//
// A sensor has lost its memory: it sends `null` in the place of the station's number. The next cell sends such a reading, and waits until Firehose has done something with
// it.

// %% id=null-reading tags=do
const nameless = { ...stationReading(0, [640, 355, 187, 902, 411], new Date()), station_id: null };
await putReading(nameless);

// %% id=jump-null tags=clock
await advanceClock(60);

// %% id=null-failed tags=look,wait,varies
const failed = await waitUntil({
  what: `the reading of station ${nameless.station_id} to be somewhere`,
  check: async () => {
    const records = await readFailedRecords({ bucketName: BUCKET, prefix: ERROR_PREFIX });
    return records.at(-1);
  },
});
showTable([failed]);

// %% [markdown] id=null-key-note tags=look
// Firehose took the record in without a word, since it looks at keys only later. A record whose key is null or missing has no folder to go to. So it is under the
// error prefix, with a reason. (The object's key begins with `errormetadata-extraction-failed`: a prefix is text that keys begin with, nothing
// more. Had you written `error/`, it would look like a folder.) **Who does not look there, misses stations.**
//
// `rawData` is the record as it was sent. It is in **base64**, a way to write any bytes as letters.
//
// Somebody has found out: it was **station 7**. Decode the record, set its station, and send it again. `Buffer.from(text, "base64").toString()` decodes,
// `JSON.parse(…)` makes an object of JSON text.

// %% id=null-key exercise=02-fuel-network.null-key
// ### START CODE HERE ### (~ 2 lines of code)
// The reading as it was sent. // @KEEP
const lost = JSON.parse(Buffer.from(failed.rawData, "base64").toString()); // @REPLACE const lost = JSON.parse(None);
// The same with its station. // @KEEP
const repaired = { ...lost, station_id: "7" }; // @REPLACE const repaired = { ...lost, station_id: None };
// ### END CODE HERE ###

await putReading(repaired);

// %% id=null-key-check tags=check
await check("02-fuel-network.null-key");

// %% [markdown] id=null-key-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `failed.rawData` is the text to decode. The number of a station is text in this network: `"7"`, as in the other readings.
//
// </details>
//
// {{solution 02-fuel-network.null-key}}

// %% [markdown] id=year-slip-do tags=do
// ### 5.2 The year in every folder
//
// A colleague has built a Firehose like yours, in a hurry: with `strftime("%Y")` copied to **every** key of the time. AWS has nothing against that. The next
// cells create it, without conversion, so that there is less to wait for, send a reading of station 3, and look.

// %% id=slip-create tags=do,wait
const YEAR = '.event_timestamp| strftime("%Y")';
const SLIP_KEYS = { station_id: ".station_id", year: YEAR, month: YEAR, day: YEAR, hour: YEAR };
const slipPrefix = (keys: object) => `slip-data/${Object.keys(keys).map(folder).join("")}`;

await tryCreateFirehose(
  draft("SI-Firehose-slip", {
    Prefix: slipPrefix(SLIP_KEYS),
    ProcessingConfiguration: { Enabled: true, Processors: processors(SLIP_KEYS) },
  }),
);
await waitUntil({
  what: "SI-Firehose-slip to be ACTIVE",
  check: () => isFirehoseReady({ firehoseName: "SI-Firehose-slip" }),
});
await putReading(stationReading(3, [500, 500, 500, 500, 500], new Date()), "SI-Firehose-slip");

// %% id=jump-slip tags=clock
await advanceClock(60);

// %% id=slip-tree tags=look,wait,varies
await waitUntil({
  what: "the reading to be delivered",
  check: async () => (await listDeliveredObjects({ bucketName: BUCKET, prefix: "slip-data/" })).length > 0,
});
await showPartitionTree({ bucketName: BUCKET, prefix: "slip-data/" });

// %% [markdown] id=year-slip-note tags=do
// Month, day and hour are all the year: the readings of a whole year are in one folder, and who asks for one hour reads all of it.
//
// **Repair it by an update.** `UpdateDestinationCommand` changes the settings of a Firehose that exists; what you do not name stays. To be sure that nobody
// else has changed it meanwhile, you name the version that you have seen, and the destination. `describeFirehose` has asked for both. Fill in these two,
// and the **right keys**: the processors and the prefix are made from them.

// %% id=year-slip exercise=02-fuel-network.year-slip
const slip = await describeFirehose({ firehoseName: "SI-Firehose-slip" });

// ### START CODE HERE ### (~ 11 lines of code)
const RIGHT_KEYS = PARTITION_KEYS; // @REPLACE const RIGHT_KEYS = SLIP_KEYS;
// @KEEP
await firehose.send( // @KEEP
  new UpdateDestinationCommand({ // @KEEP
    DeliveryStreamName: "SI-Firehose-slip", // @KEEP
    CurrentDeliveryStreamVersionId: slip.versionId, // @REPLACE CurrentDeliveryStreamVersionId: None,
    DestinationId: slip.destinationId, // @REPLACE DestinationId: None,
    ExtendedS3DestinationUpdate: { // @KEEP
      Prefix: slipPrefix(RIGHT_KEYS), // @KEEP
      ProcessingConfiguration: { Enabled: true, Processors: processors(RIGHT_KEYS) }, // @KEEP
    }, // @KEEP
  }), // @KEEP
); // @KEEP
// ### END CODE HERE ###

await putReading(stationReading(3, [400, 400, 400, 400, 400], new Date()), "SI-Firehose-slip");

// %% id=jump-slip-again tags=clock
await advanceClock(60);

// %% id=slip-tree-again tags=look,wait,varies
await waitUntil({
  what: "the second reading to be delivered",
  check: async () => (await listDeliveredObjects({ bucketName: BUCKET, prefix: "slip-data/" })).length > 1,
});
await showPartitionTree({ bucketName: BUCKET, prefix: "slip-data/" });

// %% id=year-slip-check tags=check
await check("02-fuel-network.year-slip");

// %% [markdown] id=year-slip-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// You have written the right keys in 1.1. `slip` has the members `versionId` and `destinationId`. Does AWS say that the versions do not match? Then an update went
// through already; run the cell as a whole, so that it asks again.
//
// </details>
//
// {{solution 02-fuel-network.year-slip}}
//
// What was delivered before stays where it is. An update changes what comes after it.

// %% [markdown] id=compare-question tags=question
// ### 5.3 Is 99 less than 200?
//
// Your planner asks for `fuel_tank1_level < '200'`. The next cells send two more readings: station 12, where tank 1 is nearly empty, at 99; and
// station 13, where tank 1 is full, at 1000. The other tanks have 500.
//
// **Predict, then run:** which of the two does the planner's comparison call low?

// %% id=compare-put tags=question
await putReading(stationReading(12, [99, 500, 500, 500, 500], new Date()));
await putReading(stationReading(13, [1000, 500, 500, 500, 500], new Date()));

// %% id=jump-compare tags=clock
await advanceClock(60);

// %% id=compare-question-run tags=question,wait
await waitUntil({
  what: "both readings to be delivered",
  check: async () =>
    (await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/station_id=13/" })).length > 0,
});

const compared = await runQuery({
  ...ATHENA,
  sql: `SELECT station_id, fuel_tank1_level,
               fuel_tank1_level < '200' AS as_text,
               CAST(fuel_tank1_level AS integer) < 200 AS as_number
        FROM conversion_table WHERE station_id IN ('12', '13') ORDER BY station_id`,
});
showTable(compared.rows, { title: "Is it below 200?" });

// %% [markdown] id=compare-levels-do tags=do
// <details>
// <summary>Answer</summary>
//
// The wrong one. Levels are text, and text is compared letter by letter, as in a dictionary: `'9'` comes after `'2'`, so `'99'` is not less than `'200'`; `'1'` comes before
// `'2'`, so `'1000'` is. As long as all levels have three digits, nobody notices. The station that is nearly empty gets no truck, and the full one does.
//
// </details>
//
// **Repair it** in [`src/fuel/fuel-planning-app.ts`](../../src/fuel/fuel-planning-app.ts): `isLow` is to compare numbers. In SQL, `CAST(fuel_tank1_level AS integer)` makes
// a number of the text. **Save** the file, and run the next cell, which brings it to Lambda again.

// %% id=deploy-fuel-planning-again tags=do
await deployFuelPlanning();

// %% id=compare-levels-check tags=check
await check("02-fuel-network.compare-levels");

// %% [markdown] id=compare-levels-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The name of the column is in `tank`: write `${tank}` in the place of `fuel_tank1_level`. And the 200 loses its quotes, since it is a number now.
//
// </details>
//
// {{solution 02-fuel-network.compare-levels}}

// %% [markdown] id=part-6 tags=why
// ## 6. What a question costs
//
// Athena bills what it reads. Your data is sorted into folders and stored in Parquet, but does Athena make use of both? You will measure it: each query says how many bytes it
// has read.

// %% [markdown] id=same-name-note tags=look
// ### 6.1 A name that is used twice
//
// The table `conversion_table` knows nothing of your folders: to it, all objects below `station-data/` are one heap. Who asks for station 9 reads everything. To make use of the
// folders, a table needs **partition keys**: columns whose values come from the folder instead of the file.
//
// But here is a trap. `station_id` is in the name of the folder **and** in the file. Which of the two would a column `station_id` be? The next cell tries to create
// a table that has it as both.

// %% id=same-name tags=look
const TANK_COLUMNS = [1, 2, 3, 4, 5].map((n) => `fuel_tank${n}_level string`).join(", ");
const LOCATION = `s3://${BUCKET}/station-data/`;

await runQuery({
  ...ATHENA,
  sql: `CREATE EXTERNAL TABLE twice (station_id string, ${TANK_COLUMNS}, event_timestamp bigint)
        PARTITIONED BY (station_id string) STORED AS PARQUET LOCATION '${LOCATION}'`,
}).catch((error: unknown) => console.log(String(error)));

// %% [markdown] id=partitioned-table-do tags=do
// ### 6.2 A key with a name of its own
//
// The data is as it is. But the key may have any name: it need not be the one in the folder. So create a second table over the same files,
// `station_partitions`, whose **partition key** is called `station`, of the type `string`. Then tell the table where each partition lies: for station 9, that is the folder
// `station_id=9/` below `LOCATION`.
//
// The second statement runs once for each station.

// %% id=partitioned-table exercise=02-fuel-network.partitioned-table
// ### START CODE HERE ### (~ 2 lines of code)
// "PARTITIONED BY (name type)" // @KEEP
const PARTITIONED_BY = "PARTITIONED BY (station string)"; // @REPLACE const PARTITIONED_BY = None;
// @KEEP
// The folder of a station's readings, as an address: s3://…/ // @KEEP
const stationFolder = (station: number) => `${LOCATION}station_id=${station}/`; // @REPLACE const stationFolder = (station: number) => None;
// ### END CODE HERE ###

await runQuery({
  ...ATHENA,
  sql: `CREATE EXTERNAL TABLE IF NOT EXISTS station_partitions
          (station_id string, ${TANK_COLUMNS}, event_timestamp bigint)
        ${PARTITIONED_BY} STORED AS PARQUET LOCATION '${LOCATION}'`,
});
for (const station of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
  await runQuery({
    ...ATHENA,
    sql: `ALTER TABLE station_partitions ADD IF NOT EXISTS
          PARTITION (station = '${station}') LOCATION '${stationFolder(station)}'`,
  });
}

// %% id=partitioned-table-check tags=check
await check("02-fuel-network.partitioned-table");

// %% [markdown] id=partitioned-table-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// In the first one, a name and a type stand between the brackets. In the second, `LOCATION` ends in a slash already, and the folder has to end in one, too.
//
// </details>
//
// {{solution 02-fuel-network.partitioned-table}}

// %% [markdown] id=predicate-question tags=question
// ### Predict, then run
//
// The same question, put to both tables: what is the highest level in tank 1 of station 9? The first condition is on a column in the files, the second one on the partition key.
//
// **Will the second query read less? How many times less, with readings of about a dozen stations?**

// %% id=predicate-question-run tags=question,varies
const HIGHEST = "SELECT max(CAST(fuel_tank1_level AS integer)) AS highest FROM";
const byColumn = await runQuery({ ...ATHENA, sql: `${HIGHEST} conversion_table WHERE station_id = '9'` });
const byPartition = await runQuery({ ...ATHENA, sql: `${HIGHEST} station_partitions WHERE station = '9'` });

showTable([...byColumn.rows, ...byPartition.rows]);
showBytesScanned([
  { query: "a column: station_id = '9'", bytesScanned: byColumn.bytesScanned },
  { query: "a partition: station = '9'", bytesScanned: byPartition.bytesScanned },
]);

// %% [markdown] id=predicate-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// Both give the same answer. The first query has to look into the files of all stations, to find out that most of them are of no use. The second one reads only the folder of station 9: the
// more stations there are, the more it saves.
//
// There is a price. The partitions are a list in the catalog, and somebody has to keep it: a station that you have not added is not found, although its files are there. Ask
// `station_partitions` for station 11.
//
// </details>

// %% [markdown] id=formats-note tags=look
// ### 6.3 Parquet or JSON?
//
// With a dozen readings it makes no difference, so this needs more data. The next cell makes up a week of the network: 10 stations, a reading every
// 15 minutes, as JSON. Then Athena itself makes a copy in Parquet, partitioned by station, with one statement: `CREATE TABLE … AS SELECT`.

// %% id=history tags=do
const from = new Date("2026-05-01T00:00:00Z");
await uploadFuelHistory({ bucketName: BUCKET, prefix: "history/json/", seed: 1, days: 7, from });

await runQuery({
  ...ATHENA,
  sql: `CREATE EXTERNAL TABLE IF NOT EXISTS history_json
          (station_id string, ${TANK_COLUMNS}, event_timestamp bigint)
        ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
        LOCATION 's3://${BUCKET}/history/json/'`,
});

const copies = await runQuery({ ...ATHENA, sql: "SHOW TABLES 'history_parquet'" });
if (copies.rows.length === 0) {
  await runQuery({
    ...ATHENA,
    sql: `CREATE TABLE history_parquet
          WITH (format = 'PARQUET', external_location = 's3://${BUCKET}/history/parquet/',
                partitioned_by = ARRAY['station_id'])
          AS SELECT fuel_tank1_level, fuel_tank2_level, fuel_tank3_level, fuel_tank4_level,
                    fuel_tank5_level, event_timestamp, station_id
          FROM history_json`,
  });
}

// %% [markdown] id=formats-question tags=question
// ### Predict, then run
//
// One question to both: how often was tank 1 below 200? **Which of the four queries reads the least?**

// %% id=formats-question-run tags=question,varies
const LOW = "SELECT count(*) AS low FROM";
const TANK_1 = "CAST(fuel_tank1_level AS integer) < 200";
const ANY_TANK = [1, 2, 3, 4, 5].map((n) => `CAST(fuel_tank${n}_level AS integer) < 200`).join(" OR ");
const questions = [
  ["JSON, tank 1", `${LOW} history_json WHERE ${TANK_1}`],
  ["Parquet, all tanks", `${LOW} history_parquet WHERE ${ANY_TANK}`],
  ["Parquet, tank 1", `${LOW} history_parquet WHERE ${TANK_1}`],
  ["Parquet, tank 1, station 9", `${LOW} history_parquet WHERE ${TANK_1} AND station_id = '9'`],
] as const;

const scans: { query: string; low: string | null; bytesScanned: number }[] = [];
for (const [query, sql] of questions) {
  const { rows: [answer], bytesScanned } = await runQuery({ ...ATHENA, sql });
  scans.push({ query, low: answer?.["low"] ?? null, bytesScanned });
}
showTable(scans, { columns: ["query", "low"] });
showBytesScanned(scans, { title: "The same data, read four ways" });

// %% [markdown] id=formats-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// JSON is read as a whole, whatever you ask: to find tank 1, Athena has to go through every letter. Of Parquet it reads the columns that the question needs. And with the partition it reads
// those of one station. Here the key may be called `station_id`: the statement took the column out of the files when it wrote them.
//
// For this small network all of that is less than the 10 MB that Athena bills at least. For a network with ten thousand stations and ten years, it is the difference between cents
// and hundreds of dollars, at every question.
//
// </details>

// %% [markdown] id=minute-do tags=do
// ## 7. Do it yourself: by the minute
//
// The network grows, and an hour is too coarse. Add a **sixth partition key** to `SI-Firehose`: `minute`, with the jq expression `.event_timestamp| strftime("%M")`. It
// comes last, below the hour.
//
// You have all that you need: the keys of 1.1, `prefixOf`, `processors`, `describeFirehose`, and the update of 5.2. Both have to change, the processors and the
// prefix: AWS refuses a key that the prefix does not use.

// %% id=minute exercise=02-fuel-network.minute
// ### START CODE HERE ### (~ 13 lines of code)
// Six keys, and an update of SI-Firehose. // @KEEP
const SIX_KEYS = { ...PARTITION_KEYS, minute: '.event_timestamp| strftime("%M")' };
const { versionId, destinationId } = await describeFirehose({ firehoseName: "SI-Firehose" });

await new FirehoseClient({}).send(
  new UpdateDestinationCommand({
    DeliveryStreamName: "SI-Firehose",
    CurrentDeliveryStreamVersionId: versionId,
    DestinationId: destinationId,
    ExtendedS3DestinationUpdate: {
      Prefix: prefixOf(SIX_KEYS),
      ProcessingConfiguration: { Enabled: true, Processors: processors(SIX_KEYS) },
    },
  }),
);
// ### END CODE HERE ###

console.log((await describeFirehose({ firehoseName: "SI-Firehose" })).settings.Prefix);

// %% id=minute-invoke tags=look,varies
await testFunction({ functionName: "GasStationApp", event: { seed: 858 } });

// %% id=jump-minute tags=clock
await advanceClock(60);

// %% id=minute-tree tags=look,wait,varies
await waitUntil({
  what: "readings in folders by the minute",
  check: async () => {
    const objects = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/" });
    return objects.filter(({ key }) => key.includes("/minute=")).length >= 10;
  },
});
await showPartitionTree({ bucketName: BUCKET, prefix: "station-data/" });

// %% [markdown] id=minute-note tags=look
// Old and new lie side by side: the objects from before the update stay in the folder of the hour, the new ones are one floor below. Their names tell, too: `SI-Firehose-1-…` was written
// by the first version of the settings, `SI-Firehose-2-…` by the second. To `conversion_table` that is all the same: it takes everything below `station-data/`.

// %% id=minute-check tags=check
await check("02-fuel-network.minute");

// %% [markdown] id=minute-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `{ ...PARTITION_KEYS, minute: … }` is the five keys and one more. The rest is the update of 5.2, for `SI-Firehose`, with `prefixOf` in the place of `slipPrefix`. Ask
// `describeFirehose` anew for the version.
//
// </details>
//
// {{solution 02-fuel-network.minute}}
//
// > **On AWS**: *Configuration → Destination settings → Edit → Dynamic partitioning keys → Add*, then *Apply dynamic partitioning keys*. Mind the limit: a Firehose
// > has at most 500 partitions in its buffers at once. Ten stations by the minute are no trouble, ten thousand are.

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook and the three files first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// Nothing here costs much, but a bucket that nobody remembers grows. Take away what you no longer need: the functions with their logs, the Firehoses, the queue, the tables, the bucket with
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
// **The proof.** This cell asks AWS for everything that this lab has made. After the clean-up the table is empty.

// %% id=clean-up-proof tags=clean-up,wait,varies
const left = async () => await listFuelNetwork({ bucketName: BUCKET, database: ATHENA.database });
const isGone = async () => (await left()).length === 0;

if (CLEAN_UP) await waitUntil({ what: "AWS to have deleted all of it", check: isGone });
showTable(await left(), { title: "What is left of this lab" });

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The two roles stay; they cost nothing. You want to do the lab again? `npx labs given 02` brings back what was given (and so does `npm start`). It takes a minute, since SQS wants one
// before a queue may have its old name again. `npx labs reset 02` gives you a new notebook and new files.
//
// > **On AWS**, have a look at the Billing console the next day. That is a good habit after each lab.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - **Direct PUT**: programs send to a Firehose without a stream between. It sorts (**dynamic partitioning**, keys found by jq) and converts (**Parquet**, by a table of the Glue catalog).
// - Firehose **buffers**, by partition. What it has accepted is safe, but not yet there. Wait until it is so, not for a while.
// - What cannot be sorted or converted is under the **error prefix**. Look there.
// - **Lambda** runs a handler when it is invoked. Environment variables tell it where.
// - **Athena** asks files. Text is not a number; a partition and Parquet save money only if the table knows of them.
// - An **SQS** queue gives what it has at hand, keeps what is not deleted, and says for certain when it is empty.
//
// **Congratulations!** A truck is on its way before the tank is empty.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
//
// - Invoke GasStationApp without a seed, several times, and FuelPlanningApp after it. A station that was low twice gets two trucks. Change the query so that only the newest reading of each station counts.
// {{with solutions}}
// - Deploy a function in Python: the same three are in `course/02-fuel-network/python`. `file: "course/02-fuel-network/python/fuel_truck_app.py"` is all that changes.
// {{end}}
// - Send something that is no JSON to `SI-Firehose` with `aws firehose put-record`, and find it under the error prefix. And a reading whose `event_timestamp` is text?
// - Make `event_timestamp` in GasStationApp outside of the handler, beside `firehose`. Deploy, invoke twice, some seconds apart. Why are the times the same?
// - Look at the functions' logs: `aws logs tail /aws/lambda/FuelPlanningApp`.
// - Let the sixth key be `fuel_tank1_level`. How many partitions are active? What is under the error prefix when there are more than 500?
