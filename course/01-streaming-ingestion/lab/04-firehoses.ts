// Lab 01, part 2.1.5: the Firehoses, and a look at all of it.

import { check, createKinesisFirehose, isFirehoseReady, showPipeline, waitUntil } from "../../../src/index";
import {
  ACCOUNT_ID, AWS_DEFAULT_REGION, USA_BUCKET, INTERNATIONAL_BUCKET, USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM,
} from "./03-buckets-and-streams";
export { SOURCE_STREAM, ETL_SCRIPT, PIPELINE };

// %% [markdown] id=create-firehoses-do tags=do
// ### 2.1.5 Two Firehoses
// A Firehose connects a stream to a bucket. You configure once what it reads and where it writes; then it works by itself. Open
// [`createKinesisFirehose`](../../../src/aws/create-kinesis-firehose.ts) and find these settings:
//
// - *Source*: a Kinesis data stream (`KinesisStreamAsSource`). *Destination*: an S3 bucket.
// - *Prefix* `firehose/`: its objects' keys begin with this. Records that fail go under `errors/`.
// - *Buffering hints*: it writes an object when it has collected 1 MB, or when 60 seconds have passed since the first record, whichever
//   comes first.
// - *Role*: Firehose has no permissions of its own. An **IAM role** is a set of permissions that a service can use. This one,
//   `de-c2w2lab1-firehose-role`, allows Firehose to read your streams and write to your buckets.
// - *CloudWatch logging*: if a delivery fails, the reason is in a log stream in CloudWatch, AWS's service for logs and metrics.
//
// AWS identifies streams, buckets and roles by an **ARN**, an Amazon resource name, which is unique across AWS:
// `arn:aws:kinesis:us-east-1:000000000000:stream/de-c2w2lab1-usa-data-stream`. The function builds the ARNs from the names.
//
// Most of the code below is given. For both Firehoses, fill in only `streamName` and `bucketName`.

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
// **Look.** Firehoses are created in the background too. When both are ready, this cell draws what now exists in your account, and
// counts the records in each place. The arrows come from AWS's own description of each Firehose: from the stream it reads to the bucket
// it writes to. The script in the middle is still missing.

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
// <summary>Something went wrong?</summary>
//
// Did you connect the wrong ones? Running the cell again doesn't change an existing Firehose: it prints what is different, and the line that deletes the
// Firehose. Run that line in a new cell, wait a few seconds (on AWS about a minute), and run the cell again.
//
// </details>
//
// {{solution 01-streaming-ingestion.create-firehoses}} A Firehose connects one stream to one bucket. The two calls differ only in what belongs to the USA and what belongs to everyone else: stream, bucket, and the names of Firehose and log.
// > **On AWS** it takes up to a minute until a Firehose is ACTIVE. It costs 0.029 USD per GB, with each record rounded up
// > to 5 KB; waiting costs nothing. It reads only records that are written after its creation. Older ones stay in the stream.
