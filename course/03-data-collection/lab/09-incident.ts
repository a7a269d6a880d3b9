// Lab 03, part 8: an incident. One record stops the function, and Firehose fails the whole batch.

import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { advanceClock, check, comparePrediction, predict, readDeliveredRecords, showTable, waitUntil } from "../../../src/index";
import { createPartnerPeople, deployFunction, logGroupOf, readFailedRecords, redriveFailedRecords, sumMetric } from "../../../src/data-collection";
import { BUCKET, FIREHOSE, FUNCTION, LAMBDA_ROLE } from "./01-opening";
import { FUNCTION_SETTINGS, firehose } from "./06-delivery";

// %% [markdown] id=part-8 tags=why
// ## 8. An incident: forty people are missing
//
// Last night, two things changed. A colleague deployed a new version of your function, which also adds each person's initials. And a travel agency began to send its customers' bookings straight to your Firehose: 40 so far. Firehose accepted all of them.
// This morning, the agency can't find them in your bucket. You are on call.
//
// In an incident, work in this order: **what** is missing, **where** it is, **why**. Only then repair it, without losing anybody, and without storing anybody twice.
//
// The next cell does what happened last night. The colleague's version is [`src/collection/add-initials-draft.ts`](../../../src/collection/add-initials-draft.ts).

// %% id=night tags=do,varies
const bookings = createPartnerPeople();
const FAILED = "errors/processing-failed/";
const decodeRecord = (base64: string) => Buffer.from(base64, "base64").toString();

/** The agency's people in the bucket, and its records under the error prefix. */
const findBookings = async () => {
  const delivered = await readDeliveredRecords({ bucketName: BUCKET, prefix: "user-data/" });
  const failed = await readFailedRecords({ bucketName: BUCKET, prefix: FAILED });
  return {
    delivered: delivered.flatMap(({ booking }) => (typeof booking === "number" ? [booking] : [])),
    failed: failed.filter(({ rawData }) => decodeRecord(rawData).includes('"booking"')),
  };
};

const earlier = await findBookings();
if (earlier.delivered.length + earlier.failed.length === 0) {
  await deployFunction({ ...FUNCTION_SETTINGS, file: "src/collection/add-initials-draft.ts", roleName: LAMBDA_ROLE, environment: {} });
  const { FailedPutCount = 0 } = await firehose.send(
    new PutRecordBatchCommand({ DeliveryStreamName: FIREHOSE, Records: bookings.map((text) => ({ Data: Buffer.from(text) })) }),
  );
  console.log(`${bookings.length - FailedPutCount} of ${bookings.length} bookings accepted by ${FIREHOSE}.`);
} else {
  console.log("That night is over. Go on below.");
}

// %% [markdown] id=batch-question tags=question
// ### Predict, then look
//
// Firehose sent the 40 records to the function in **one** call. The function can handle nearly all of these people, but not all. **Who is in the bucket?** Answer with one word:
//
// - `none`: nobody
// - `before`: those that the function handled before its first error
// - `others`: all but those that it can't handle
//
// The first cell lets the time pass that Firehose collects records, for the function and then for the object.

// %% id=batch-predict tags=question
await predict("03-data-collection.batch", "?"); // "none", "before" or "others"

// %% id=jump-night tags=clock
await advanceClock(120);

// %% id=batch-where tags=question,wait,varies
const morning = await waitUntil({
  what: "Firehose to have dealt with every booking",
  check: async () => {
    const found = await findBookings();
    return found.delivered.length + found.failed.length >= bookings.length && found;
  },
  otherwise: "Did the cell above say that the bookings were accepted? Firehose tries a failing function four times before it gives up.",
});
showTable([{ sent: bookings.length, "in the bucket": morning.delivered.length, "under errors/": morning.failed.length }]);
await comparePrediction("03-data-collection.batch", morning.delivered.length === 0 ? "none" : "others");

// %% [markdown] id=batch-answer tags=question
// <details>
// <summary>Answer</summary>
//
// Nobody. The function got one batch and threw one error, so there is no result for any of its records. Firehose calls the function again, three times by default. Then it fails **the whole batch**: all 40 records go to `processing-failed` under the error prefix, the good ones too.
// A batch from the application is hit in the same way if such a record is in it. One record can stop everyone.
//
// </details>

// %% [markdown] id=incident-reason-note tags=look
// **Why?** Ask in three places: Firehose's reason is in the failed records, CloudWatch counts the function's errors, and the function's own log has the error itself. Which of them helps you?

// %% id=incident-reason tags=look,varies
const [failedRecord] = morning.failed;
console.log(`Firehose: ${failedRecord?.errorCode}. ${failedRecord?.errorMessage}`);

