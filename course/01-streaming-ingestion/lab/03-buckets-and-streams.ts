// Lab 01, part 2.1.1 to 2.1.4: account, buckets and streams.

import { accountId, check, createKinesisDataStream, createS3Bucket, isStreamReady, sh, waitUntil } from "../../../src/index";
export { ACCOUNT_ID, AWS_DEFAULT_REGION, USA_BUCKET, INTERNATIONAL_BUCKET, USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM };

// %% [markdown] id=part-2 tags=why
// ## 2. A streaming ETL process
//
// Now you work with the shop itself. A software engineer has set up a data stream, `de-c2w2lab1-kinesis-data-stream`, and the shop writes
// to it. Your program is a consumer of that stream. It will **e**xtract each record, **t**ransform it, and **l**oad it into one of two
// other streams: a streaming **ETL** process.
//
// ## 2.1 The infrastructure
//
// **Why two streams?** The company has seen that customers buy differently in different countries. Customers in the USA get their
// recommendations from one engine, all others from another one. So their records go two ways: a stream, a Firehose
// and a bucket for the USA, and the same three for the rest of the world.
//
// - An **S3 bucket** keeps *objects*: files of any kind, each under a name, its *key*.
// - **Amazon Data Firehose** (once called Kinesis Firehose) reads a stream and writes what it read to a bucket. It collects records for a
//   while, so that there are not a thousand objects with one record each.
//
// **How do you know where a customer lives?** Each record says so:
//
// ```json
// {
//   "session_id": "a1",
//   "customer_number": 100,
//   "city": "Washington",
//   "country": "USA",
//   "credit_limit": 1000,
//   "browse_history": [
//     { "product_code": "Product1", "quantity": "2", "in_shopping_cart": true },
//     { "product_code": "Product2", "quantity": "1", "in_shopping_cart": false }
//   ]
// }
// ```
//
// Look closely at `quantity`: it arrives as text, `"2"`, not as a number. You will need to know that later.

// %% [markdown] id=account-do tags=do
// ### 2.1.1 Your account and region
//
// The name of a bucket may exist only once in all of AWS, for all customers together. So yours will contain your account ID. Ask for it:

// %% id=account-look tags=look
await sh`aws sts get-caller-identity`;

// %% [markdown] id=account-do-write tags=do
// Set `ACCOUNT_ID` to your account ID: put it in the place of `<AWS-ACCOUNT-ID>`. It is text, since it may begin with zeros.
//
// You can copy the twelve digits. Or let the code ask, with `await accountId()`: then this notebook also works in another account.
// The region stays `us-east-1`.

// %% id=account-id exercise=01-streaming-ingestion.account-id
// ### START CODE HERE ### (~ 1 line of code)
const ACCOUNT_ID = await accountId(); // @REPLACE const ACCOUNT_ID = "<AWS-ACCOUNT-ID>";
// ### END CODE HERE ###
const AWS_DEFAULT_REGION = "us-east-1";

console.log(`${ACCOUNT_ID}, ${AWS_DEFAULT_REGION}`);

// %% id=account-id-check tags=check
await check("01-streaming-ingestion.account-id");

// %% [markdown] id=account-id-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The command above prints it as `Account`. Keep the quotes if you copy it, and take the `<` and `>` away.
//
// </details>
//
// {{solution 01-streaming-ingestion.account-id}} `accountId()` asks AWS, as the command above does. So the number is right in every account. The number itself as text, `"000000000000"` here, is right as well: it begins with zeros, and a number in TypeScript would lose them.
//
// > **On AWS** the console shows the account ID at the upper right, under your user name.

// %% [markdown] id=create-buckets-do tags=do
// ### 2.1.2 Two buckets
//
// Create the two buckets. Their names:
//
// - USA: `de-c2w2lab1-<ACCOUNT-ID>-usa`
// - International: `de-c2w2lab1-<ACCOUNT-ID>-international`
//
// Call [`createS3Bucket`](../../../src/aws/create-s3-bucket.ts) twice. It takes the `bucketName` and the `region`. The names are in the
// constants `USA_BUCKET` and `INTERNATIONAL_BUCKET`, the region is in `AWS_DEFAULT_REGION`.

// %% id=create-buckets exercise=01-streaming-ingestion.create-buckets
const USA_BUCKET = `de-c2w2lab1-${ACCOUNT_ID}-usa`;
const INTERNATIONAL_BUCKET = `de-c2w2lab1-${ACCOUNT_ID}-international`;

