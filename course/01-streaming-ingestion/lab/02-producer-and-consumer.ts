// Lab 01, part 1: a producer, a stream and a consumer, by hand.

import { PutRecordCommand } from "@aws-sdk/client-kinesis";
import { readFileSync } from "node:fs";
import { check, comparePrediction, createKinesisDataStream, isStreamReady, listStreamRecords, predict, sh, showCalls, showTable, waitUntil } from "../../../src/index";
import { kinesis } from "./01-opening";
export { CLI_STREAM };

// %% [markdown] id=part-1 tags=why
// ## 1. The components of an event-streaming platform
//
// In an event-driven architecture, one program announces that something happened, and others react, without waiting for each
// other. It has three components:
//
// ```mermaid
// flowchart LR
//   accTitle: Producer, router and consumer
//   accDescr: The producer, producer_from_cli.ts, writes to the router, a Kinesis data stream. The consumer, consumer_from_cli.ts, reads from it.
//   producer("producer<br>producer_from_cli.ts") --> router[["router<br>a Kinesis data stream"]] --> consumer("consumer<br>consumer_from_cli.ts")
// ```
// - The **producer** writes *records*. A record is a piece of data, here JSON text about one visit. It has at most 1 MiB, or up to 10 MiB if
//   the [stream allows large records](https://docs.aws.amazon.com/streams/latest/dev/large-records.html).
// - The **router** (also called a buffer or message broker) receives the records and keeps them for its readers. Here it is a
//   **Kinesis data stream**. It keeps each record for 24 hours, whether anyone reads it or not.
// - The **consumer** reads the records when it is ready for them.
//
// A stream is divided into **shards** (other systems call them partitions). Each shard accepts up to 1 MB or 1,000 records a second: more shards,
// more throughput. Within one shard, records stay in the order in which they arrived.

// %% [markdown] id=create-cli-stream-do tags=do
// ### 1.1 Create a data stream
// Create a stream named `de-c2w2lab1-kinesis-data-stream-cli` with 2 shards. The function
// [`createKinesisDataStream`](../../../src/aws/create-kinesis-data-stream.ts) does that. It takes one object with two properties,
// `streamName` and `shardCount`.

// %% id=create-cli-stream exercise=01-streaming-ingestion.create-cli-stream
const CLI_STREAM = "de-c2w2lab1-kinesis-data-stream-cli";

// ### START CODE HERE ### (~ 1 line of code)
// Create the stream, with 2 shards. // @KEEP
await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: 2 }); // @REPLACE await None({ streamName: None, shardCount: None });
// ### END CODE HERE ###

// %% [markdown] id=create-cli-stream-look-note tags=look
// AWS creates a stream in the background. Its status is `CREATING` first, then `ACTIVE`. Wait for that, then look at the stream with the AWS
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
// {{solution 01-streaming-ingestion.create-cli-stream}} `await` makes the cell wait for AWS's answer. Two shards are enough to see that each record is in one of them.
// > **On AWS** you could do this in the console: search for *Kinesis*, choose *Create data stream*, type the name, leave the rest,
// > and choose *Create data stream*. The console's default is *on-demand* capacity: AWS adds and removes shards itself, for 0.04 USD an
// > hour plus a price per GB. This notebook uses *provisioned* capacity: a fixed number of shards, at 0.015 USD each an hour.
// > Creating a stream takes 10 to 60 seconds there.
// >
// > Look at it in the console: **here** on [its page](/lab-cloud/console/#/kinesis/de-c2w2lab1-kinesis-data-stream-cli), with its shards and records; **on AWS** in the console of *Kinesis*.

