// Lab 03, part 5: the function, the Firehose, the destination, and what arrives.

import {
  advanceClock, check, comparePrediction, createS3Bucket, isFirehoseReady, listDeliveredObjects, predict, readObject, waitUntil,
} from "../../../src/index";
import {
  connectDestination, deployFunction, ignoreExisting, showCollection, showPartitionTree, startApplicationIfPossible, subsetByHand, testFunction,
} from "../../../src/data-collection";
import { CreateDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import type { Output } from "@aws-sdk/client-kinesis-analytics-v2";
import {
  ACCOUNT, APPLICATION, BUCKET, FIREHOSE, FIREHOSE_ROLE_ARN, FUNCTION, LAMBDA_ROLE, PARTS, REGION, STREAM,
} from "./01-opening";
import { MINIMUM_AGE } from "./05-analytics";

export { FUNCTION_SETTINGS, firehose };

// %% [markdown] id=part-5 tags=why
// ## 5. The delivery
//
// The rows of `DESTINATION_USER_DATA` should go to a bucket. An application can write to a Kinesis stream, to a Firehose or to a Lambda function. You use a **Firehose**, because it collects rows into objects and writes them to S3.
// (Firehose can also write to Redshift, OpenSearch and Splunk: a data warehouse, and two services for searching data.)
//
// Each row reaches Firehose as JSON, without a trailing newline, and Firehose doesn't add one. So an object would be one long line, `{…}{…}{…}`, but most programs expect one record per line. A **Lambda function** adds the newlines: Firehose sends each batch of records through it. ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html))
//
// **Function or processor?** For newlines alone, you don't need a function today. The processor `AppendDelimiterToRecord`, which is in labs 02 and 04, adds them ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html), under *New line delimiter*).
// Use a function when the record itself has to change: to drop, add or check values. You write one here because that is the more common task, and newlines are an easy first one.

// %% [markdown] id=add-newline-do tags=do
// ### 5.1 The function
//
// Open [`src/collection/add-newline-function.ts`](../../../src/collection/add-newline-function.ts). Firehose calls its handler with a list of records. Each has a `recordId`, and its `data` in **base64**: bytes, written as letters.
//
// - Decode the data into text: `Buffer.from(data, "base64").toString("utf8")`.
// - Return three properties: the same `recordId`, the `result` `"Ok"`, and as `data` the text with a newline (`\n`) added at the end, in base64 again.
//
// **Save** the file. (To start from, there's a [blueprint](../../../src/functions/blueprints/general-firehose-processing.ts), as in Lambda's console: *General Firehose Processing*. It also handles records that aren't text.)

// %% id=add-newline-check tags=check
await check("03-data-collection.add-newline");

// %% [markdown] id=add-newline-stuck tags=stuck
// {{solution 03-data-collection.add-newline}} Firehose sends base64 and expects base64 back. So the function decodes the text, adds the newline, and encodes it again. The `recordId` shows Firehose which record each result belongs to, and `Ok` means: deliver it.

// %% [markdown] id=deploy-add-newline-do tags=do
// ### 5.2 Deploy it to Lambda
//
// The function's name is in `FUNCTION`: `add-newline-function`. It also needs **time**: Lambda ends an invocation after 3 seconds, unless you set another timeout. A batch can be large, and a function that hasn't run for a while starts slowly. For Firehose functions, AWS recommends at least one
// minute. Firehose itself waits up to five. Give the function **one minute**. (In the console: *Lambda → Create function*, with Node.js and a new role, then *Configuration → General configuration → Timeout*.)

// %% id=deploy-add-newline exercise=03-data-collection.deploy-add-newline
// ### START CODE HERE ### (~ 2 lines of code)
const FUNCTION_SETTINGS = { // @KEEP
  functionName: FUNCTION, // @REPLACE functionName: None,
  timeoutSeconds: 60, // @REPLACE timeoutSeconds: None,
}; // @KEEP
// ### END CODE HERE ###

await deployFunction({ ...FUNCTION_SETTINGS, file: "src/collection/add-newline-function.ts", roleName: LAMBDA_ROLE, environment: {} });

// %% id=deploy-add-newline-check tags=check
await check("03-data-collection.deploy-add-newline");

// %% [markdown] id=deploy-add-newline-stuck tags=stuck
// {{solution 03-data-collection.deploy-add-newline}} 60 seconds is a limit, not a price: Lambda bills only the time that a function runs. The default of 3 seconds is enough on most days, but not on a day with lots of data.

// %% [markdown] id=test-function-note tags=look
// **Test it** with one record, as Firehose would send it. This is like the *Test* button in Lambda's console. (**Here**, [the function's page](/lab-cloud/console/#/lambda/add-newline-function) has one, too.) In the `data` of the response, `Cg==` at the end is often a newline.

// %% id=test-function tags=look,varies
await testFunction({
  functionName: FUNCTION,
  event: { records: [{ recordId: "1", data: Buffer.from('{"first":"Ada"}').toString("base64") }] },
});

// %% [markdown] id=delivery-stream-do tags=do
// ### 5.3 The Firehose
//
// Create the Firehose with a single call, which you write yourself: `CreateDeliveryStreamCommand`, sent by `firehose`. [AWS's page on it](https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html) lists the parameters. What it should do:
//
// - Its name is `FIREHOSE`. The application sends directly to it, with the API that AWS calls *Direct PUT*.
// - It writes to the bucket `BUCKET`, under `user-data/`, and what fails under `errors/`. Its role is `FIREHOSE_ROLE_ARN`. You find all this under `ExtendedS3DestinationConfiguration`.
// - It writes an object after 1 MB, or after 60 seconds, whichever comes first. These values are small so that you see something soon. (AWS accepts 1 to 128 MB, and up to 900 seconds.)
// - Each batch of records goes through your function. That's a processor of the type `Lambda`, with a parameter `LambdaArn`: the function's ARN, in `FUNCTION_ARN`.
//
// (In the console: *Firehose → Create Firehose stream*, with the source *Direct PUT* and the destination *Amazon S3*. You set the function under *Transform records*.)

// %% id=delivery-stream exercise=03-data-collection.delivery-stream
await createS3Bucket({ bucketName: BUCKET, region: REGION });
const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${FUNCTION}`;
const firehose = new FirehoseClient({});

try {
  // ### START CODE HERE ### (~ 18 lines of code)
  await firehose.send( // @REPLACE None;
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: FIREHOSE,
      DeliveryStreamType: "DirectPut",
      ExtendedS3DestinationConfiguration: {
        BucketARN: `arn:aws:s3:::${BUCKET}`,
        RoleARN: FIREHOSE_ROLE_ARN,
        Prefix: "user-data/",
        ErrorOutputPrefix: "errors/",
        BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [
            { Type: "Lambda", Parameters: [{ ParameterName: "LambdaArn", ParameterValue: FUNCTION_ARN }] },
          ],
        },
      },
    }),
  );
  // ### END CODE HERE ###
} catch (error) {
  ignoreExisting(error);
}

// %% id=firehose-ready tags=look,wait,varies
await waitUntil({ what: "the Firehose to be ready", check: () => isFirehoseReady({ firehoseName: FIREHOSE }) });
await showCollection(PARTS);

// %% id=delivery-stream-check tags=check
await check("03-data-collection.delivery-stream");

// %% [markdown] id=delivery-stream-stuck tags=stuck
// <details>
// <summary>Something went wrong?</summary>
//
// If the Firehose already exists, AWS refuses to create it again, and it stays as it is. To create it with other settings, delete it in a new cell,
// `await deleteKinesisFirehose({ firehoseName: FIREHOSE });`. Then run the cell again.
//
// </details>
//
// {{solution 03-data-collection.delivery-stream}} The application sends records itself, so there is no stream to read: Direct PUT. Both numbers of the buffer are limits, and whichever is reached first ends an object. The processor refers to the function by its ARN, and works only if the processing is enabled.

// %% [markdown] id=destination-do tags=do
// ### 5.4 Connect the destination
//
// Specify which of the application's streams goes where. (In the console, you would also let AWS create roles: one for the Firehose to write to the bucket, and one for the application to write to the Firehose. Here, they're already set up for you.)
//
// - `Name`: the in-application stream, `DESTINATION_USER_DATA`.
// - `KinesisFirehoseOutput`: an object whose `ResourceARN` is the ARN of the Firehose, in `FIREHOSE_ARN`.
// - `DestinationSchema`: an object whose `RecordFormatType` is the format of the rows. The next steps read JSON, so it's `"JSON"`, not AWS's other format, `"CSV"`.

// %% id=destination exercise=03-data-collection.destination
const FIREHOSE_ARN = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/${FIREHOSE}`;

// ### START CODE HERE ### (~ 3 lines of code)
const DESTINATION: Output = { // @KEEP
  Name: "DESTINATION_USER_DATA", // @REPLACE Name: None,
  KinesisFirehoseOutput: { ResourceARN: FIREHOSE_ARN }, // @REPLACE KinesisFirehoseOutput: { ResourceARN: None },
  DestinationSchema: { RecordFormatType: "JSON" }, // @REPLACE DestinationSchema: { RecordFormatType: None },
}; // @KEEP
// ### END CODE HERE ###

await connectDestination({ applicationName: APPLICATION, output: DESTINATION });

// %% id=destination-check tags=check
await check("03-data-collection.destination");

// %% [markdown] id=destination-stuck tags=stuck
// {{solution 03-data-collection.destination}} An application can have several streams inside it. So the destination names the one to take rows from, and the Firehose to send them to. `JSON` is the format of the rows.

// %% [markdown] id=run-do tags=do
// ### 5.5 Run it
//
// Now everything is connected. The next cell starts the application. It begins with the oldest record in the stream.
//
// The application runs on Flink. Flink needs Java 17 or 11, Maven, and a download, once: run `npx labs flink` in a terminal (*File → New → Terminal*). Without Flink, the cell says so in one line. A small program then does the application's work once, by hand, so that you can continue with the lab.

// %% id=run tags=do,wait,varies
const isRunning = await startApplicationIfPossible({ applicationName: APPLICATION });
if (!isRunning) console.log(`By hand: ${await subsetByHand({ streamName: STREAM, firehoseName: FIREHOSE, minimumAge: MINIMUM_AGE })} people sent to ${FIREHOSE}.`);
await showCollection(PARTS);

// %% [markdown] id=newline-question tags=question
// ### Predict, then run
//
// The next cell waits for the Firehose's first object. **Which comes first, 1 MB or 60 seconds?** A row is about 80 bytes, and there are ten people a second.

// %% id=newline-predict tags=question
await predict("03-data-collection.newline", "?"); // "1 MB" or "60 seconds"

// %% id=delivered tags=question,wait,varies
const userData = () => listDeliveredObjects({ bucketName: BUCKET, prefix: "user-data/" });
await waitUntil({
  what: "the first user data in the bucket",
  check: async () => (await userData()).length > 0,
  otherwise: "Is there anything under errors/? If so, the function failed.",
});
await showPartitionTree({ bucketName: BUCKET, prefix: "" });
const [object] = await userData();
console.log((await readObject({ bucketName: BUCKET, key: object?.key ?? "" })).slice(0, 500));
await comparePrediction("03-data-collection.newline", (object?.bytes ?? 0) < 1_000_000 ? "60 seconds" : "1 MB");

// %% [markdown] id=newline-answer tags=question
// <details>
// <summary>Answer</summary>
//
// 60 seconds. Ten rows of 80 bytes a second are 48 KB a minute. 1 MB would take about 20 minutes.
// The cell waited longer, about two minutes. That's because Firehose also collects records for the function first, for up to 60 seconds or 1 MB.
//
// One person per line: that's your function. Only five values each: that's your SQL. No passwords have come through.
//
// </details>

// %% [markdown] id=refresh-note tags=look
// **Look again.** While the application runs, there's a new object every minute. In the lab cloud, you can move the clock forward.
//
// **Here**, the page [S3](/lab-cloud/console/#/s3/people-user-data-*/user-data%2F) shows the objects and their contents. **On AWS**, go to *S3 → Buckets → your bucket*.

// %% id=refresh tags=look,clock,varies
await advanceClock(60);
console.log(`${(await userData()).length} object(s) under user-data/.`);
