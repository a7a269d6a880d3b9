// Lab 02, part 5: three things that nobody refuses.

import { UpdateDestinationCommand } from "@aws-sdk/client-firehose";
import {
  describeFirehose, readFailedRecords, runQuery, showFaultyStation, showPartitionTree, stationReading, tryCreateFirehose,
} from "../../../src/fuel-network";
import { advanceClock, check, comparePrediction, isFirehoseReady, listDeliveredObjects, predict, showTable, waitUntil } from "../../../src/index";
import { STUDENT, BUCKET, ATHENA } from "./01-opening";
import { PARTITION_KEYS, folder } from "./02-partition-keys";
import { processors, draft, ERROR_PREFIX } from "./03-refused-settings";
import { firehose, putReading } from "./05-gas-station-app";
import { deployFuelPlanning } from "./06-fuel-planning-app";

// %% [markdown] id=part-5 tags=why
// ## 5. What goes wrong
//
// > **A good place to stop.** Save, and press **Ctrl-C** where `npm start` runs. To go on another day, run `npm start`, and choose **Run → Run All Above Selected Cell**: your streams, data and files are still there. It sends the readings a second time: that does no harm, but counts in later parts are then higher. ([More on this](../../../docs/learners.md#stop-and-continue-another-day))
//
// You've seen three settings that AWS rejects, and a query that ran too early. The next three mistakes are worse, because **nothing rejects them**. Everything runs, and
// something is missing.

// %% [markdown] id=null-key-do tags=do
// ### 5.1 A reading without a station
// A sensor is faulty: it sends `null` instead of the station's number. The next cells send such a reading, two minutes old, and wait until Firehose has
// dealt with it.

// %% id=null-reading tags=do
const nameless = { ...stationReading(0, [640, 355, 187, 902, 411], new Date(Date.now() - 120_000)), station_id: null };
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
// Firehose accepted the record, because it looks at keys only later. A record whose key is null or missing has no folder to go to. So it's under the
// error prefix, with a reason. (The object's key begins with `errormetadata-extraction-failed`: a prefix is just the beginning of a key.
// If you had written `error/`, it would look like a folder.) **If no one looks there, stations are missing.**
//
// `rawData` is the record as it was sent, in **base64**: a way to write any bytes as letters and digits.
//
// Someone has found the culprit, a sensor of **one station**: the next cell shows which one in your network. Decode the record, set its station, and send it again. Node's [`Buffer`](https://nodejs.org/api/buffer.html#static-method-bufferfromstring-encoding) decodes base64.
// Make sure that the new station has the same type as in every other reading.

// %% id=faulty-station tags=look
showFaultyStation(STUDENT);

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
// {{solution 02-fuel-network.null-key}} The error file has the record as it was sent, in base64. `...lost` copies all its properties, and the new `station_id` replaces the null. This is the station for Ada Lovelace: yours may differ.

// %% [markdown] id=year-slip-do tags=do
// ### 5.2 The year in every folder
// In a hurry, a colleague built a Firehose like yours, with `strftime("%Y")` copied to **every** time key. AWS doesn't reject that. The next
// cells create it (without conversion, to keep it small), send a reading of station 3, and look at the result.

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
// Month, day and hour are all the year. The readings of a whole year are in one folder, and a query about one hour reads all of it.
//
// **Fix it with an update.** `UpdateDestinationCommand` changes the settings of an existing Firehose. Settings that you leave out stay as they are. You also
// name the destination and the version that you've seen, so that AWS notices if someone else has changed it in the meantime. `describeFirehose` returns both.
// Fill in these two and the **right keys**: the processors and the prefix are built from them.

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
// <summary>Something went wrong?</summary>
//
// If AWS says that the versions don't match, the Firehose has been updated already. Run the whole cell again, so that it asks for the new version.
//
// </details>
//
// {{solution 02-fuel-network.year-slip}} An update names the version that it starts from. If someone else updated it first, AWS rejects yours, so no change is overwritten. The prefix and the processors belong together, so the update sends both.
//
// Records delivered earlier stay where they are. An update changes only what comes after it.

// %% [markdown] id=compare-question tags=question
// ### 5.3 Is 99 less than 200?
// Your planner checks `fuel_tank1_level < '200'`. The next cells send two more readings. Tank 1 of station 12 is nearly empty, at 99. Tank 1 of
// station 13 is full, at 1000. The other tanks have 500.
//
// **Predict, then run:** which of the two does the planner's comparison call low?

// %% id=compare-predict tags=question
await predict("02-fuel-network.compare", "?"); // "12", "13", "both" or "neither"

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

const low = compared.rows.flatMap(({ as_text, station_id }) => (as_text === "true" ? [station_id] : []));
const calledLow = low.length > 1 ? "both" : (low[0] ?? "neither");
await comparePrediction("02-fuel-network.compare", calledLow);

// %% [markdown] id=compare-levels-do tags=do
// <details>
// <summary>Answer</summary>
// The wrong one. Levels are strings, and strings are compared character by character, as in a dictionary. `'9'` comes after `'2'`, so `'99'` isn't less than `'200'`. `'1'` comes before
// `'2'`, so `'1000'` is. As long as all levels have three digits, no one notices. Then the nearly empty station gets no truck, and the full one does.
//
// </details>
// **Fix it** in [`src/fuel/fuel-planning-app.ts`](../../../src/fuel/fuel-planning-app.ts): `isLow` has to compare numbers. The query in the cell above
// does both: which of its two columns is right, and why? **Save** the file, and run the next cell, which deploys it to Lambda again.

// %% id=deploy-fuel-planning-again tags=do
await deployFuelPlanning();

// %% id=compare-levels-check tags=check
await check("02-fuel-network.compare-levels");

// %% [markdown] id=compare-levels-stuck tags=stuck
// {{solution 02-fuel-network.compare-levels}} Strings are compared character by character, so `"1000"` is less than `"200"`. `CAST` converts them to numbers first.
