// Lab 01, the one source of its notebooks: learner's and solution are made from it by `npm run notebooks`.
// From the project's seed 004. seed-map.ts beside this file says where each step of it went.
//
// Tags say what a cell is for: opening, setup, why, do, look, check, stuck, on-aws, question, clean-up, summary; and what it needs:
// terminal (two of them), script (starts or stops a script in the background), wait (on the cloud's clock), clock (moves it).
//
// The cells tagged `script` name the learner's script, "src/etl/consumer.ts". In the solution notebook that name has to be the one of
// the solution's script, or its outputs would be those of the learner's open one.


// %% [markdown] id=welcome tags=opening
// # Lab 01: Streaming ingestion
//
// A web shop writes down what its customers look at, at the moment they do. In this lab you take in that stream of data, work on
// each piece while it moves, and deliver it to storage: **streaming ingestion**. You use two services of AWS, Amazon Kinesis Data
// Streams and Amazon Data Firehose.
//
// **At the end** this will exist, and run:
//
// ```mermaid
// flowchart LR
//   shop(["web shop<br>(given)"]) --> source[["source stream<br>(given)"]]
//   source --> etl("your ETL script")
//   etl -- USA --> usa[["USA stream"]] --> fusa("Firehose") --> busa[("USA bucket")]
//   etl -- all others --> int[["international stream"]] --> fint("Firehose") --> bint[("international bucket")]
// ```
//
// | | |
// |---|---|
// | **Time** | about 90 minutes |
// | **Cost here** | nothing: the *lab cloud* on your computer stands in for AWS |
// | **Cost on AWS** | about 0.12 USD an hour, so 0.18 USD for the lab. Nearly all of it is for the 8 shards (the parts that streams are made of) of the 4 data streams, at 0.015 USD each an hour. Writing and delivering some hundred records costs less than a cent. Forgotten for a month, the shards would cost 86 USD: do the [clean-up](#Clean-up). Prices of us-east-1 in May 2026; look them up before you rely on them. |
// | **Was set up for you** | the source stream `de-c2w2lab1-kinesis-data-stream`; the program that plays the web shop; the role `de-c2w2lab1-firehose-role`, which lets Firehose read streams and write buckets; its log groups |
//
// **Contents**
//
// 1. [The components of an event-streaming platform](#1.-The-components-of-an-event-streaming-platform): a producer, a stream, a consumer, by hand
// 2. [A streaming ETL process](#2.-A-streaming-ETL-process)
//    - [2.1 The infrastructure](#2.1-The-infrastructure): two buckets, two streams, two Firehoses
//    - [2.2 The streaming ETL](#2.2-The-streaming-ETL): transform each record, choose its way, see it delivered
//
// [Clean-up](#Clean-up), [summary](#Summary), [things to try](#Things-to-try)

// %% [markdown] id=how-it-works tags=opening
// ## How this notebook works
//
// - Run the cells from top to bottom, each with **Shift+Enter**. Most things here take a moment: `await` in front of a call waits until it is done.
// - Where it says `START CODE HERE`, you write. `None` stands where your code belongs. A cell in which a `None` is left tells you so.
// - Save often, with Ctrl+S, or Cmd+S on a Mac: only what is **saved** counts.
// {{with solutions}}
// - After each exercise, a cell with `check` has your saved work looked at.
// {{end}}
// - Stuck? Below each exercise a hint is folded.
// {{with solutions}}
//   The solution is folded below it. The whole solution can be downloaded: in a terminal, `npx labs solution 01`, or as you would
//   from a real bucket:
//
//   ```bash
//   aws s3 cp --recursive s3://de-c2w2lab1-000000000000-solution/ ./
//   ```
//
//   Both bring the notebook `notebooks/01-streaming-ingestion_Solution.ipynb` and the script `src/etl/consumer_Solution.ts`.
// {{end}}
// - Code that is used but not shown is in the folder [`src`](../../src/index.ts), one short file for each function. Read it.
//
// The next cell makes those functions known. It also shows which AWS account you are in.

// %% id=setup tags=setup
import { readFileSync } from "node:fs";
import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import {
  accountId, advanceClock, check, createKinesisDataStream, createKinesisFirehose,
  createS3Bucket, deleteKinesisDataStream, deleteKinesisFirehose, deleteS3Bucket,
  isFirehoseReady, isStreamReady, listDeliveredObjects, listResources, listStreamRecords,
  readDeliveredRecords, readObject, sh, showPipeline, showRecordsPerMinute, showScript,
  showTable, startScript, stopScript, waitUntil,
} from "../../src/index";

console.log(`You are in the AWS account ${await accountId()}.`);

