import type { SeedItem } from "../../scripts/course/testing/seed-map";

const check = (name: string): string => `01-streaming-ingestion.${name}`;
const library = (file: string): `file:${string}` => `file:src/${file}`;
const TypeScript = "Python's snake_case is TypeScript's camelCase, and named arguments are one object.";
const CONSUMER = "file:course/01-streaming-ingestion/scripts/src/etl/consumer.ts";

const introduction: readonly SeedItem[] = [
  { step: "intro", kind: "step", seed: "the lab has two parts; what is done in each", where: ["cell:welcome"] },
  {
    step: "intro", kind: "step", seed: "copy the solution from a bucket with `aws s3 cp --recursive s3://…-solution/ ./`",
    where: ["cell:how-it-works"], text: "aws s3 cp --recursive s3://de-c2w2lab1-000000000000-solution/ ./",
  },
  { step: "intro", kind: "name", seed: "src/etl/consumer_Solution", where: ["cell:how-it-works"], text: "src/etl/consumer_Solution.ts" },
  { step: "intro", kind: "step", seed: "table of contents", where: ["cell:welcome"], text: "**Contents**" },
  {
    step: "intro", kind: "step", seed: "recommendations from online activity; here simple transformations instead", where: ["cell:introduction"],
    differs: "It stands on its own: the earlier lab that the seed refers to is not part of this course.",
  },
];

const partOne: readonly SeedItem[] = [
  { step: "1", kind: "step", seed: "producer, router, consumer: what each is, with a picture", where: ["cell:part-1"] },
  { step: "1", kind: "name", seed: "producer_from_cli", where: ["cell:part-1", "cell:terminals"], text: "producer_from_cli.ts" },
  { step: "1", kind: "name", seed: "consumer_from_cli", where: ["cell:part-1", "cell:terminals"], text: "consumer_from_cli.ts" },
  {
    step: "1.1", kind: "exercise", seed: "create a data stream in the console", where: ["cell:create-cli-stream"], check: check("create-cli-stream"),
    differs: "In code, which works in the lab cloud and on AWS alike; the console's way is told beside it. Two provisioned shards, not the " +
      "console's on-demand default: they show what a partition key does, and cost less.",
  },
  { step: "1.1", kind: "name", seed: "de-c2w2lab1-kinesis-data-stream-cli", where: ["cell:create-cli-stream", "cell:terminals"], text: "de-c2w2lab1-kinesis-data-stream-cli" },
  { step: "1.1", kind: "step", seed: "wait until the stream is active", where: ["cell:create-cli-stream-look"], text: "isStreamReady" },
  { step: "1.2", kind: "step", seed: "open a terminal: File, New, Terminal", where: ["cell:terminals"], text: "**File → New →" },
  { step: "1.2", kind: "step", seed: "activate jupyterlab-venv", where: ["cell:terminals"], text: "Nothing has to be activated", differs: "Terminals opened in this JupyterLab are set up already." },
  { step: "1.3", kind: "step", seed: "run the consumer from src/cli, in the first terminal", where: ["cell:terminals"], text: "npx tsx consumer_from_cli.ts --stream de-c2w2lab1-kinesis-data-stream-cli" },
  { step: "1.3", kind: "name", seed: "--stream", where: [library("cli/consumer_from_cli.ts"), library("cli/producer_from_cli.ts")], text: '"stream"' },
  { step: "1.3", kind: "step", seed: "it reads all shards and prints each record; nothing yet, the stream is empty", where: ["cell:terminals"], text: "the stream is empty" },
  { step: "1.4", kind: "step", seed: "run the producer in the second terminal", where: ["cell:terminals"], text: "npx tsx producer_from_cli.ts --stream de-c2w2lab1-kinesis-data-stream-cli --json_string" },
  { step: "1.4", kind: "name", seed: "--json_string", where: ["cell:terminals", library("cli/producer_from_cli.ts")], text: "json_string" },
  {
    step: "1.4", kind: "name", seed: "data/example_record.json: the structure of a record", where: ["cell:terminals"], text: "data/example_record.json",
    differs: "Its quantities are text, as step 2.2.5 of the seed says they arrive.",
  },
  ...["session_id", "customer_number", "city", "country", "credit_limit", "browse_history", "product_code", "quantity", "in_shopping_cart"].map(
    (name): SeedItem => ({
      step: "1.4", kind: "name", seed: name, text: `"${name}"`, where: ["file:data/example_record.json", "cell:terminals", "cell:part-2"],
    }),
  ),
  { step: "1.4", kind: "step", seed: "see the record in the consumer's terminal", where: ["cell:terminals"], text: "the consumer has read it" },
  { step: "1.5", kind: "step", seed: "send 4 or 5 more, different records", where: ["cell:terminals"], text: "Send 4 or 5 more records" },
  { step: "1.5", kind: "step", seed: "stop the consumer with CTRL+C", where: ["cell:terminals"], text: "**Ctrl+C**" },
];

