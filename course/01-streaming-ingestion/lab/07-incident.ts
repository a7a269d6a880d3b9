// Lab 01, part 3: an incident. Records that hold several visits, or none, are left out.

import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { check, comparePrediction, listStreamRecords, predict, showScript, showTable, startScript, stopScript, waitUntil } from "../../../src/index";
import { openKiosks } from "../../../src/streaming-ingestion";
import { INTERNATIONAL_DATA_STREAM, USA_DATA_STREAM } from "./03-buckets-and-streams";
import { ETL_SCRIPT, SOURCE_STREAM } from "./04-firehoses";
import { DEST_STREAMS } from "./06-delivery";

// %% [markdown] id=part-3 tags=why
// ## 3. An incident: visits are missing
// The shop has put two kiosks into its stores. Since this morning, they write their customers' visits to the source stream, too. They have counted 24 visits.
// The team for recommendations has received only 12 of them. No one has seen an error. You are on call.
//
// In an incident, work in this order: **what** is missing, **where** it got lost, **why**. Only then repair it, and don't make it worse: a visit that is missing is bad, and a visit that counts twice is no better.

// %% [markdown] id=incident-note tags=do
// The next cell lets the kiosks write their day, and starts your ETL script again. It reads from the oldest record on, so the shop's visits are passed on again, too: that is no part of this incident. Then the cell waits for the 12 visits that do arrive.

// %% id=incident tags=do,script,wait,varies
const kioskVisits = await openKiosks({ streamName: SOURCE_STREAM });
await startScript(ETL_SCRIPT, { source_stream: SOURCE_STREAM, dest_streams: DEST_STREAMS });

/** The visits of the kiosks that are in one of the two destination streams. */
const listArrived = async () => {
  const records = await Promise.all([USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM].map((streamName) => listStreamRecords({ streamName })));
  const ids = new Set(records.flat().map(({ data }) => Object(data).session_id));
  return kioskVisits.filter(({ session_id }) => ids.has(session_id));
};
const arrivedVisits = await waitUntil({
  what: "12 visits to arrive",
  check: async () => {
    const visits = await listArrived();
    return visits.length >= 12 && visits;
  },
  otherwise: "Does your script run? Look at showScript(ETL_SCRIPT).",
});

// %% [markdown] id=incident-what-note tags=look
// **What is missing?**

// %% id=incident-what tags=look
const missingVisits = kioskVisits.filter((visit) => !arrivedVisits.includes(visit));
showTable(
  ["kiosk-1", "kiosk-2"].map((kiosk) => ({
    kiosk,
    counted: kioskVisits.filter((visit) => visit.kiosk === kiosk).length,
    missing: missingVisits.filter((visit) => visit.kiosk === kiosk).length,
    "one that is missing": missingVisits.find((visit) => visit.kiosk === kiosk)?.session_id ?? "",
  })),
  { title: "Today's visits" },
);

// %% [markdown] id=incident-question tags=question
// ### Predict, then look
// A visit goes from a kiosk through the source stream to your script, and from there to a destination stream. **Where did the missing ones get lost?** Answer with one word:
//
// - `kiosk`: it counted them, and never wrote them
// - `stream`: the kiosk wrote them, and Kinesis doesn't have them
// - `script`: they are in the source stream, and your script didn't pass them on
//
// The next cell searches the source stream for the missing visits' `session_id`.

// %% id=incident-predict tags=question
await predict("01-streaming-ingestion.lost-visits", "?"); // "kiosk", "stream" or "script"

// %% id=incident-where tags=question
const inSource = JSON.stringify((await listStreamRecords({ streamName: SOURCE_STREAM })).map(({ data }) => data));
const writtenVisits = missingVisits.filter(({ session_id }) => inSource.includes(session_id));
showTable([{ missing: missingVisits.length, "of these, in the source stream": writtenVisits.length }]);
await comparePrediction("01-streaming-ingestion.lost-visits", writtenVisits.length === missingVisits.length ? "script" : "kiosk");

// %% [markdown] id=incident-why-note tags=look
// **Why?** Your script writes a log. Some of its lines aren't like the others. Each of these names a record by its **sequence number**, which identifies it within its shard.

// %% id=incident-why tags=look,script,varies
showScript(ETL_SCRIPT, { lines: 60 });

// %% [markdown] id=incident-find-note tags=do
// Now find out what is in these records. **Here**, [the source stream's page](/lab-cloud/console/#/kinesis/de-c2w2lab1-kinesis-data-stream) shows each record with its sequence number. Or use `listStreamRecords` in a cell of your own: it works **on AWS**, too.
// Compare such a record with one that arrived. Is there more than one kind?

// %% [markdown] id=recover-visits-do tags=do
// ### 3.1 Bring them back
// Nothing is lost yet: the stream keeps each record for 24 hours, whether your script understood it or not. Write `recoverVisits`. **The goal:** when it's done, each visit in the stream has
// a record of its own, exactly once. Then your script, which you leave as it is, passes all of them on.
//
// - A visit that already has a record of its own must not get another one, even if your function runs a second time.
// - Write each record as a kiosk should have: its data is the visit as JSON, and its partition key is the `session_id`.
// - `PutRecordCommand` and the client that sends it, `kinesis`, are in the last cell of part 1.

// %% id=recover-visits exercise=01-streaming-ingestion.recover-visits
const recoverVisits = async (streamName: string): Promise<void> => {
  // ### START CODE HERE ### (~ 9 lines of code)
  const client = new KinesisClient({}); // @REPLACE None;
  const records = (await listStreamRecords({ streamName })).map(({ data }) => data);
  const known = new Set(records.map((data) => Object(data).session_id));
  for (const visit of records.filter(Array.isArray).flat()) {
    if (known.has(visit.session_id)) continue;
    const Data = Buffer.from(JSON.stringify(visit));
    await client.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data }));
    known.add(visit.session_id);
  }
  // ### END CODE HERE ###
};

// %% id=recover-visits-check tags=check
await check("01-streaming-ingestion.recover-visits");

// %% [markdown] id=recover-visits-stuck tags=stuck
// {{solution 01-streaming-ingestion.recover-visits}} A kiosk without a network collects its visits, and writes them as one record: a list. Your script expects one visit in each record, and leaves out all else. The set holds the visits that have a record of their own, so a second run finds nothing to do. A kiosk's report on its battery is not a visit, and stays out.

// %% [markdown] id=recover-note tags=do
// **Recover.** Run your function on the source stream. Your script reads the new records like any others.

// %% id=recover tags=look,script,wait,varies
await recoverVisits(SOURCE_STREAM);
const recovered = await waitUntil({
  what: `all ${kioskVisits.length} visits to arrive`,
  check: async () => {
    const visits = await listArrived();
    return visits.length === kioskVisits.length && visits;
  },
  otherwise: "Does the check above pass?",
});
await stopScript(ETL_SCRIPT);
showTable([{ counted: kioskVisits.length, arrived: recovered.length, missing: kioskVisits.length - recovered.length }]);

// %% [markdown] id=recover-on-aws tags=on-aws
// > **On AWS**, the incident is the same: the cause is in the data. To prevent the next one, agree on the form of a record with those who write it, and let an alarm count the lines about left-out records. A log group's *metric filter* does that.
// > And be quick: after 24 hours, these visits would be gone. A stream can keep its records for up to 365 days, for a price.