// %% [markdown] id=setup-note tags=on-aws
// The account `000000000000` is the lab cloud. It runs on your computer and answers as AWS does. Nothing leaves your computer.
//
// > **On AWS**: set the environment variable `LABS_TARGET` to `aws`, run `npx labs given 01` once, which sets up in your account what is
// > given here, then `npm start`. The same notebook works there without a change.

// %% [markdown] id=introduction tags=why
// ## The story
//
// The shop wants to recommend products to a customer while the customer is still there. For that, each visit is written to a data
// stream as it happens: who, from where, and which products were looked at. Somebody has to take this in, work on it, and hand it
// on to the programs that compute recommendations. That is your task.
//
// To keep the work on each record simple, you will not compute recommendations. You will add four attributes to each record, and
// send it one of two ways, by the customer's country. Before that, the first part shows the pieces one by one, at your own pace.

// %% [markdown] id=part-1 tags=why
// ## 1. The components of an event-streaming platform
//
// In an event-driven architecture, one program tells that something happened, and others react to it, without waiting for each
// other. Three components work together:
//
// ```mermaid
// flowchart LR
//   producer("producer<br>producer_from_cli.ts") --> router[["router<br>a Kinesis data stream"]] --> consumer("consumer<br>consumer_from_cli.ts")
// ```
//
// - The **producer** writes *records*. A record is a piece of data, up to 1 MB. Here it is some JSON text about one visit.
// - The **router** (also called buffer, or message broker) takes the records in, and keeps them for its readers. Here it is a
//   **Kinesis data stream**. It keeps each record for 24 hours, whether someone reads it or not.
// - The **consumer** reads the records, in its own time.
//
// A stream is divided into **shards** (others say partitions). Each shard takes up to 1 MB or 1,000 records a second: more shards,
// more throughput. Within one shard, the records stay in the order in which they came.

// %% [markdown] id=create-cli-stream-do tags=do
// ### 1.1 Create a data stream
//
// Create a stream with the name `de-c2w2lab1-kinesis-data-stream-cli` and 2 shards. The function
// [`createKinesisDataStream`](../../src/aws/create-kinesis-data-stream.ts) does it. It takes one object with two members,
// `streamName` and `shardCount`.

// %% id=create-cli-stream exercise=01-streaming-ingestion.create-cli-stream
const CLI_STREAM = "de-c2w2lab1-kinesis-data-stream-cli";

// ### START CODE HERE ### (~ 1 line of code)
// Create the stream, with 2 shards. // @KEEP
await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: 2 }); // @REPLACE await None({ streamName: None, shardCount: None });
// ### END CODE HERE ###

// %% [markdown] id=create-cli-stream-look-note tags=look
// AWS creates a stream in the background. Its status is `CREATING` first, then `ACTIVE`. Wait for it, and look at it with the AWS
// command line. The helper `sh` runs a command as a terminal would.

// %% id=create-cli-stream-look tags=look,wait
await waitUntil({
  what: "the stream to be ACTIVE",
  check: () => isStreamReady({ streamName: CLI_STREAM }),
  otherwise: "Does the cell above say that the stream is being created?",
});
await sh`aws kinesis describe-stream-summary --stream-name ${CLI_STREAM}`;

// %% id=create-cli-stream-check tags=check
await check("01-streaming-ingestion.create-cli-stream");

// %% [markdown] id=create-cli-stream-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The function's name goes in the place of the first `None`, before the bracket. `CLI_STREAM` holds the stream's name. In the end
// the line begins with `await createKinesisDataStream({ streamName: CLI_STREAM,`.
//
// </details>
//
// {{solution 01-streaming-ingestion.create-cli-stream}}
//
// > **On AWS** you could do this in the console: search for *Kinesis*, choose *Create data stream*, type the name, leave the rest,
// > press *Create data stream*. The console's default is *on-demand* capacity: AWS adds and removes shards itself, for 0.04 USD an
// > hour and a price for each GB. This notebook takes *provisioned* capacity: a fixed number of shards, 0.015 USD each an hour.
// > Creating takes 10 to 60 seconds there.