const infrastructure: readonly SeedItem[] = [
  { step: "2", kind: "step", seed: "the source stream and its producer are given; the three pairs of resources, with a picture", where: ["cell:part-2", "cell:welcome"] },
  { step: "2", kind: "step", seed: "why two streams: customers in the USA and elsewhere go separate ways", where: ["cell:part-2"], text: "**Why two streams?**" },
  { step: "2", kind: "step", seed: "the structure of a record", where: ["cell:part-2"], text: '"browse_history": [' },
  { step: "2.1.1", kind: "exercise", seed: "set ACCOUNT_ID in place of <AWS-ACCOUNT-ID>", where: ["cell:account-id"], text: "<AWS-ACCOUNT-ID>", check: check("account-id") },
  { step: "2.1.1", kind: "step", seed: "find the account ID in the console", where: ["cell:account-look"], text: "aws sts get-caller-identity", differs: "Asked on the command line; the console's way is told beside it." },
  { step: "2.1.1", kind: "name", seed: "ACCOUNT_ID", where: ["cell:account-id"], text: "const ACCOUNT_ID" },
  { step: "2.1.1", kind: "setting", seed: "AWS_DEFAULT_REGION = 'us-east-1'", where: ["cell:account-id"], text: 'const AWS_DEFAULT_REGION = "us-east-1"' },
  { step: "2.1.2", kind: "exercise", seed: "create the two buckets", where: ["cell:create-buckets"], check: check("create-buckets") },
  { step: "2.1.2", kind: "name", seed: "USA_BUCKET, de-c2w2lab1-<ACCOUNT-ID>-usa", where: ["cell:create-buckets"], text: "const USA_BUCKET = `de-c2w2lab1-${ACCOUNT_ID}-usa`" },
  {
    step: "2.1.2", kind: "name", seed: "INTERNATIONAL_BUCKET, de-c2w2lab1-<ACCOUNT-ID>-international", where: ["cell:create-buckets"],
    text: "const INTERNATIONAL_BUCKET = `de-c2w2lab1-${ACCOUNT_ID}-international`",
    differs: "The seed's text says -international, its code -int. The course follows the text.",
  },
  { step: "2.1.2", kind: "name", seed: "create_s3_bucket(bucket_name, region)", where: [library("aws/create-s3-bucket.ts")], text: "createS3Bucket({ bucketName, region }", differs: TypeScript },
  { step: "2.1.2", kind: "message", seed: "S3 bucket '…' created successfully in region '…'.", where: [library("aws/create-s3-bucket.ts")], text: "S3 bucket '${bucketName}' created successfully in region '${region}'." },
  {
    step: "2.1.2", kind: "message", seed: "An error occurred: …", where: [library("aws/create-s3-bucket.ts")], text: "S3 refuses the bucket name",
    differs: "An error ends the cell, with its cause and what to do, rather than being printed and passed over.",
  },
  { step: "2.1.3", kind: "step", seed: "!aws s3 ls", where: ["cell:list-buckets"], text: "sh`aws s3 ls`", check: check("create-buckets") },
  { step: "2.1.4", kind: "exercise", seed: "create the two data streams, with 2 shards each", where: ["cell:create-streams"], check: check("create-streams") },
  { step: "2.1.4", kind: "name", seed: "USA_DATA_STREAM", where: ["cell:create-streams"], text: 'const USA_DATA_STREAM = "de-c2w2lab1-usa-data-stream"' },
  { step: "2.1.4", kind: "name", seed: "INTERNATIONAL_DATA_STREAM", where: ["cell:create-streams"], text: 'const INTERNATIONAL_DATA_STREAM = "de-c2w2lab1-international-data-stream"' },
  { step: "2.1.4", kind: "setting", seed: "shard_count = 2, also by default", where: ["cell:create-streams-do"], text: "2 shards" },
  { step: "2.1.4", kind: "name", seed: "create_kinesis_data_stream(stream_name, shard_count=2)", where: [library("aws/create-kinesis-data-stream.ts")], text: "streamName, shardCount = 2", differs: TypeScript },
  { step: "2.1.4", kind: "message", seed: "Kinesis data stream … already exists", where: [library("aws/create-kinesis-data-stream.ts")], text: "Kinesis data stream ${streamName} already exists." },
  { step: "2.1.4", kind: "message", seed: "Kinesis data stream created: …", where: [library("aws/create-kinesis-data-stream.ts")], text: "Kinesis data stream ${streamName} is being created", differs: "At that moment its creation has only begun." },
  { step: "2.1.4", kind: "name", seed: "is_stream_ready(stream_name)", where: [library("aws/is-stream-ready.ts")], text: "isStreamReady({ streamName }", differs: TypeScript },
  { step: "2.1.4", kind: "step", seed: "print whether both streams are ready", where: ["cell:streams-ready"], text: "isStreamReady({ streamName: USA_DATA_STREAM })" },
  { step: "2.1.4", kind: "step", seed: "if false: wait some seconds and run the cell again", where: ["cell:streams-wait-note", "cell:streams-wait"] },
  { step: "2.1.5", kind: "step", seed: "what a Firehose, its role and an ARN are", where: ["cell:create-firehoses-do"], text: "**ARN**" },
  { step: "2.1.5", kind: "exercise", seed: "set stream_name and bucket_name for both Firehoses", where: ["cell:create-firehoses"], check: check("create-firehoses") },
  { step: "2.1.5", kind: "name", seed: "create_kinesis_firehose(…)", where: [library("aws/create-kinesis-firehose.ts")], text: "createKinesisFirehose(", differs: TypeScript },
  ...["firehoseName", "streamName", "bucketName", "roleName", "logGroup", "logStream", "accountId", "region"].map(
    (name): SeedItem => ({ step: "2.1.5", kind: "name", seed: name, where: [library("aws/create-kinesis-firehose.ts")], text: `readonly ${name}: string`, differs: TypeScript }),
  ),
  { step: "2.1.5", kind: "name", seed: "de-c2w2lab1-firehose-role", where: ["cell:create-firehoses", "file:course/01-streaming-ingestion/given/names.ts"], text: "de-c2w2lab1-firehose-role" },
  ...[
    "de-c2w2lab1-firehose-usa", "de-c2w2lab1-firehose-international", "de-c2w2lab1-firehose-usa-log-group", "de-c2w2lab1-firehose-international-log-group",
    "de-c2w2lab1-usa-firehose-log-stream", "de-c2w2lab1-international-firehose-log-stream",
  ].map((name): SeedItem => ({ step: "2.1.5", kind: "name", seed: name, where: ["cell:create-firehoses"], text: `"${name}"`, check: check("create-firehoses") })),
  ...[
    'DeliveryStreamType: "KinesisStreamAsSource"', "KinesisStreamSourceConfiguration", "S3DestinationConfiguration", 'Prefix: "firehose/"', 'ErrorOutputPrefix: "errors/"',
    "BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 }", 'CompressionFormat: "UNCOMPRESSED"', 'NoEncryptionConfig: "NoEncryption"', "CloudWatchLoggingOptions: { Enabled: true",
    "arn:aws:iam::${accountId}:role/${roleName}", "arn:aws:s3:::${bucketName}", "arn:aws:kinesis:${region}:${accountId}:stream/${streamName}",
  ].map((text): SeedItem => ({ step: "2.1.5", kind: "setting", seed: text, where: [library("aws/create-kinesis-firehose.ts")], text })),
  { step: "2.1.5", kind: "message", seed: "Kinesis firehose stream … already exists.", where: [library("aws/create-kinesis-firehose.ts")], text: "Kinesis Firehose ${firehoseName} already exists." },
  { step: "2.1.5", kind: "message", seed: "Kinesis Firehose created: …", where: [library("aws/create-kinesis-firehose.ts")], text: "Kinesis Firehose is being created", differs: "At that moment its creation has only begun." },
];