// %% [markdown] id=terminals tags=do,terminal
// ### 1.2 Open two terminals
// A producer and a consumer are two programs. Give each its own terminal: in JupyterLab's menu, choose **File → New →
// Terminal**, twice. Drag their tabs next to each other, so that you can see both.
//
// You don't have to activate anything. A terminal that you open here knows the course's Node, its Python with boto3, its AWS command line,
// and where the lab cloud is. It opens in the course's folder.
//
// ### 1.3 Start the consumer
//
// In the **first** terminal:
//
// ```bash
// cd src/cli
// npx tsx consumer_from_cli.ts --stream de-c2w2lab1-kinesis-data-stream-cli
// ```
// The consumer goes through all shards of the stream, reads each one's records, and prints them. However long you wait, it prints nothing else: the stream is empty. Leave it running.
//
// (`npx tsx` runs a TypeScript file. The script is [`src/cli/consumer_from_cli.ts`](../../../src/cli/consumer_from_cli.ts).)
//
// ### 1.4 Send a record
//
// In the **second** terminal:
//
// ```bash
// cd src/cli
// npx tsx producer_from_cli.ts --stream de-c2w2lab1-kinesis-data-stream-cli --json_string '{"session_id": "a1", "customer_number": 100, "city": "Washington", "country": "USA", "credit_limit": 1000, "browse_history": [{"product_code": "Product1", "quantity": "2", "in_shopping_cart": true}, {"product_code": "Product2", "quantity": "1", "in_shopping_cart": false}]}'
// ```
// On Windows, shells change quotes. There, have the producer read the record from a file (this works everywhere):
//
// ```bash
// npx tsx producer_from_cli.ts --stream de-c2w2lab1-kinesis-data-stream-cli --json_string file://../../data/example_record.json
// ```
// The producer takes the stream's name and the record, as JSON. This is the record in
// [`data/example_record.json`](../../../data/example_record.json). All records in this lab have the same structure. Now look
// at the first terminal: about a second after you sent it, the consumer has read the record.
//
// ### 1.5 Send more
// Send 4 or 5 more records with the same structure. Change their values: another `session_id`, another city, other products. (With `file://`,
// change a copy of the file, and use that.)
// Watch the consumer. When you have seen enough, press **Ctrl+C** in its terminal to stop it.

// %% [markdown] id=cli-records-note tags=look
// **Look.** Reading didn't remove anything from the stream. This cell reads it again and shows what it holds. The table is empty if
// you haven't sent anything yet.

// %% id=cli-records tags=look
showTable(await listStreamRecords({ streamName: CLI_STREAM }), {
  title: `Records in ${CLI_STREAM}`,
});

// %% [markdown] id=cli-records-stuck tags=stuck
// <details>
// <summary>Something doesn't work?</summary>
// - *The consumer says that AWS doesn't know the stream*: compare the name with `CLI_STREAM` above, and run the cell in 1.1.
// - *The producer says that the record isn't valid JSON*: your shell changed the quotes. Use the `file://` form.
// - *`npx` isn't found, or asks whether to install tsx*: the terminal isn't in the course's folder. Open it from this JupyterLab.
// - *Nothing answers at 127.0.0.1*: the lab cloud has stopped. Run `npm start` again.
//
// </details>

// %% [markdown] id=cli-calls-note tags=look
// **Look at the calls.** One function read the stream, and AWS has no such call: its API is smaller steps. `showCalls` runs a function, and shows each of
// these steps, as code for AWS's SDK and as a command for a terminal. It works with every function of this course, and on AWS.
//
// Each shard has its own iterator, a position in it. Reading means asking for the records from there on.

// %% id=cli-calls tags=look,varies
const readAgain = await showCalls(() => listStreamRecords({ streamName: CLI_STREAM }));
console.log(`${readAgain.length} records were read.`);

// %% [markdown] id=cli-records-on-aws tags=on-aws
// > **On AWS** the same commands work. Readers share a limit: each shard allows five reads a second, for
// > all its readers together. This consumer reads once a second.

// %% [markdown] id=shard-question tags=question
// ### Predict, then run
//
// The producer gives each record a **partition key**, here its `session_id`. Kinesis finds the shard by it. The next cell writes five records, with the keys `a1`, `b2`, `a1`, `c3` and `a1`, to your stream with
// 2 shards.
//
// **Which records will certainly be in the same shard?** Only those with the key `a1`, all five, or none?

// %% id=shard-predict tags=question
await predict("01-streaming-ingestion.shard", "?"); // "a1", "all five" or "none"

// %% id=shard-question-run tags=question
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
const shardsOfA1 = new Set(written.filter(({ key }) => key === "a1").map(({ shard }) => shard));
await comparePrediction("01-streaming-ingestion.shard", shardsOfA1.size === 1 ? "a1" : "none");

// %% [markdown] id=shard-question-answer tags=question
// <details>
// <summary>Answer</summary>
// The three records with the key `a1` are always in the same shard. Kinesis turns a key into a number (its MD5 hash), and the number determines the shard: the same key gives the same number. So everything that one visitor
// does stays in order. `b2` is in that shard too, and `c3` in the other one. But that is chance: in a stream with more shards,
// `a1` and `b2` may be in different ones. All five could be in one shard. So choose keys with many different values. Otherwise one shard does all the work.
//
// The sequence numbers grow within a shard. They say nothing about the order between two shards.
//
// </details>