// %% [markdown] id=terminals tags=do,terminal
// ### 1.2 Open two terminals
//
// A producer and a consumer are two programs. Give each a terminal of its own: in the menu of JupyterLab, **File → New →
// Terminal**, twice. Drag their tabs beside each other, so that you see both.
//
// Nothing has to be activated. A terminal that you open here knows the course's Node, its Python with boto3, its AWS command line,
// and where the lab cloud is. It opens in the folder of the course.
//
// ### 1.3 Start the consumer
//
// In the **first** terminal:
//
// ```bash
// cd src/cli
// npx tsx consumer_from_cli.ts --stream de-c2w2lab1-kinesis-data-stream-cli
// ```
//
// The consumer goes through all shards of the stream, reads the records of each, and prints them. It now prints nothing more, however
// long you wait: the stream is empty. Leave it running.
//
// (`npx tsx` runs a TypeScript file. The script is [`src/cli/consumer_from_cli.ts`](../../src/cli/consumer_from_cli.ts).)
//
// ### 1.4 Send a record
//
// In the **second** terminal:
//
// ```bash
// cd src/cli
// npx tsx producer_from_cli.ts --stream de-c2w2lab1-kinesis-data-stream-cli --json_string '{"session_id": "a1", "customer_number": 100, "city": "Washington", "country": "USA", "credit_limit": 1000, "browse_history": [{"product_code": "Product1", "quantity": "2", "in_shopping_cart": true}, {"product_code": "Product2", "quantity": "1", "in_shopping_cart": false}]}'
// ```
//
// On Windows, shells change quotes. There, let the producer read the record from a file (this works everywhere):
//
// ```bash
// npx tsx producer_from_cli.ts --stream de-c2w2lab1-kinesis-data-stream-cli --json_string file://../../data/example_record.json
// ```
//
// The producer takes the name of the stream and the record, as JSON. It is the record of
// [`data/example_record.json`](../../data/example_record.json), and its structure is what all records of this lab share. Now look
// at the first terminal: the consumer has read it, a second or so after you sent it.
//
// ### 1.5 Send more
//
// Send 4 or 5 more records with the same structure. Change their values: another `session_id`, another city, other products. (With `file://`,
// change a copy of the file, and name that.)
// Watch the consumer. When you have seen enough, stop it with **Ctrl+C** (in its terminal).

// %% [markdown] id=cli-records-note tags=look
// **Look.** Reading took nothing out of the stream. This cell reads it once more, and shows what it holds. The table is empty if
// you have not sent anything yet.

// %% id=cli-records tags=look
showTable(await listStreamRecords({ streamName: CLI_STREAM }), {
  title: `Records in ${CLI_STREAM}`,
});

// %% [markdown] id=cli-records-stuck tags=stuck
// <details>
// <summary>Something does not work?</summary>
//
// - *The consumer says that AWS does not know the stream*: compare the name with `CLI_STREAM` above, and run the cell of 1.1.
// - *The producer says that it is not valid JSON*: the single quotes around the whole record must reach it. Use the `file://` form.
// - *`npx` is not found, or asks whether to install tsx*: the terminal is not in the folder of the course. Open it from this JupyterLab.
// - *Nothing answers at 127.0.0.1*: the lab cloud has stopped. Run `npm start` again.
//
// </details>
//
// > **On AWS** the same commands work. Each reader that asks a shard counts: five reads a second are allowed for each shard, for
// > all its readers together. The consumer asks once a second.

// %% [markdown] id=shard-question tags=question
// ### Predict, then run
//
// The producer gives each record a **partition key**, here its `session_id`. Kinesis makes a number of the key (its MD5 hash), and the
// number decides the shard. The next cell writes five records, with the keys `a1`, `b2`, `a1`, `c3` and `a1`, to your stream with
// 2 shards.
//
// **Which records will certainly be in the same shard?** Could all five be? Decide before you run the cell.

// %% id=shard-question-run tags=question
const kinesis = new KinesisClient({});
const example = JSON.parse(readFileSync("data/example_record.json", "utf8"));

const written = [];
for (const session_id of ["a1", "b2", "a1", "c3", "a1"]) {
  const { ShardId, SequenceNumber } = await kinesis.send(
    new PutRecordCommand({
      StreamName: CLI_STREAM,
      Data: Buffer.from(JSON.stringify({ ...example, session_id })),
      PartitionKey: session_id,
    }),
  );
  written.push({ key: session_id, shard: ShardId, "sequence number": SequenceNumber });
}
showTable(written);

// %% [markdown] id=shard-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// The three records with the key `a1` are in the same shard, always: the same key gives the same number. So all that one visitor
// does stays in order. `b2` lands there too, and `c3` in the other shard, but that is chance: another stream with more shards may
// part `a1` and `b2`. All five could be in one shard. So choose keys with many different values, or one shard does all the work.
//
// The sequence numbers grow within a shard. They say nothing about the order between two shards.
//
// </details>

// %% [markdown] id=part-2 tags=why
// ## 2. A streaming ETL process
//
// Now to the shop itself. A software engineer has set up a data stream, `de-c2w2lab1-kinesis-data-stream`, and the shop writes to it. You
// are on the consumer side. Your program will **e**xtract each record from that stream, **t**ransform it, and **l**oad it into
// one of two other streams: a streaming **ETL** process.
//
// ## 2.1 The infrastructure
//
// **Why two streams?** The company has seen that customers buy differently in different countries. Customers in the USA get their
// recommendations from one engine, all others from another one. So their records have to go separate ways: a stream, a Firehose
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
// Look closely at `quantity`: it arrives as text, `"2"`, not as a number. You will meet that again.

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
// {{solution 01-streaming-ingestion.account-id}}
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
// Call [`createS3Bucket`](../../src/aws/create-s3-bucket.ts) twice. It takes the `bucketName` and the `region`. The names are in the
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
// (On the lab cloud you also see the bucket with the solution.)
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
// {{solution 01-streaming-ingestion.create-buckets}}
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
// Are they ready? [`isStreamReady`](../../src/aws/is-stream-ready.ts) asks AWS for the status. A `false` means: still `CREATING`.

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
// {{solution 01-streaming-ingestion.create-streams}}
//
// > **On AWS** a shard costs from the moment it is created, whether you use it or not.