const streamingEtl: readonly SeedItem[] = [
  { step: "2.2", kind: "setting", seed: "10 seconds between two records on average", where: ["cell:part-2-2"], text: "one every 10 seconds on average" },
  { step: "2.2", kind: "name", seed: "de-c2w2lab1-kinesis-data-stream", where: ["cell:pipeline-built", "file:course/01-streaming-ingestion/given/names.ts"], text: 'SOURCE_STREAM = "de-c2w2lab1-kinesis-data-stream"' },
  {
    step: "2.2", kind: "step", seed: "the given producer feeds the source stream", where: ["cell:start-producer"], text: "src/generators/produce-browsing-sessions.ts",
    differs: "The notebook starts it, so that it also runs on AWS, where no engineer has set it up.",
  },
  { step: "2.2", kind: "step", seed: "four additional attributes, shown on an example", where: ["cell:part-2-2"], text: "| `processing_timestamp` |" },
  { step: "2.2.1", kind: "step", seed: "open src/etl/consumer, find poll_shards()", where: ["cell:etl-do"], text: "`pollShards`", differs: TypeScript },
  { step: "2.2.2", kind: "step", seed: 'find the loop over records_response["Records"]; user_session', where: ["cell:etl-do", CONSUMER], text: "for (const record of records)" },
  { step: "2.2.2", kind: "name", seed: "user_session", where: ["cell:etl-do", CONSUMER], text: "userSession", differs: TypeScript },
  { step: "2.2.3", kind: "exercise", seed: "processing_timestamp: the current timestamp", where: [CONSUMER, "cell:etl-do"], text: "processing_timestamp", check: check("processing-timestamp") },
  { step: "2.2.4", kind: "exercise", seed: "two variables that begin at 0", where: [CONSUMER, "cell:metrics-do"], text: "overallProductQuantity", check: check("metrics"), differs: TypeScript },
  { step: "2.2.5", kind: "exercise", seed: "sum the quantities; they arrive as text, convert with int()", where: [CONSUMER, "cell:metrics-do"], text: "as text", check: check("metrics"), differs: "`Number()` is TypeScript's way." },
  { step: "2.2.6", kind: "exercise", seed: "sum the quantities of what is in the shopping cart", where: [CONSUMER, "cell:metrics-do"], text: "overallInShoppingCart", check: check("metrics") },
  ...["overall_product_quantity", "overall_in_shopping_cart", "total_different_products"].map(
    (name): SeedItem => ({ step: "2.2.7", kind: "exercise", seed: name, where: [CONSUMER, "cell:metrics-do"], text: name, check: check("metrics") }),
  ),
  { step: "2.2.8", kind: "exercise", seed: "choose the destination by country, inline", where: [CONSUMER, "cell:route-do"], text: "kinesisDestStreamNames", check: check("route") },
  { step: "2.2.8", kind: "name", seed: "the keys USA and International", where: [CONSUMER, "cell:route-do"], text: '"International"', check: check("route") },
  { step: "2.2.8", kind: "step", seed: "what an inline if-else means", where: ["cell:route-do"], text: "condition ? valueIfTrue : valueIfFalse" },
  { step: "2.2.8", kind: "step", seed: "save the script", where: ["cell:route-do"], text: "**Save** `src/etl/consumer.ts`" },
  {
    step: "2.2.9", kind: "step", seed: "run the script with --source_stream and --dest_streams", where: ["cell:run-etl-do"],
    text: `npx tsx consumer.ts --source_stream de-c2w2lab1-kinesis-data-stream --dest_streams '{"USA": "de-c2w2lab1-usa-data-stream", "International": "de-c2w2lab1-international-data-stream"}'`,
    differs: "A cell can also run it in the background, so that the notebook runs through unattended.",
  },
  { step: "2.2.9", kind: "name", seed: "--source_stream, --dest_streams", where: [CONSUMER], text: '["source_stream", "dest_streams"]' },
  { step: "2.2.9", kind: "step", seed: "it runs until the terminal is left", where: ["cell:run-etl-do"], text: "until you press Ctrl+C" },
  { step: "2.2.10", kind: "step", seed: "read a destination stream with the first part's consumer", where: ["cell:transformed-note"], text: "npx tsx consumer_from_cli.ts --stream de-c2w2lab1-usa-data-stream" },
  { step: "2.2.10", kind: "step", seed: "look into the buckets from the console", where: ["cell:delivered", "cell:delivery-on-aws"], differs: "Tables in the notebook; the console's way is told beside it." },
  { step: "2.2.10", kind: "setting", seed: "5 to 7 minutes until the first file is there", where: ["cell:delivery-on-aws"], text: "5 to 7" },
  { step: "2.2.10", kind: "step", seed: "congratulations", where: ["cell:summary"], text: "**Congratulations!**" },
];

/** The whole of seed 004, step by step; `seed-map.test.ts` fails on a gap. */
export const seedMap: readonly SeedItem[] = [...introduction, ...partOne, ...infrastructure, ...streamingEtl];
