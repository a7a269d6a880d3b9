// Lab 02, part 5: three things that nobody refuses.

import { UpdateDestinationCommand } from "@aws-sdk/client-firehose";
import {
  describeFirehose, readFailedRecords, runQuery, showPartitionTree, stationReading, tryCreateFirehose,
} from "../../../src/fuel-network";
import { advanceClock, check, isFirehoseReady, listDeliveredObjects, showTable, waitUntil } from "../../../src/index";
import { BUCKET, ATHENA } from "./01-opening";
import { PARTITION_KEYS, folder } from "./02-partition-keys";
import { processors, draft, ERROR_PREFIX } from "./03-refused-settings";
import { firehose, putReading } from "./05-gas-station-app";
import { deployFuelPlanning } from "./06-fuel-planning-app";

// %% [markdown] id=part-5 tags=why
// ## 5. What goes wrong
//
// You have seen three settings that AWS refuses, and a query that came too early. The next three are worse, since **nobody refuses them**. Everything runs, and
// something is missing.

// %% [markdown] id=null-key-do tags=do
// ### 5.1 A reading without a station
//
// A sensor has a fault: it sends `null` in the place of the station's number. The next cell sends such a reading, and waits until Firehose has done something with
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
// Firehose accepted the record, since it looks at keys only later. A record whose key is null or missing has no folder to go to. So it is under the
// error prefix, with a reason. (The object's key begins with `errormetadata-extraction-failed`: a prefix is text that keys begin with, nothing
// more. If you had written `error/`, it would look like a folder.) **If nobody looks there, stations are missing.**
//
// `rawData` is the record as it was sent. It is in **base64**, a way to write any bytes as letters.
//
// Someone has found the culprit: **station 7**. Decode the record, set its station, and send it again. `Buffer.from(text, "base64").toString()` decodes,
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
// {{solution 02-fuel-network.null-key}} In the error file the record stands as it came, in base64. `...lost` takes all its members, and `station_id` is put in the place of the one that is missing.

// %% [markdown] id=year-slip-do tags=do
// ### 5.2 The year in every folder
//
// In a hurry, a colleague built a Firehose like yours: with `strftime("%Y")` copied to **every** key of the time. AWS does not refuse that. The next
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
// Month, day and hour are all the year: the readings of a whole year are in one folder, and a question about one hour reads all of it.
//
// **Repair it by an update.** `UpdateDestinationCommand` changes the settings of a Firehose that exists; what you do not name stays. To be sure that nobody
// else has changed it in the meantime, you name the version that you have seen, and the destination. `describeFirehose` has asked for both. Fill in these two,
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
// You have written the right keys in 1.1. `slip` has the members `versionId` and `destinationId`. Does AWS say that the versions do not match? Then the
// Firehose was updated before; run the whole cell, so that it asks again.
//
// </details>
//
// {{solution 02-fuel-network.year-slip}} An update names the version that it starts from. If someone else updated it first, AWS rejects yours, so no change is overwritten. Prefix and processors belong together, so both are sent.
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
// **Repair it** in [`src/fuel/fuel-planning-app.ts`](../../../src/fuel/fuel-planning-app.ts): `isLow` has to compare numbers. In SQL, `CAST(fuel_tank1_level AS integer)` makes
// a number of the text. **Save** the file, and run the next cell, which deploys it to Lambda again.

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
// {{solution 02-fuel-network.compare-levels}} Text is compared letter by letter, so `"1000"` is less than `"200"`. `CAST` makes a number of it first.