// %% [markdown] id=create-firehoses-do tags=do
// ### 2.1.5 Two Firehoses
//
// A Firehose connects a stream to a bucket. You tell it once what to read and where to write; then it works by itself. Open
// [`createKinesisFirehose`](../../src/aws/create-kinesis-firehose.ts) and find these settings:
//
// - *Source*: a Kinesis data stream (`KinesisStreamAsSource`). *Destination*: an S3 bucket.
// - *Prefix* `firehose/`: the keys of its objects begin with it. What goes wrong is written under `errors/`.
// - *Buffering hints*: it writes an object when it has collected 1 MB, or when 60 seconds have passed since the first record, whichever
//   comes first.
// - *Role*: Firehose may do nothing on its own. An **IAM role** is a set of permissions that a service can take on. This one,
//   `de-c2w2lab1-firehose-role`, permits to read your streams and to write to your buckets.
// - *CloudWatch logging*: if a delivery fails, the reason is in a log stream in CloudWatch, AWS's service for logs and metrics.
//
// Streams, buckets and roles are named by their **ARN**, the Amazon resource name, which is unique in all of AWS:
// `arn:aws:kinesis:us-east-1:000000000000:stream/de-c2w2lab1-usa-data-stream`. The function makes the ARNs of the names.
//
// Below, most is given. Only `streamName` and `bucketName` are yours to fill in, for both Firehoses.

// %% id=create-firehoses exercise=01-streaming-ingestion.create-firehoses
// ### START CODE HERE ### (~ 18 lines of code)
// The Firehose for the USA. // @KEEP
await createKinesisFirehose({ // @KEEP
  firehoseName: "de-c2w2lab1-firehose-usa", // @KEEP
  streamName: USA_DATA_STREAM, // @REPLACE streamName: None,
  bucketName: USA_BUCKET, // @REPLACE bucketName: None,
  roleName: "de-c2w2lab1-firehose-role", // @KEEP
  logGroup: "de-c2w2lab1-firehose-usa-log-group", // @KEEP
  logStream: "de-c2w2lab1-usa-firehose-log-stream", // @KEEP
  accountId: ACCOUNT_ID, // @KEEP
  region: AWS_DEFAULT_REGION, // @KEEP
}); // @KEEP
// @KEEP
// The Firehose for all other countries. // @KEEP
await createKinesisFirehose({ // @KEEP
  firehoseName: "de-c2w2lab1-firehose-international", // @KEEP
  streamName: INTERNATIONAL_DATA_STREAM, // @REPLACE streamName: None,
  bucketName: INTERNATIONAL_BUCKET, // @REPLACE bucketName: None,
  roleName: "de-c2w2lab1-firehose-role", // @KEEP
  logGroup: "de-c2w2lab1-firehose-international-log-group", // @KEEP
  logStream: "de-c2w2lab1-international-firehose-log-stream", // @KEEP
  accountId: ACCOUNT_ID, // @KEEP
  region: AWS_DEFAULT_REGION, // @KEEP
}); // @KEEP
// ### END CODE HERE ###

// %% [markdown] id=pipeline-built-note tags=look
// **Look.** A Firehose too is created in the background. When both are ready, this cell draws what now exists in your account, with
// the numbers of records counted this moment. The script in the middle is what is still missing.

// %% id=pipeline-built tags=look,wait
const SOURCE_STREAM = "de-c2w2lab1-kinesis-data-stream";
const ETL_SCRIPT = "src/etl/consumer.ts";
const PIPELINE = {
  sourceStream: SOURCE_STREAM,
  script: ETL_SCRIPT,
  routes: [
    {
      label: "USA",
      streamName: USA_DATA_STREAM,
      firehoseName: "de-c2w2lab1-firehose-usa",
      bucketName: USA_BUCKET,
    },
    {
      label: "International",
      streamName: INTERNATIONAL_DATA_STREAM,
      firehoseName: "de-c2w2lab1-firehose-international",
      bucketName: INTERNATIONAL_BUCKET,
    },
  ],
};

