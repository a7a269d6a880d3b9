// Lab 02, part 8: an incident. Readings of new stations fail, for more than one reason.

import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { connectNewStations, readFailedRecords, runQuery } from "../../../src/fuel-network";
import { advanceClock, check, comparePrediction, predict, showTable, waitUntil } from "../../../src/index";
import { ATHENA, BUCKET } from "./01-opening";
import { ERROR_PREFIX } from "./03-refused-settings";

// %% [markdown] id=part-8 tags=why
// ## 8. An incident: new stations are silent
// Six new stations, 21 to 26, were connected at noon. Their supplier says that each has sent three readings, and that Firehose accepted all of them. The planner sees only some. If a tank is low there, no truck leaves. You are on call.
//
// In an incident, work in this order: **what** is missing, **where** it is, **why**. Only then repair it, and don't make it worse: a reading that is missing is bad, and a reading that counts twice is no better.
//
// The next cells connect the stations, and wait for the readings that do arrive.

// %% id=connect-stations tags=do,varies
const failedBefore = await readFailedRecords({ bucketName: BUCKET, prefix: ERROR_PREFIX });
const newReadings = await connectNewStations({ firehoseName: "SI-Firehose" });

/** How often the table has each of these readings. */
const countInTable = async () => {
  const { rows } = await runQuery({ ...ATHENA, sql: "SELECT station_id, event_timestamp FROM conversion_table WHERE CAST(station_id AS integer) > 20" });
  return newReadings.map((reading) => ({
    station: reading.station_id,
    times: rows.filter((row) => row["station_id"] === reading.station_id && Number(row["event_timestamp"]) === reading.event_timestamp).length,
  }));
};

// %% id=jump-stations tags=clock
await advanceClock(60);

// %% id=incident-what tags=look,wait,varies
const stationCounts = await waitUntil({
  what: "readings of the new stations in the table",
  check: async () => {
    const found = await countInTable();
    return found.filter(({ times }) => times > 0).length >= 7 && found;
  },
});
showTable(
  [...new Set(newReadings.map(({ station_id }) => station_id))].map((station) => {
    const ofStation = stationCounts.filter((count) => count.station === station);
    return { station, sent: ofStation.length, "in the table": ofStation.filter(({ times }) => times > 0).length };
  }),
  { title: "The new stations" },
);

// %% [markdown] id=incident-question tags=question
// ### Predict, then look
// Firehose accepted all 18 readings. **Where are those that the table doesn't have?** Answer with one word:
//
// - `buffer`: Firehose still collects them
// - `errors`: they are under the error prefix
// - `folder`: they are below `station-data/`, in a folder where the table doesn't look

// %% id=incident-predict tags=question
await predict("02-fuel-network.silent", "?"); // "buffer", "errors" or "folder"

// %% id=incident-where tags=question,wait,varies
const failedNow = await waitUntil({
  what: "Firehose to have dealt with every reading",
  check: async () => {
    const records = (await readFailedRecords({ bucketName: BUCKET, prefix: ERROR_PREFIX })).slice(failedBefore.length);
    return records.length >= 12 && records;
  },
});
const arrivedReadings = (await countInTable()).filter(({ times }) => times > 0).length;
showTable([{ sent: newReadings.length, "in the table": arrivedReadings, "new under the error prefix": failedNow.length }]);
await comparePrediction("02-fuel-network.silent", failedNow.length > 0 ? "errors" : "buffer");

// %% [markdown] id=incident-why-note tags=look
// **Why?** `failedNow` has these records. Firehose's reasons are in `errorMessage`, and the records themselves in `rawData`. One message may stand for several causes, so decode some records in a cell of your own, and compare them with the reading in *The story*.
// How many kinds are there? Which of them can a program repair from the record alone, without guessing?

// %% id=incident-why tags=look,varies
showTable(failedNow.map(({ errorCode, errorMessage }) => ({ errorCode, errorMessage })), { limit: 20 });

