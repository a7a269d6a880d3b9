// Lab 02, part 2: the stations send, and what arrives.

import { FirehoseClient, PutRecordCommand } from "@aws-sdk/client-firehose";
import { deployFunction, runQuery, showPartitionTree, showTankLevels, stationReading, testFunction } from "../../../src/fuel-network";
import { advanceClock, check, comparePrediction, listDeliveredObjects, predict, readObject, showTable, waitUntil } from "../../../src/index";
import { BUCKET, LAMBDA_ROLE, ATHENA } from "./01-opening";
export { firehose, putReading };

// %% [markdown] id=part-2 tags=why
// ## 2. GasStationApp: the stations send
// A program plays the part of the stations. It's a **Lambda function**: code that you give to AWS, which AWS runs whenever someone *invokes*
// it with an **event**. You don't manage a server, and you pay only while the code runs. Its code is called the **handler**: a function that takes the
// event and returns the response.
//
// How does the code know which Firehose to send to? If the name were in the code, you couldn't use the code twice. Instead, a function has **environment
// variables**, and you set them when you deploy it.

// %% [markdown] id=reading-do tags=do
// ### 2.1 Make a reading
// Open [`src/fuel/gas-station-app.ts`](../../../src/fuel/gas-station-app.ts). Its handler goes through ten stations. At the first marked place, it
// creates a reading for one station.
//
// - Each level is a whole number from 100 to 999, chosen at random: `between(random, 100, 999)`. And it's a **string**: `String(…)` converts a number.
// - Tank 5 is chosen from 100 to `highestOfTank5`. For the first station that is 199, so one station is always low.
// - `event_timestamp` is now, in whole seconds since 1970. `Date.now()` returns milliseconds. `Math.floor(…)` drops the fraction.
//
// **Save** the file.

// %% id=reading-check tags=check
await check("02-fuel-network.reading");

// %% [markdown] id=reading-stuck tags=stuck
// {{solution 02-fuel-network.reading}} The levels are strings because the table's columns are strings. jq's `strftime` takes seconds and `Date.now()` returns milliseconds, so you divide and drop the fraction.

// %% [markdown] id=put-record-do tags=do
// ### 2.2 Send it
// The second place sends the reading. `PutRecordCommand` takes the Firehose's name and the record's bytes. `deliveryStream` holds the name, from the
// environment variable `delivery_stream`. `JSON.stringify(…)` converts an object to JSON, and `Buffer.from(…)` converts a string to bytes. **Save** again.

// %% id=put-record-check tags=check
await check("02-fuel-network.put-record");

// %% [markdown] id=put-record-stuck tags=stuck
// {{solution 02-fuel-network.put-record}} Firehose accepts any bytes, whatever they mean. Its name comes from the environment, so the function works with any Firehose.

// %% [markdown] id=deploy-gas-station-do tags=do
// ### 2.3 Deploy it to Lambda
// [`deployFunction`](../../../src/functions/deploy-function.ts) packs your file and everything it imports into a zip, and sends it to Lambda. Give the
// function the environment variable that its code reads, with the name of your Firehose. (`timeoutSeconds` is a limit: Lambda ends an invocation that takes longer.)
//
// If you change the file later, run this cell again: Lambda runs the copy that you sent.

// %% id=deploy-gas-station exercise=02-fuel-network.deploy-gas-station
// ### START CODE HERE ### (~ 1 line of code)
const GAS_STATION_ENVIRONMENT = { delivery_stream: "SI-Firehose" }; // @REPLACE const GAS_STATION_ENVIRONMENT = None;
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
// {{solution 02-fuel-network.deploy-gas-station}} The code reads the variable `delivery_stream`. With another value, the same code sends to another Firehose.
// > **On AWS**, you would open the function in the console: *Configuration → Environment variables → Edit*. The role says what the function
// > may do: send to Firehoses whose names begin with `SI-Firehose`, query Athena, and use the queue.