await waitUntil({
  what: "both Firehoses to be ACTIVE",
  check: async () =>
    (await isFirehoseReady({ firehoseName: "de-c2w2lab1-firehose-usa" })) &&
    (await isFirehoseReady({ firehoseName: "de-c2w2lab1-firehose-international" })),
});
await showPipeline(PIPELINE);

// %% id=create-firehoses-check tags=check
await check("01-streaming-ingestion.create-firehoses");

// %% [markdown] id=create-firehoses-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The USA Firehose reads the USA stream and writes to the USA bucket. The constants are those of 2.1.2 and 2.1.4. Did you connect the wrong
// ones? A Firehose that exists is not changed by running the cell again. Delete it first, in a new cell, and wait some seconds:
// `await deleteKinesisFirehose({ firehoseName: "de-c2w2lab1-firehose-usa" });`
//
// </details>
//
// {{solution 01-streaming-ingestion.create-firehoses}}
//
// > **On AWS** a Firehose takes up to a minute until it is ACTIVE. It costs 0.029 USD for each GB that goes through, each record rounded up
// > to 5 KB; waiting costs nothing. It reads from the moment of its creation: what was in the stream before, it leaves alone.

// %% [markdown] id=part-2-2 tags=why
// ## 2.2 The streaming ETL
//
// All resources are there; now the data has to flow. Your ETL script will read each record of the source stream, add four attributes to
// it, and write it to the stream of its country:
//
// | attribute | what it holds | in the example |
// |---|---|---|
// | `processing_timestamp` | when your script worked on the record | `2026-11-20T09:15:02.123Z` |
// | `overall_product_quantity` | how many pieces were looked at, of all products together | 3 |
// | `overall_in_shopping_cart` | how many of these pieces are in the shopping cart | 2 |
// | `total_different_products` | how many different products were looked at | 2 |
//
// (*The example* is the record above: 2 pieces of Product1, in the cart, and 1 piece of Product2, not in it.)
//
// **Let the shop open.** The program that plays the shop,
// [`produce-browsing-sessions.ts`](../../src/generators/produce-browsing-sessions.ts), makes up sessions and writes them to the source
// stream, as the real shop would: one every 10 seconds on average, sometimes three at once, sometimes none for half a minute. The next
// cell starts it in the background, as a third terminal would, and waits for the first sessions.

// %% id=start-producer tags=do,script,wait
const PRODUCER = "src/generators/produce-browsing-sessions.ts";

// The rate is the mean number of sessions a minute.
await startScript(PRODUCER, { stream: SOURCE_STREAM, rate: "6" });
const sessions = await waitUntil({
  what: "the first three sessions in the source stream",
  check: async () => {
    const records = await listStreamRecords({ streamName: SOURCE_STREAM });
    return records.length >= 3 && records;
  },
  otherwise: "Is the producer running? Look at it with showScript(PRODUCER).",
});
showTable(sessions, {
  title: "What the shop has written",
  columns: ["arrivedAt", "shardId", "data"],
  limit: 3,
});

// %% [markdown] id=etl-do tags=do
// ### 2.2.1 Open the script
//
// Open [`src/etl/consumer.ts`](../../src/etl/consumer.ts). It is like the consumer of the first part, with some additions. Find the function
// `pollShards`: there the records are read from the stream, and there you will transform them.
//
// ### 2.2.2 Find the loop
//
// Find the loop `for (const record of records)`. In its first line, `readSession(record)` decodes the record's bytes, reads them as
// JSON, and gives you an object, `userSession`. You can read its members (`userSession.city`) and set new ones. Three places below it are
// marked `START CODE HERE`. They are yours.
//
// ### 2.2.3 When was it processed?
//
// The first place adds the member `processing_timestamp`. Its value is the current time, as text in the form `2026-11-20T09:15:02.123Z` (ISO
// 8601, the form that programs in all languages can read). `new Date()` is the current time, and its method `toISOString()` writes it so.
//
// **Save** the script.
// {{with solutions}}
// Then have it checked. The check runs it with sessions of its own; what is still open in it does not count against you.
// {{end}}

// %% id=processing-timestamp-check tags=check
await check("01-streaming-ingestion.processing-timestamp");

// %% [markdown] id=processing-timestamp-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// In the place of `None()` stands an expression: make a new `Date`, and call `toISOString()` on it, in one go.
//
// </details>
//
// {{solution 01-streaming-ingestion.processing-timestamp}}