// %% [markdown] id=recover-readings-do tags=do
// ### 8.1 Bring them back
// Write `recoverReadings`. It gets a list of failed records and the name of a Firehose. **The goal:** no record is lost.
//
// - Each reading that can be repaired is sent to the Firehose **once**, in the form that the other stations use. Its station, levels and time stay what they were.
// - Firehose may list a reading twice, because the station sent it twice. Send it once.
// - The records that can't be repaired from themselves are **returned**, as they are, so that a person can look at them. One of them must not stop the others.
//
// `PutRecordBatchCommand` sends up to 500 records in one call. [AWS's page](https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html) lists its parameters. (A Firehose may reject some records of a call, as a data stream may: lab 05 is about that. These few records are far below its limit.)

// %% id=recover-readings exercise=02-fuel-network.recover-readings
interface Failed {
  readonly rawData: string;
}
const recoverReadings = async (failedRecords: readonly Failed[], firehoseName: string): Promise<readonly Failed[]> => {
  // ### START CODE HERE ### (~ 16 lines of code)
  const fixed = new Set<string>(); // @REPLACE return None;
  const hopeless: Failed[] = [];
  for (const record of failedRecords) {
    try {
      const reading = JSON.parse(Buffer.from(record.rawData, "base64").toString());
      const time = reading.event_timestamp;
      const event_timestamp = /^\d+$/.test(time) ? Number(time) : Date.parse(time) / 1000;
      if (reading.station_id === null || Number.isNaN(event_timestamp)) throw new Error("This can't be repaired.");
      fixed.add(JSON.stringify({ ...reading, event_timestamp }));
    } catch {
      hopeless.push(record);
    }
  }
  const Records = [...fixed].map((text) => ({ Data: Buffer.from(text) }));
  await new FirehoseClient({}).send(new PutRecordBatchCommand({ DeliveryStreamName: firehoseName, Records }));
  return hopeless;
  // ### END CODE HERE ###
};

// %% id=recover-readings-check tags=check
await check("02-fuel-network.recover-readings");

// %% [markdown] id=recover-readings-stuck tags=stuck
// {{solution 02-fuel-network.recover-readings}} jq's `strftime` takes a number of seconds, and these stations send text: digits, or a date. Both say when the reading was taken, so they can be repaired. Half a record, or a reading without a station, can't: guessing would be worse. The set keeps each repaired reading once.

// %% [markdown] id=recover-note tags=do
// **Recover.** The cell runs your function, and waits until the repaired readings are in the table.

// %% id=recover tags=do,varies
const notRepaired = await recoverReadings(failedNow, "SI-Firehose");
showTable(notRepaired.map(({ rawData }) => ({ "not repaired": Buffer.from(rawData, "base64").toString() })));

// %% id=jump-recovered tags=clock
await advanceClock(60);

// %% id=recovered tags=look,wait,varies
const inTableNow = await waitUntil({
  what: "the repaired readings in the table",
  check: async () => {
    const found = await countInTable();
    return found.filter(({ times }) => times > 0).length >= newReadings.length - notRepaired.length && found;
  },
  otherwise: "Does the check above pass?",
});
showTable([{
  sent: newReadings.length,
  "in the table once": inTableNow.filter(({ times }) => times === 1).length,
  "more than once": inTableNow.filter(({ times }) => times > 1).length,
  "for a person": notRepaired.length,
}]);

// %% [markdown] id=recover-on-aws tags=on-aws
// > **On AWS**, the incident is the same: the cause is in the data. There, you would also ask CloudWatch: `IncomingRecords` of the Firehose counts what was accepted, and `SucceedConversion.Records` what was converted. An alarm on the difference finds the next such supplier in minutes.
// > **Here**, [the Firehose's page](/lab-cloud/console/#/firehose/SI-Firehose) shows the failed records with their reasons, too.