// %% [markdown] id=invoke-gas-station-note tags=look
// ### 2.4 Test it
// Lambda's console has a *Test* button. It invokes the function with a test event, and shows the response and the end of the log.
// `testFunction` does the same, and so does [the function's page](/lab-cloud/console/#/lambda/GasStationApp) in the lab cloud's console. The `seed` in the event makes the levels the same each time, so you'll see the numbers this text talks about.
//
// In the log, each invocation is between `START` and `END`. `REPORT` shows how long it took, how much time AWS bills, and how much memory it had and used.

// %% id=invoke-gas-station tags=look,varies
await testFunction({ functionName: "GasStationApp", event: { seed: 857 } });

// %% [markdown] id=too-early-question tags=question
// ### Predict, then run
// Ten readings are on their way. A new station, number 11, has just opened with full tanks. The next cell sends its first reading, the eleventh, from
// this notebook. Then it immediately asks Athena how many readings there are. (Athena has no database server: it reads the files when you ask.)
//
// **How many readings will it find: 11, 10, 1 or 0?**

// %% id=too-early-predict tags=question
await predict("02-fuel-network.too-early", "?"); // a number

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
await comparePrediction("02-fuel-network.too-early", Number(tooEarly.rows[0]?.["readings"]));

// %% [markdown] id=too-early-question-answer tags=question
// <details>
// <summary>Answer</summary>
// None. Firehose has accepted the readings and stores them safely. But it hasn't written them yet: each partition's buffer waits for 64 MB, or for 60 seconds.
// Athena sees only what is in the bucket. **A query that runs before the delivery doesn't fail. It returns an answer, and the answer is
// wrong.** That is worse.
//
// </details>

// %% [markdown] id=wait-for-delivery-do tags=do
// ### 2.5 Wait for the right thing
// Some programs just sleep for a fixed time here, and hope that it's enough. It's better to wait **for the thing you need**. Write the `check` of
// `waitUntil`. It's called again and again, and the wait ends as soon as it returns something truthy. The reading of station 11 is delivered when there
// is an object below `station-data/station_id=11/`. [`listDeliveredObjects`](../../../src/delivery/list-delivered-objects.ts) takes a `bucketName` and
// a `prefix`, and returns a list.
//
// The cell below this text moves the lab cloud's clock forward by one minute, and then Firehose delivers. If you'd rather wait, don't run it.

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
// {{solution 02-fuel-network.wait-for-delivery}} Firehose delivers when its buffer is due, and doesn't notify you. So you keep looking until something is there. Station 11 is new, so its folder was empty: whatever you find there is its reading.
// > **On AWS**, it's the same minute. With partitions, allow up to one and a half times the interval.

// %% [markdown] id=tree-note tags=look
// ### 2.6 Look at what arrived
// This is your bucket, drawn as a tree: one branch per station, and below it the hour (UTC). The hour is the hour of the reading. An object's name has the
// time at which Firehose wrote it. In the lab cloud, that time is ahead of your computer's if you have moved the clock forward.
//
// You can also see the bucket in a console: **here** on the page [S3](/lab-cloud/console/#/s3/consumption-bucket-*-918/station-data%2F), **on AWS** under *S3 → Buckets → your bucket → Objects*.

// %% id=tree tags=look,varies
await showPartitionTree({ bucketName: BUCKET, prefix: "station-data/" });

// %% [markdown] id=parquet-note tags=look
// What is in an object? Here are the first characters of one. Parquet isn't meant for people to read, but you can recognize it by its first four
// characters. You can also find the names of the columns in it, because each file carries its own description.

// %% id=parquet tags=look,varies
const [firstObject] = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/" });
const parquet = await readObject({ bucketName: BUCKET, key: firstObject?.key ?? "" });
console.log(`${parquet.slice(0, 4)} … ${parquet.match(/[a-z0-9_]{8,}/g)?.slice(0, 8).join(" … ")}`);

// %% [markdown] id=levels-note tags=look
// People read it with Athena. This cell queries all readings, and plots the tanks of each station. The dashed line is at 200.
//
// You can run queries in a console, too: **here** on the page [Athena](/lab-cloud/console/#/athena/conversion/conversion_table), **on AWS** under *Athena → Query editor*.

// %% id=levels tags=look,varies
const all = await runQuery({ ...ATHENA, sql: "SELECT * FROM conversion_table" });
showTankLevels(all.rows, { title: "Tank levels by station" });
