// Lab 03, part 5: the function, the Firehose, the destination, and what arrives.

import {
  advanceClock, check, createS3Bucket, isFirehoseReady, listDeliveredObjects, readObject, waitUntil,
} from "../../../src/index";
import {
  connectDestination, deployFunction, showCollection, showPartitionTree, startApplicationIfPossible, subsetByHand, testFunction, tryCreateFirehose,
} from "../../../src/data-collection";
import type { CreateDeliveryStreamInput } from "@aws-sdk/client-firehose";
import type { Output } from "@aws-sdk/client-kinesis-analytics-v2";
import {
  ACCOUNT, APPLICATION, BUCKET, FIREHOSE, FIREHOSE_ROLE_ARN, FUNCTION, LAMBDA_ROLE, PARTS, REGION, STREAM,
} from "./01-opening";

// %% [markdown] id=part-5 tags=why
// ## 5. The delivery
//
// The rows of `DESTINATION_USER_DATA` should go to a bucket. An application can write to a Kinesis stream, to a Firehose or to a Lambda function. You take a **Firehose**, since it collects rows into objects, and writes them to S3.
// (Firehose can also write to Redshift, OpenSearch and Splunk: a warehouse for data, and two services that search it.)
//
// Each row reaches Firehose as JSON, without a trailing newline. Firehose adds nothing. So an object would be one long line, `{…}{…}{…}`, and most programs read one record a line. A **Lambda function** puts the new line there: Firehose sends each batch of records through it. ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html))

// %% [markdown] id=add-newline-do tags=do
// ### 5.1 The function
//
// Open [`src/collection/add-newline-function.ts`](../../../src/collection/add-newline-function.ts). Firehose calls its handler with a list of records. Each has a `recordId`, and its `data` in **base64**: bytes, written as letters.
//
// - Make text of the data: `Buffer.from(data, "base64").toString("utf8")`.
// - Return three members: the same `recordId`, the `result` `"Ok"`, and as `data` the text with a new line (`\n`) behind it, in base64 again.
//
// **Save** the file. (To start from, there is a [blueprint](../../../src/functions/blueprints/general-firehose-processing.ts), as in Lambda's console: *General Firehose Processing*. It also handles records that are no text.)

// %% id=add-newline-check tags=check
await check("03-data-collection.add-newline");

// %% [markdown] id=add-newline-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// To encode again, reverse the steps: `Buffer.from(text).toString("base64")`. Where does the new line go? Into the text, before it becomes base64. A new line behind base64 is no new line in the data.
//
// </details>
//
// {{solution 03-data-collection.add-newline}} Firehose sends base64 and wants base64 back, so the text is decoded, gets its new line, and is encoded again. By the `recordId` Firehose knows which record an answer belongs to, and `Ok` says: deliver it.

// %% [markdown] id=deploy-add-newline-do tags=do
// ### 5.2 Bring it to Lambda
//
// The function is called `FUNCTION`, that is `add-newline-function`. And it needs **time**: Lambda ends an invocation after 3 seconds, unless you say otherwise. A batch may be large, and a function that has not run for a while starts slowly. AWS advises one
// minute at least for functions of Firehose, which itself waits up to five. Give it **one minute**. (In the console: *Lambda → Create function*, with Node.js and a new role, and then *Configuration → General configuration → Timeout*.)

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
// <details>
// <summary>Stuck? A hint</summary>
//
// A minute has 60 seconds. The name is in a variable: no quotes.
//
// </details>
//
// {{solution 03-data-collection.deploy-add-newline}} 60 seconds is a limit, not a price: Lambda bills the time that a function has run. The default of 3 seconds is enough on most days, and too little on the day with much data.

// %% [markdown] id=test-function-note tags=look
// **Test it**, as with the button *Test* of Lambda's console (**here** [the function's page](/lab-cloud/console/#/lambda/add-newline-function) has one, too): with one record, as Firehose would send it. In `data` of the response, `Cg==` at the end is often a new line.

// %% id=test-function tags=look,varies
await testFunction({
  functionName: FUNCTION,
  event: { records: [{ recordId: "1", data: Buffer.from('{"first":"Ada"}').toString("base64") }] },
});

// %% [markdown] id=delivery-stream-do tags=do
// ### 5.3 The Firehose
//
// Create the Firehose. Fill in:
//
// - **type**: the application sends straight to it, so `"DirectPut"`, which AWS calls *Direct PUT*;
// - **buffer**: an object after 1 MB, or after 60 seconds, whichever comes first. These are small values, since you want to see something soon (AWS takes 1 to 128 MB, and up to 900 seconds);
// - **processors**: a list with one entry, of the `Type` `"Lambda"`. Its `Parameters` are a list with one entry, too: `{ ParameterName: "LambdaArn", ParameterValue: FUNCTION_ARN }`.
//
// (In the console: *Firehose → Create Firehose stream*, with the source *Direct PUT* and the destination *Amazon S3*. The function stands there under *Transform records*.)

