// Lab 02, part 2: the stations send, and what arrives.

import { FirehoseClient, PutRecordCommand } from "@aws-sdk/client-firehose";
import { deployFunction, runQuery, showPartitionTree, showTankLevels, stationReading, testFunction } from "../../../src/fuel-network";
import { advanceClock, check, listDeliveredObjects, readObject, showTable, waitUntil } from "../../../src/index";
import { BUCKET, LAMBDA_ROLE, ATHENA } from "./01-opening";
export { firehose, putReading };

// %% [markdown] id=part-2 tags=why
// ## 2. GasStationApp: the stations send
//
// The stations are played by a program, and the program is a **Lambda function**: code that you give to AWS, and that AWS runs whenever somebody *invokes*
// it, with an **event** that it is given. You have no computer of your own for it, and pay only while it runs. The code in it is called the
// **handler**: a function that takes the event, and whose result is the response.
//
// How does the code know which Firehose to send to? Not by a name in the code: then you could not use it twice. A function has **environment
// variables**, and you set them when you deploy it.

// %% [markdown] id=reading-do tags=do
// ### 2.1 Make a reading
//
// Open [`src/fuel/gas-station-app.ts`](../../../src/fuel/gas-station-app.ts). Its handler goes through ten stations. In the first marked place, it
// makes a reading of one station.
//
// - Each level is a whole number from 100 to 999, chosen at random: `between(random, 100, 999)`. And it is **text**: `String(…)` converts a number to text.
// - Tank 5 is chosen from 100 to `highestOfTank5`. For the first station that is 199, so there is always one station that is low.
// - `event_timestamp` is now, in whole seconds since 1970. `Date.now()` gives milliseconds; `Math.floor(…)` cuts off what comes after the point.
//
// **Save** the file.

// %% id=reading-check tags=check
await check("02-fuel-network.reading");

// %% [markdown] id=reading-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Four of the levels are the same expression: make text of a number that is chosen at random. For the time, divide by 1000, then cut off.
//
// </details>
//
// {{solution 02-fuel-network.reading}} Levels are text because the table's columns are text. AWS's jq wants the time in seconds, and `Date.now()` is in milliseconds: so it is divided, and the rest cut off.

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
// No name in quotes: the variable `deliveryStream` goes in the place of the first `None`. Which object should become JSON text? The reading you have just created.
//
// </details>
//
// {{solution 02-fuel-network.put-record}} Firehose accepts any bytes, whatever they mean. The name of the Firehose comes from the environment, so the function works with any of them.

// %% [markdown] id=deploy-gas-station-do tags=do
// ### 2.3 Deploy it to Lambda
//
// [`deployFunction`](../../../src/functions/deploy-function.ts) packs your file with all that it imports into a zip, and sends it to Lambda. Give the
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
// {{solution 02-fuel-network.deploy-gas-station}} The code asks for the variable `delivery_stream`. With another value the same code sends to another Firehose.
//
// > **On AWS** you would open the function in the console: *Configuration → Environment variables → Edit*. The role says what the function
// > may do: send to Firehoses whose names begin with `SI-Firehose`, ask Athena, use the queue.

// %% [markdown] id=invoke-gas-station-note tags=look
// ### 2.4 Test it
//
// Lambda's console has a button *Test*. It invokes the function with a test event, and shows the response and the end of the log.
// `testFunction` does the same, and so does [the function's page](/lab-cloud/console/#/lambda/GasStationApp) of the lab cloud's console. The `seed` in the event makes the levels the same each time, so that you see the numbers that this text is about.
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
// Some programs only sleep for a fixed time here, and hope that it is enough. It is better to wait **until it is so**. Write the `check` of `waitUntil`: it is called again and again, and
// waiting ends as soon as it returns something truthy. The reading of station 11 is delivered when there is an object below
// `station-data/station_id=11/`. [`listDeliveredObjects`](../../../src/delivery/list-delivered-objects.ts) takes a `bucketName` and a `prefix`, and gives a
// list.
//
// The cell after this text lets the lab cloud's clock jump by one minute, after which Firehose delivers. If you prefer to wait, do not run it.

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
// {{solution 02-fuel-network.wait-for-delivery}} Firehose delivers when its buffer says so, and nothing tells you. So you look until something is there. Station 11 was sent last, and its folder is empty before that: so what you find is new.
//
// > **On AWS** it is the same minute. With partitions, count on up to one and a half times the interval.

// %% [markdown] id=tree-note tags=look
// ### 2.6 Look at what arrived
//
// This is your bucket, drawn as a tree: one branch a station, below it the hour (UTC). The hour is that of the reading. The name of an object has the
// time at which Firehose wrote it; in the lab cloud that is ahead, once you have let its clock jump.
//
// In a console you look into the bucket **here** on the page [S3](/lab-cloud/console/#/s3/consumption-bucket-*-918/station-data%2F), **on AWS** under *S3 → Buckets → your bucket → Objects*.

// %% id=tree tags=look,varies
await showPartitionTree({ bucketName: BUCKET, prefix: "station-data/" });

// %% [markdown] id=parquet-note tags=look
// And what is in an object? These are the first letters of one. Parquet is not made to be read by people, but you can recognize it by its first four letters. The names of the
// columns can be found in it, too, since each file carries its own description.

// %% id=parquet tags=look,varies
const [firstObject] = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/" });
const parquet = await readObject({ bucketName: BUCKET, key: firstObject?.key ?? "" });
console.log(`${parquet.slice(0, 4)} … ${parquet.match(/[a-z0-9_]{8,}/g)?.slice(0, 8).join(" … ")}`);

// %% [markdown] id=levels-note tags=look
// People read it with Athena. This cell asks it for all readings, and plots the tanks of each station. The dashed line is at 200.
//
// You can ask in a console, too: **here** on the page [Athena](/lab-cloud/console/#/athena/conversion/conversion_table), **on AWS** under *Athena → Query editor*.

// %% id=levels tags=look,varies
const all = await runQuery({ ...ATHENA, sql: "SELECT * FROM conversion_table" });
showTankLevels(all.rows, { title: "Tank levels by station" });
