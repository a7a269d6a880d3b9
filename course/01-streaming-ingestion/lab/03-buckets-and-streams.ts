// Lab 01, part 2.1.1 to 2.1.4: account, buckets and streams.

import { accountId, check, createKinesisDataStream, createS3Bucket, isStreamReady, sh, waitUntil } from "../../../src/index";
export { ACCOUNT_ID, AWS_DEFAULT_REGION, USA_BUCKET, INTERNATIONAL_BUCKET, USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM };

// %% [markdown] id=part-2 tags=why
// ## 2. A streaming ETL process
// Now you'll work with the shop itself. A software engineer has set up a data stream, `de-c2w2lab1-kinesis-data-stream`, and the shop writes
// to it. Your program is a consumer of that stream. It will **e**xtract each record, **t**ransform it, and **l**oad it into one of two
// other streams: a streaming **ETL** process.
//
// ## 2.1 The infrastructure
// **Why two streams?** The company has seen that customers buy differently in different countries. Customers in the USA get their
// recommendations from one engine, everyone else from another. So there are two routes: a stream, a Firehose
// and a bucket for the USA, and the same three for the rest of the world.
//
// - An **S3 bucket** stores *objects*: files of any kind, each under a name, its *key*.
// - **Amazon Data Firehose** (formerly Kinesis Firehose) reads a stream and writes what it read to a bucket. It collects records for a
//   while, so you don't end up with a thousand objects with one record each.
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
// Look closely at `quantity`: it arrives as a string, `"2"`, not as a number. You'll need to know that later.

// %% [markdown] id=account-do tags=do
// ### 2.1.1 Your account and region
// By default, a bucket's name must be unique across all AWS customers. So yours will contain your account ID. (Since 2026, a bucket can also be created in [your account's own namespace](https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html). There, only your account can use its names.) Ask for your account ID:

// %% id=account-look tags=look
await sh`aws sts get-caller-identity`;

// %% [markdown] id=account-do-write tags=do
// Set `ACCOUNT_ID` to your account ID: replace `<AWS-ACCOUNT-ID>` with it. It is a string, because it may begin with zeros.
//
// You can copy the twelve digits. Or have the code ask for them with `await accountId()`: then this notebook also works in another account.
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
// {{solution 01-streaming-ingestion.account-id}} `accountId()` asks AWS, as the command above does, so it is right in every account. The ID as a string, here `"000000000000"`, is right too. A number in TypeScript would lose its leading zeros.
// > **On AWS** the console shows the account ID in the upper right corner, under your user name.

// %% [markdown] id=create-buckets-do tags=do
// ### 2.1.2 Two buckets
//
// Create the two buckets. Their names:
//
// - USA: `de-c2w2lab1-<ACCOUNT-ID>-usa`
// - International: `de-c2w2lab1-<ACCOUNT-ID>-international`
// Call [`createS3Bucket`](../../../src/aws/create-s3-bucket.ts) twice. It takes a `bucketName` and a `region`. The names are in the
// constants `USA_BUCKET` and `INTERNATIONAL_BUCKET`, and the region is in `AWS_DEFAULT_REGION`.

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
// (The lab cloud shows two more. The one that ends in `-solution` holds this lab's solution. The one that begins with `consumption-bucket-`
// was set up for lab 02.)
// {{end}}

// %% id=list-buckets tags=look
await sh`aws s3 ls`;

// %% id=create-buckets-check tags=check
await check("01-streaming-ingestion.create-buckets");

// %% [markdown] id=create-buckets-stuck tags=stuck
// {{solution 01-streaming-ingestion.create-buckets}} The lines above build the two names from your account ID, so no one else has them. The region is where everything in this lab is.
// > **On AWS** an empty bucket costs nothing; after that, it costs 0.023 USD a month per GB. If someone else has the name, AWS answers
// > `BucketAlreadyExists`.

// %% [markdown] id=create-streams-do tags=do
// ### 2.1.4 Two data streams
//
// Create the two streams that your ETL will write to, with 2 shards each. Their names:
//
// - USA: `de-c2w2lab1-usa-data-stream`
// - International: `de-c2w2lab1-international-data-stream`
// You already know the function: `createKinesisDataStream`.

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
// Are they ready? [`isStreamReady`](../../../src/aws/is-stream-ready.ts) asks AWS for the status. `false` means still `CREATING`.

// %% id=streams-ready tags=look,varies
console.log("USA:", await isStreamReady({ streamName: USA_DATA_STREAM }));
console.log(
  "International:",
  await isStreamReady({ streamName: INTERNATIONAL_DATA_STREAM }),
);

// %% [markdown] id=streams-wait-note tags=look
// You could run that cell again until both are `true`. Programs do the same, in a loop:

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
// <summary>Something went wrong?</summary>
//
// You can run the cell a second time: a stream that already exists is left alone.
//
// </details>
//
// {{solution 01-streaming-ingestion.create-streams}} The names come from variables, so later cells use the same streams. One shard would be enough for a record every ten seconds; with two, you see how records spread.
// > **On AWS** a shard costs money from the moment it is created, whether you use it or not.