for (const metricName of ["Invocations", "Errors"]) {
  const sum = await sumMetric({ namespace: "AWS/Lambda", metricName, dimension: ["FunctionName", FUNCTION] });
  console.log(`CloudWatch: ${metricName} of ${FUNCTION}: ${sum}`);
}

const { events = [] } = await new CloudWatchLogsClient({}).send(
  new FilterLogEventsCommand({ logGroupName: logGroupOf(FUNCTION), filterPattern: '"Invoke Error"' }),
);
console.log(`The function's log: ${events.at(-1)?.message?.slice(0, 240) ?? "no error"}`);

// %% [markdown] id=incident-records-note tags=look
// The log has only the **first** record at which the function stopped. What comes after it in the batch, the function has never seen. So look at the 40 records, too: `decodeRecord(failedRecord.rawData)` gives you the text of one. Which of them are unusual? There is more than one kind.
//
// **Here**, [the function's page](/lab-cloud/console/#/lambda/add-newline-function) shows the log, and [the Firehose's page](/lab-cloud/console/#/firehose/people-delivery) the failed records with their reasons. **On AWS**, use *CloudWatch → Log groups*, and the objects under `errors/`.

// %% id=incident-records tags=look,varies
showTable(morning.failed.map(({ rawData }) => ({ record: decodeRecord(rawData) })), { limit: 40 });

// %% [markdown] id=add-initials-do tags=do
// ### 8.1 One record fails alone
//
// Write the function again, in [`src/collection/add-initials-function.ts`](../../../src/collection/add-initials-function.ts). The file has an empty handler. **The goal**, whatever is in a batch:
//
// - Each **person** is delivered, on one line, with all their values and one more: `initials`, the first letter of `first` and then of `last`. Some people have only one of the two names. Then it's that letter alone.
// - Somebody with `"forget": true` has asked to be **forgotten**. They must not be stored: neither under `user-data/` nor under `errors/`.
// - A record that is **no person** (half a record, or one without any name) must not get lost: it goes under `errors/`, and takes no other record with it.
//
// Each record needs one of three results. [AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html) explains what becomes of a record with each. **Save** the file.

// %% id=add-initials-check tags=check
await check("03-data-collection.add-initials");

// %% [markdown] id=add-initials-stuck tags=stuck
// {{solution 03-data-collection.add-initials}} The `try` is inside the loop, so an error costs one record its delivery, not forty. `ProcessingFailed` keeps a broken record under `errors/`, where a person can look at it. `Dropped` would make it disappear without a trace. That is right only for those who ask for it.

// %% [markdown] id=deploy-initials-note tags=do
// **Deploy it**, then bring the 40 people back. First the function, then the records: the other way round, they would fail again.
//
// The second cell sends the failed records to the Firehose again. Once Firehose has accepted them, it deletes their objects. That's why you can run it twice without storing anybody twice. It's also necessary: those who want to be forgotten are in these objects.

// %% id=deploy-initials tags=do
await deployFunction({ ...FUNCTION_SETTINGS, file: "src/collection/add-initials-function.ts", roleName: LAMBDA_ROLE, environment: {} });

// %% id=redrive tags=do,varies
const resentCount = await redriveFailedRecords({ bucketName: BUCKET, prefix: FAILED, firehoseName: FIREHOSE });
console.log(`${resentCount} records sent again.`);

// %% id=jump-redrive tags=clock
await advanceClock(120);

// %% [markdown] id=redriven-note tags=look
// **Is everybody there?** The number of bookings that were sent must be the sum of those that were delivered, failed alone, and asked to be forgotten.

// %% id=redriven tags=look,wait,varies
const forgotten = bookings.filter((text) => text.includes('"forget":true')).length;
const repaired = await waitUntil({
  what: "the bookings in the bucket",
  check: async () => {
    const found = await findBookings();
    return found.delivered.length + found.failed.length + forgotten >= bookings.length && found;
  },
  otherwise: "Does the check above pass? Then deploy the function, and send the failed records again.",
});
const storedOnce = new Set(repaired.delivered).size;
showTable([{
  sent: bookings.length,
  delivered: storedOnce,
  "more than once": repaired.delivered.length - storedOnce,
  "failed alone": repaired.failed.length,
  forgotten,
  lost: bookings.length - storedOnce - repaired.failed.length - forgotten,
}]);

// %% [markdown] id=redriven-on-aws tags=on-aws
// > **On AWS**, the incident is the same: the fault is in the data and in the function, and nothing was broken on purpose. There, you would set an alarm on the metric `Errors` of the function. It would have rung at night, four errors after the first batch. **Here**, [CloudWatch](/lab-cloud/console/#/cloudwatch/Errors%20add-newline-function) plots it.