// %% [markdown] id=metrics-do tags=do
// ### 2.2.4 Two sums
//
// The second place computes three metrics. Two of them are sums over all products that the customer looked at. So before the loop
// `for (const product of userSession.browse_history)` there are two variables, `overallProductQuantity` and `overallInShoppingCart`.
// Let both begin at 0. The loop then goes through the products, one by one.
//
// ### 2.2.5 All pieces
//
// In the loop, add the product's `quantity` to `overallProductQuantity`. But remember: it arrives as text. `0 + "2"` is `"02"` in
// TypeScript, not 2. `Number("2")` makes a number of it.
//
// ### 2.2.6 Only those in the cart
//
// For the second sum, only products count that are in the shopping cart: their member `in_shopping_cart` is `true`. Put that condition into the
// brackets of `if`. Inside, add the quantity to `overallInShoppingCart`, again as a number.
//
// ### 2.2.7 Into the record
//
// After the loop, set the three new members of `userSession`: `overall_product_quantity` and `overall_in_shopping_cart` to the two sums, and
// `total_different_products` to the number of products in the browsing history, which is the length of that list. (The shop lists each product
// once.) **Save** the script again.

// %% id=metrics-check tags=check
await check("01-streaming-ingestion.metrics");

// %% [markdown] id=metrics-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// - A quantity as a number: `Number(product.quantity)`. It is needed twice.
// - A condition needs no comparison if the value is already true or false: `if (product.in_shopping_cart)`.
// - A list has a member `length`.
//
// </details>
//
// {{solution 01-streaming-ingestion.metrics}}

// %% [markdown] id=route-do tags=do
// ### 2.2.8 Which way?
//
// The last place chooses the stream to write to. `pollShards` gets an object, `kinesisDestStreamNames`, with two members:
//
// - `"USA"`: the name of the stream for customers in the USA,
// - `"International"`: the name of the stream for all others.
//
// Choose by the session's member `country`, in one line, with a **conditional expression**:
//
// ```ts
// const destStreamName = condition ? valueIfTrue : valueIfFalse;
// ```
//
// It means: take the first value if the condition holds, otherwise the second. The line is there already; replace each `None`, with its
// quotes and brackets where needed. The call of `PutRecordCommand` below then writes the record to that stream.
//
// **Save** `src/etl/consumer.ts`.

// %% id=route-check tags=check
await check("01-streaming-ingestion.route");

// %% [markdown] id=route-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// `None["None"] === "USA"` asks whether a member of something equals `"USA"`: which member, and of which object? The last `None` is the same
// object as the one that gives the name for the USA.
//
// </details>
//
// {{solution 01-streaming-ingestion.route}}

// %% [markdown] id=run-etl-do tags=do,terminal
// ### 2.2.9 Run it
//
// In a terminal, in the folder of the course:
//
// ```bash
// cd src/etl
// npx tsx consumer.ts --source_stream de-c2w2lab1-kinesis-data-stream --dest_streams '{"USA": "de-c2w2lab1-usa-data-stream", "International": "de-c2w2lab1-international-data-stream"}'
// ```
//
// It runs until you press Ctrl+C. For each record it prints one line: where the record came from, and where it went. From now on your records
// are streamed: the shop writes them, your script transforms and routes them, and each Firehose collects them for its bucket.
//
// **Or** let the next cell run it for you, in the background. It is the same script with the same options. Do one of the two, not
// both: two copies of the script would send each record twice. If yours runs in a terminal, leave this cell out. (Have you changed
// the script since? Then stop it first, with `await stopScript(ETL_SCRIPT)`, and start it again.)

// %% id=start-etl tags=do,script
const DEST_STREAMS = JSON.stringify({
  USA: USA_DATA_STREAM,
  International: INTERNATIONAL_DATA_STREAM,
});

await startScript(ETL_SCRIPT, { source_stream: SOURCE_STREAM, dest_streams: DEST_STREAMS });

// %% id=etl-output tags=look,script
showScript(ETL_SCRIPT);

// %% [markdown] id=transformed-note tags=look,terminal
// ### 2.2.10 Look into the destination streams
//
// The consumer of the first part reads any stream. In another terminal, see what arrives in the USA stream (or in the
// international one), and stop it with Ctrl+C:
//
// ```bash
// cd src/cli
// npx tsx consumer_from_cli.ts --stream de-c2w2lab1-usa-data-stream
// ```
//
// The next cell shows the same here, as tables. It waits until each stream has a record: that may take a while, since it is left to chance
// where the shop's next customer lives.

// %% id=transformed tags=look,wait
await waitUntil({
  what: "a record in each destination stream",
  check: async () =>
    (await listStreamRecords({ streamName: USA_DATA_STREAM })).length > 0 &&
    (await listStreamRecords({ streamName: INTERNATIONAL_DATA_STREAM })).length > 0,
  otherwise: "Does your script run? Look at its terminal, or at showScript(ETL_SCRIPT).",
});

const METRICS = [
  "overall_product_quantity", "overall_in_shopping_cart", "total_different_products",
];
const COLUMNS = ["country", "city", ...METRICS, "processing_timestamp"];
for (const streamName of [USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM]) {
  const records = await listStreamRecords({ streamName });
  const sessions = records.map(({ data }) => Object(data));
  showTable(sessions, { title: streamName, columns: COLUMNS, limit: 5 });
}