// ### START CODE HERE ### (~ 2 lines of code)
// Create the USA bucket. // @KEEP
await createS3Bucket({ bucketName: USA_BUCKET, region: AWS_DEFAULT_REGION }); // @REPLACE await None({ bucketName: None, region: None });
// @KEEP
// Create the international bucket. // @KEEP
await createS3Bucket({ bucketName: INTERNATIONAL_BUCKET, region: AWS_DEFAULT_REGION }); // @REPLACE await None({ bucketName: None, region: None });
// ### END CODE HERE ###

// %% [markdown] id=list-buckets-note tags=look
// ### 2.1.3 Are they there?
//
// The `aws` command lists your buckets.
// {{with solutions}}
// (The lab cloud shows two more. The one that ends in `-solution` holds the solution of this lab. The one that begins with `consumption-bucket-`
// was set up for lab 02.)
// {{end}}

// %% id=list-buckets tags=look
await sh`aws s3 ls`;

// %% id=create-buckets-check tags=check
await check("01-streaming-ingestion.create-buckets");

// %% [markdown] id=create-buckets-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Both calls have the same form: `await createS3Bucket({ bucketName: …, region: … });`. If S3 refuses the name, look at the output of
// 2.1.1: does it still show `<AWS-ACCOUNT-ID>`? Then set `ACCOUNT_ID`, run that cell again, and this one after it.
//
// </details>
//
// {{solution 01-streaming-ingestion.create-buckets}} The two names are made in the lines above, with your account ID in them: no one else has them. The region is the one in which all things of this lab are.
//
// > **On AWS** a bucket costs nothing while it is empty, then 0.023 USD a month for each GB. If someone else has the name, AWS answers
// > `BucketAlreadyExists`.

// %% [markdown] id=create-streams-do tags=do
// ### 2.1.4 Two data streams
//
// Create the two streams that your ETL will write to, with 2 shards each. Their names:
//
// - USA: `de-c2w2lab1-usa-data-stream`
// - International: `de-c2w2lab1-international-data-stream`
//
// You know the function: `createKinesisDataStream`.

// %% id=create-streams exercise=01-streaming-ingestion.create-streams
const USA_DATA_STREAM = "de-c2w2lab1-usa-data-stream";
const INTERNATIONAL_DATA_STREAM = "de-c2w2lab1-international-data-stream";

// ### START CODE HERE ### (~ 2 lines of code)
// Create the USA data stream. // @KEEP
await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 }); // @REPLACE await None({ streamName: None, shardCount: None });
// @KEEP
// Create the international data stream. // @KEEP
await createKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM, shardCount: 2 }); // @REPLACE await None({ streamName: None, shardCount: None });
// ### END CODE HERE ###

// %% [markdown] id=streams-ready-note tags=look
// Are they ready? [`isStreamReady`](../../../src/aws/is-stream-ready.ts) asks AWS for the status. A `false` means: still `CREATING`.

// %% id=streams-ready tags=look,varies
console.log("USA:", await isStreamReady({ streamName: USA_DATA_STREAM }));
console.log(
  "International:",
  await isStreamReady({ streamName: INTERNATIONAL_DATA_STREAM }),
);

// %% [markdown] id=streams-wait-note tags=look
// You could run that cell again and again until both are `true`. Programs do the same, in a loop:

// %% id=streams-wait tags=look,wait
await waitUntil({
  what: "both streams to be ACTIVE",
  check: async () =>
    (await isStreamReady({ streamName: USA_DATA_STREAM })) &&
    (await isStreamReady({ streamName: INTERNATIONAL_DATA_STREAM })),
});
await sh`aws kinesis list-streams --query StreamNames`;

// %% id=create-streams-check tags=check
await check("01-streaming-ingestion.create-streams");

// %% [markdown] id=create-streams-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// It is the call of 1.1, twice, with `USA_DATA_STREAM` and `INTERNATIONAL_DATA_STREAM`. Both want `shardCount: 2`. Run the cell a second
// time if you like: a stream that exists is left as it is.
//
// </details>
//
// {{solution 01-streaming-ingestion.create-streams}} The names come from the variables, so that later cells mean the same streams. One shard would be enough for a record in ten seconds; with two you see how records spread.
//
// > **On AWS** a shard costs from the moment it is created, whether you use it or not.