// %% id=delivery-stream exercise=03-data-collection.delivery-stream
await createS3Bucket({ bucketName: BUCKET, region: REGION });
const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${FUNCTION}`;

// ### START CODE HERE ### (~ 5 lines of code)
const DELIVERY: CreateDeliveryStreamInput = { // @KEEP
  DeliveryStreamName: FIREHOSE, // @KEEP
  DeliveryStreamType: "DirectPut", // @REPLACE DeliveryStreamType: None,
  ExtendedS3DestinationConfiguration: { // @KEEP
    BucketARN: `arn:aws:s3:::${BUCKET}`, // @KEEP
    RoleARN: FIREHOSE_ROLE_ARN, // @KEEP
    Prefix: "user-data/", // @KEEP
    ErrorOutputPrefix: "errors/", // @KEEP
    BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 }, // @REPLACE BufferingHints: { SizeInMBs: None, IntervalInSeconds: None },
    ProcessingConfiguration: { // @KEEP
      Enabled: true, // @KEEP
      Processors: [ // @REPLACE Processors: None,
        { Type: "Lambda", Parameters: [{ ParameterName: "LambdaArn", ParameterValue: FUNCTION_ARN }] },
      ],
    }, // @KEEP
  }, // @KEEP
}; // @KEEP
// ### END CODE HERE ###

await tryCreateFirehose(DELIVERY);

// %% id=firehose-ready tags=look,wait,varies
await waitUntil({ what: "the Firehose to be ready", check: () => isFirehoseReady({ firehoseName: FIREHOSE }) });
await showCollection(PARTS);

// %% id=delivery-stream-check tags=check
await check("03-data-collection.delivery-stream");

// %% [markdown] id=delivery-stream-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// A list with one entry is `[{ … }]`. So the processors are `[{ Type: "Lambda", Parameters: [{ … }] }]`, with the entry of the text above in the inner brackets. A Firehose that exists stays as it is: the cell prints what differs, and the line that deletes it.
//
// </details>
//
// {{solution 03-data-collection.delivery-stream}} The application sends by itself, so there is no stream to read: Direct PUT. Both numbers of the buffer are limits, and the first one that is reached ends an object. The processor names the function by its ARN.

// %% [markdown] id=destination-do tags=do
// ### 5.4 Connect the destination
//
// Tell the application which of its streams goes where. (In the console you would also let AWS make roles, for the Firehose to write to the bucket, and for the application to write to the Firehose. Here they were set up for you.)
//
// - `Name`: the in-application stream, `DESTINATION_USER_DATA`;
// - `KinesisFirehoseOutput`: an object whose `ResourceARN` is that of the Firehose, in `FIREHOSE_ARN`;
// - `DestinationSchema`: rows become `"JSON"` (or `"CSV"`).

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
// <details>
// <summary>Stuck? A hint</summary>
//
// The name is that of the stream that your SQL creates, letter by letter. The ARN is in a variable.
//
// </details>
//
// {{solution 03-data-collection.destination}} An application may have several streams of its own. So the destination names the one that it takes rows from, and the Firehose that gets them. `JSON` says how a row is written.

// %% [markdown] id=run-do tags=do
// ### 5.5 Run it
//
// Now all is connected. The next cell starts the application. It begins with the oldest record of the stream.
//
// The application runs on Flink, which needs Java 17 or 11, Maven, and a download, once: `npx labs flink`, in a terminal (*File → New → Terminal*). Without it, one line says so. Then a small program does the application's work once, by hand, so that the rest of the lab goes on.

// %% id=run tags=do,wait,varies
const isRunning = await startApplicationIfPossible({ applicationName: APPLICATION });
if (!isRunning) console.log(`By hand: ${await subsetByHand({ streamName: STREAM, firehoseName: FIREHOSE })} people sent to ${FIREHOSE}.`);
await showCollection(PARTS);

// %% [markdown] id=newline-question tags=question
// ### Predict, then run
//
// The next cell waits for the first object of the Firehose. **Which comes first, 1 MB or 60 seconds?** A row has about 80 bytes, and there are ten people a second.

// %% id=delivered tags=question,wait,varies
const userData = () => listDeliveredObjects({ bucketName: BUCKET, prefix: "user-data/" });
await waitUntil({
  what: "the first user data in the bucket",
  check: async () => (await userData()).length > 0,
  otherwise: "Is there something below errors/? Then the function has failed.",
});
await showPartitionTree({ bucketName: BUCKET, prefix: "" });
const [object] = await userData();
console.log((await readObject({ bucketName: BUCKET, key: object?.key ?? "" })).slice(0, 500));

// %% [markdown] id=newline-answer tags=question
// <details>
// <summary>Answer</summary>
//
// 60 seconds. Ten rows of 80 bytes a second are 48 KB in a minute. For 1 MB it would take about 20 minutes.
// The cell has waited for longer, about two minutes: before that, Firehose gathers records for the function, for up to 60 seconds or 1 MB, too.
//
// One person a line: that is your function. Only five values each: that is your SQL. No password has come so far.
//
// </details>

// %% [markdown] id=refresh-note tags=look
// **Look again.** While the application runs, there is a new object every minute. In the lab cloud you can let the clock jump.
//
// **Here** the page [S3](/lab-cloud/console/#/s3/people-user-data-*/user-data%2F) shows the objects and what they hold, **on AWS** *S3 → Buckets → your bucket*.

// %% id=refresh tags=look,clock,varies
await advanceClock(60);
console.log(`${(await userData()).length} object(s) below user-data/.`);