// %% [markdown] id=delivery-note tags=why
// **Now the buckets.** Each Firehose writes its first object 60 seconds after the first record has reached it. So wait a minute, or let the lab
// cloud's clock jump. AWS cannot do that: there you would wait. Leave the cell out if you have the time.

// %% id=jump tags=clock
await advanceClock(60);

// %% id=delivered tags=look,wait
await waitUntil({
  what: "an object in each bucket",
  check: async () =>
    (await listDeliveredObjects({ bucketName: USA_BUCKET })).length > 0 &&
    (await listDeliveredObjects({ bucketName: INTERNATIONAL_BUCKET })).length > 0,
  timeoutSeconds: 600,
  otherwise: "Are there objects under errors/, or lines in the log groups of the Firehoses?",
});
const usaObjects = await listDeliveredObjects({ bucketName: USA_BUCKET });
showTable(usaObjects, { title: USA_BUCKET });
showTable(await listDeliveredObjects({ bucketName: INTERNATIONAL_BUCKET }), {
  title: INTERNATIONAL_BUCKET,
});

// %% [markdown] id=raw-object-note tags=look
// The key tells the story of an object: the prefix, the hour (UTC), then the name of the Firehose, the version of its settings, the time, and a random
// part. And inside? These are the first 600 letters of the oldest one:

// %% id=raw-object tags=look
const oldest = await readObject({ bucketName: USA_BUCKET, key: usaObjects[0]?.key ?? "" });
console.log(oldest.slice(0, 600));

// %% [markdown] id=delivered-records-note tags=look
// Firehose puts the records one after another, **with nothing between them**: no comma, no new line. `{…}{…}` is not valid JSON as a whole, which
// surprises many programs. [`readDeliveredRecords`](../../src/delivery/read-delivered-records.ts) takes them apart. Here they are:

// %% id=delivered-records tags=look
const usa = await readDeliveredRecords({ bucketName: USA_BUCKET });
const international = await readDeliveredRecords({ bucketName: INTERNATIONAL_BUCKET });
showTable([...usa, ...international], { title: "Delivered", columns: COLUMNS, limit: 10 });

// %% [markdown] id=per-minute-note tags=look
// **Per minute.** The first plot shows when the shop wrote its sessions, by the arrival times in the source stream. The second one shows when your
// script worked on those that are delivered, by their `processing_timestamp`. Did your script work off what had waited in the stream? Then the
// second plot begins with a high bar. (If you let the clock jump, arrival times are ahead from then on: they come from the cloud's clock,
// `processing_timestamp` from your computer's.)

// %% id=per-minute tags=look
const arrived = await listStreamRecords({ streamName: SOURCE_STREAM });
showRecordsPerMinute(
  arrived.map(({ arrivedAt }) => ({ at: arrivedAt, series: "the shop" })),
  { title: "Written by the shop, per minute" },
);

const at = (record: Record<string, unknown>) => String(record["processing_timestamp"]);
showRecordsPerMinute(
  [
    ...usa.map((record) => ({ at: at(record), series: "USA" })),
    ...international.map((record) => ({ at: at(record), series: "International" })),
  ],
  { title: "Processed by your script and delivered, per minute" },
);

// %% [markdown] id=pipeline-flows-note tags=look
// And the whole pipeline, now with data in it. Records that are in a stream but not yet in its bucket are in the Firehose's buffer. Run the cell
// again after a while: the numbers grow.

// %% id=pipeline-flows tags=look
await showPipeline(PIPELINE);

// %% [markdown] id=delivery-on-aws tags=on-aws
// > **On AWS** it takes some minutes, often 5 to 7, until the first object is there: Firehose needs time to start reading a new source. In the console,
// > open *S3*, choose the bucket, and go down through the folders under `firehose/`. They are no real folders; the keys contain slashes.

// %% [markdown] id=lab-check-note tags=check
// **Check the whole lab.** Save the notebook and the script first.

// %% id=lab-check tags=check
await check();

// %% [markdown] id=restart-question tags=question
// ### Predict, then run
//
// The shop closes. You stop your ETL script, and start it again. No new record comes in.
//
// **How many records will the two destination streams hold afterwards: as many as before, or more? How many more?** Decide before you run the cell.
// (If your script runs in a terminal, stop it there first.)

// %% id=restart-question-run tags=question,script,wait
const countDestRecords = async () =>
  (await listStreamRecords({ streamName: USA_DATA_STREAM })).length +
  (await listStreamRecords({ streamName: INTERNATIONAL_DATA_STREAM })).length;

await stopScript(PRODUCER);
await stopScript(ETL_SCRIPT);
const before = await countDestRecords();
const inSource = (await listStreamRecords({ streamName: SOURCE_STREAM })).length;

await startScript(ETL_SCRIPT, { source_stream: SOURCE_STREAM, dest_streams: DEST_STREAMS });
await waitUntil({
  what: "the script to have gone through the source stream",
  check: async () => (await countDestRecords()) >= before + inSource,
});
await stopScript(ETL_SCRIPT);
const afterwards = await countDestRecords();
showTable([{ "in the source stream": inSource, "in the others, before": before, afterwards }]);

// %% [markdown] id=restart-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// Each record of the source stream is there once more. The script keeps no note of how far it has read. When it starts, it begins at the oldest record
// that the stream still holds (a reader calls this position `TRIM_HORIZON`), and does all the work again.
//
// Real consumers write down their position, a **checkpoint**, every few records. Even so, one that crashes between its work and its note repeats
// some work. This is called **at-least-once** processing: nothing is lost, but something may come twice. So programs further down must be able to
// deal with doubles, for example by remembering each `session_id`.
//
// </details>

// %% [markdown] id=clean-up-do tags=clean-up
// ## Clean-up
//
// On AWS, the shards would cost from day to day. So take away what you no longer need, in the order of the flow: the scripts, the Firehoses, the streams,
// the buckets with all that is in them. The cell deletes only when you set `CLEAN_UP` to `true`. What is deleted is
// gone; your marks do not depend on it.

// %% id=clean-up tags=clean-up,script,wait
const CLEAN_UP = false;

await stopScript(PRODUCER);
await stopScript(ETL_SCRIPT);
if (CLEAN_UP) {
  await deleteKinesisFirehose({ firehoseName: "de-c2w2lab1-firehose-usa" });
  await deleteKinesisFirehose({ firehoseName: "de-c2w2lab1-firehose-international" });
  await deleteKinesisDataStream({ streamName: CLI_STREAM });
  await deleteKinesisDataStream({ streamName: SOURCE_STREAM });
  await deleteKinesisDataStream({ streamName: USA_DATA_STREAM });
  await deleteKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM });
  await deleteS3Bucket({ bucketName: USA_BUCKET });
  await deleteS3Bucket({ bucketName: INTERNATIONAL_BUCKET });
} else {
  console.log("Nothing is deleted yet: set CLEAN_UP to true, and run this cell again.");
}

// %% [markdown] id=clean-up-proof-note tags=clean-up
// **The proof.** This cell asks AWS for all streams, Firehoses and buckets of this lab. After the clean-up the table is empty.
// {{with solutions}}
// (But for the bucket with the solution, which only the lab cloud has.)
// {{end}}

// %% id=clean-up-proof tags=clean-up,wait
const left = async () => await listResources({ prefix: "de-c2w2lab1-" });

if (CLEAN_UP) {
  await waitUntil({
    what: "AWS to have deleted all of it",
    check: async () => (await left()).every(({ name }) => name.endsWith("-solution")),
  });
}
showTable(await left(), { title: "What is left of this lab" });

// %% [markdown] id=clean-up-on-aws tags=on-aws
// The role and the log groups stay; they cost nothing. You want to do the lab again? `npx labs given 01` brings the source stream back (and so does
// `npm start`), `npx labs reset 01` gives you a new notebook and script.
//
// > **On AWS**, have a look at the Billing console the next day. That is a good habit after each lab.

// %% [markdown] id=summary tags=summary
// ## Summary
//
// - A **producer** writes records to a **stream**, a **consumer** reads them. Neither knows the other. The stream keeps the records, 24 hours by default,
//   and reading removes nothing.
// - A stream has **shards**. The **partition key** decides the shard, and keeps the records of one visitor in order.
// - **Firehose** takes a stream to a bucket without a program of yours. It buffers by size and time, and puts nothing between the records.
// - A **streaming ETL** reads, transforms, and routes each record as it comes. Numbers may arrive as text. Work may be done twice.
// - You created it all with code. So you can create it again, and take it away again.
//
// **Congratulations!** You have built a streaming pipeline, from the shop to the bucket.

// %% [markdown] id=things-to-try tags=summary
// ## Things to try
//
// - Stop the shop, and start it with `rate: "120"`. What changes in the plot, and in the number of objects?
// - Send a record of your own to the **source** stream with `producer_from_cli.ts`: a customer from your town. Follow it to its bucket.
// - Send something that is no session, such as `{"hello": 1}`, to the source stream. What does your script do? What should it do?
// - Ask the AWS command line: `aws firehose describe-delivery-stream --delivery-stream-name de-c2w2lab1-firehose-usa`. Find the settings of 2.1.5.
// - Use Python in a terminal: start `python`, then `import boto3`, and `boto3.client("kinesis").list_streams()`. It is the same cloud.
// - Let the clock jump by a day with `await advanceClock(86400)`. What do the streams hold then?
