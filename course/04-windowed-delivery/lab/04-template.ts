// Lab 04, part 2: the template.

import { check, isFirehoseReady, showTable, waitUntil } from "../../../src/index";
import { deployStack, proveEmpty, showWindowedDelivery, stackEvents } from "../../../src/windowed-delivery";
import { BUCKET, DELIVERY, FIREHOSE, FIREHOSE_ROLE_ARN, INPUT_STREAM, OUTPUT_STREAM, STACK } from "./01-opening";

// %% [markdown] id=part-2 tags=why
// ## 2. Streams, bucket and Firehose from a template
//
// In lab 01, you created each resource with its own call. Here, you describe what should exist in a **template**, and **CloudFormation** creates it.
// Everything created from one template is a **stack**. It is created, changed and deleted as a whole, so you can't forget a resource that keeps costing money.
//
// A template is JSON or YAML ([AWS's page](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html)). Here, it's an object, which the helper `deployStack` sends as JSON. The template below has only the stream of
// metric events so far. The stream has one **provisioned** shard: you choose the number of shards, and pay for each by the hour. (In the other mode, *on-demand*, AWS chooses the number, at a different price.)

// %% id=input-stream tags=do,wait
const INPUT_RESOURCE = {
  Type: "AWS::Kinesis::Stream",
  Properties: { Name: INPUT_STREAM, ShardCount: 1, StreamModeDetails: { StreamMode: "PROVISIONED" } },
};
await deployStack({ stackName: STACK, template: { Resources: { InputStream: INPUT_RESOURCE } } });

// %% [markdown] id=output-stream-do tags=do
// ### 2.1 Stream I
//
// Now extend it, one resource at a time. First comes the stream for the aggregates, called **I** in the picture at the top. Its name is `OUTPUT_STREAM`, and it has one provisioned shard, like
// the input stream.

// %% id=output-stream exercise=04-windowed-delivery.output-stream
// ### START CODE HERE ### (~ 2 lines of code)
const OUTPUT_RESOURCE = { // @KEEP
  Type: "AWS::Kinesis::Stream", // @REPLACE Type: None,
  Properties: { Name: OUTPUT_STREAM, ShardCount: 1, StreamModeDetails: { StreamMode: "PROVISIONED" } }, // @REPLACE Properties: None,
}; // @KEEP
// ### END CODE HERE ###

// %% id=output-stream-check tags=check
await check("04-windowed-delivery.output-stream");

// %% [markdown] id=output-stream-stuck tags=stuck
// {{solution 04-windowed-delivery.output-stream}} One shard accepts 1,000 records a second, and aggregates come only a few times a minute. `PROVISIONED` means that you choose the number of shards. It's cheaper here.

// %% [markdown] id=output-bucket-do tags=do
// ### 2.2 Bucket O
//
// The bucket for what Firehose delivers: a resource of the type `AWS::S3::Bucket`, whose property `BucketName` is `BUCKET`.

// %% id=output-bucket exercise=04-windowed-delivery.output-bucket
// ### START CODE HERE ### (~ 1 line of code)
const BUCKET_RESOURCE = { Type: "AWS::S3::Bucket", Properties: { BucketName: BUCKET } }; // @REPLACE const BUCKET_RESOURCE = { Type: None, Properties: None };
// ### END CODE HERE ###

// %% id=output-bucket-check tags=check
await check("04-windowed-delivery.output-bucket");

// %% [markdown] id=output-bucket-stuck tags=stuck
// {{solution 04-windowed-delivery.output-bucket}} A bucket needs a type and a name, and nothing else. Its name contains yours, as the exam requires.

// %% [markdown] id=processors-do tags=do
// ### 2.3 Sort and separate
//
// Firehose should put each component's aggregates in a folder of their own. That is **dynamic partitioning** ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html)). Two **processors** work on each record along the way:
//
// - `MetadataExtraction` finds the partition key with **jq**, a small language that picks values out of JSON. `.componentName` is the value of that property. Your program turns it into an object: `{componentName: .componentName}`.
// - `AppendDelimiterToRecord` adds a delimiter after each record: `\\n`, a newline. Firehose doesn't add anything by itself. Without the delimiter, an object has
//   `{…}{…}{…}` on one line. In part 5, you'll see what Athena makes of that.

// %% id=processors exercise=04-windowed-delivery.processors
// ### START CODE HERE ### (~ 2 lines of code)
// The jq program, as a string. // @KEEP
const QUERY = "{componentName: .componentName}"; // @REPLACE const QUERY = None;
// The delimiter: a backslash and an n. In a TypeScript string, you write a backslash twice. // @KEEP
const DELIMITER = "\\n"; // @REPLACE const DELIMITER = None;
// ### END CODE HERE ###
const PROCESSORS = [
  {
    Type: "MetadataExtraction",
    Parameters: [
      { ParameterName: "MetadataExtractionQuery", ParameterValue: QUERY },
      { ParameterName: "JsonParsingEngine", ParameterValue: "JQ-1.6" },
    ],
  },
  { Type: "AppendDelimiterToRecord", Parameters: [{ ParameterName: "Delimiter", ParameterValue: DELIMITER }] },
];

// %% id=processors-check tags=check
await check("04-windowed-delivery.processors");

// %% [markdown] id=processors-stuck tags=stuck
// {{solution 04-windowed-delivery.processors}} jq creates an object, and the prefix in 2.4 finds the value by its property name. For Firehose, the delimiter is a backslash and an n, which it turns into a newline.

// %% [markdown] id=prefixes-do tags=do
// ### 2.4 Two prefixes
//
// The **prefix** is the beginning of the delivered objects' keys. Yours should create the folders `user-service/` and `order-service/`. Firehose replaces `!{partitionKeyFromQuery:…}`
// with the value that your jq program found for a key. Which key is it?
//
// Records that can't be sorted go under the **error prefix**. Use any folder you like, such as `errors/`, but not one within a component's folder: Athena reads everything in there.
// **Both prefixes must end with a slash**: S3 has no real folders, and without the slash, the next word follows immediately.
// ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html))

// %% id=prefixes exercise=04-windowed-delivery.prefixes
// ### START CODE HERE ### (~ 2 lines of code)
const PREFIX = "!{partitionKeyFromQuery:componentName}/"; // @REPLACE const PREFIX = None;
const ERROR_PREFIX = "errors/!{firehose:error-output-type}/"; // @REPLACE const ERROR_PREFIX = None;
// ### END CODE HERE ###

// %% id=prefixes-check tags=check
await check("04-windowed-delivery.prefixes");

// %% [markdown] id=prefixes-stuck tags=stuck
// {{solution 04-windowed-delivery.prefixes}} `partitionKeyFromQuery` says where the value comes from: jq. The slash ends the folder's name. In the error prefix, the failure type is a folder, so you see at once what went wrong.

// %% [markdown] id=delivery-stream-do tags=do
// ### 2.5 The Firehose
//
// Now add the Firehose (templates call it a *delivery stream*). It reads stream I, with `KinesisStreamAsSource`, and writes to bucket O. Within a template, resources refer to each other:
// `{ "Fn::GetAtt": ["OutputStream", "Arn"] }` is the ARN of the resource `OutputStream`, whatever it will be. That's also how CloudFormation knows what to create first. ([AWS's page on this resource](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kinesisfirehose-deliverystream.html))
//
// Fill in four things: the source's ARN, the bucket's ARN, the switch for dynamic partitioning, and the time after which Firehose writes what it has, 60 seconds. (With dynamic partitioning,
// the size must be at least 64 MB, so in this lab, the time always comes first.)

// %% id=delivery-stream exercise=04-windowed-delivery.delivery-stream
// ### START CODE HERE ### (~ 5 lines of code)
const FIREHOSE_RESOURCE = { // @KEEP
  Type: "AWS::KinesisFirehose::DeliveryStream", // @KEEP
  Properties: { // @KEEP
    DeliveryStreamName: FIREHOSE, // @KEEP
    DeliveryStreamType: "KinesisStreamAsSource", // @KEEP
    KinesisStreamSourceConfiguration: { // @KEEP
      KinesisStreamARN: { "Fn::GetAtt": ["OutputStream", "Arn"] }, // @REPLACE KinesisStreamARN: None,
      RoleARN: FIREHOSE_ROLE_ARN, // @KEEP
    }, // @KEEP
    ExtendedS3DestinationConfiguration: { // @KEEP
      BucketARN: { "Fn::GetAtt": ["OutputBucket", "Arn"] }, // @REPLACE BucketARN: None,
      RoleARN: FIREHOSE_ROLE_ARN, // @KEEP
      Prefix: PREFIX, // @KEEP
      ErrorOutputPrefix: ERROR_PREFIX, // @KEEP
      DynamicPartitioningConfiguration: { Enabled: true }, // @REPLACE DynamicPartitioningConfiguration: { Enabled: None },
      BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 }, // @REPLACE BufferingHints: { SizeInMBs: 64, IntervalInSeconds: None },
      ProcessingConfiguration: { Enabled: true, Processors: PROCESSORS }, // @KEEP
    }, // @KEEP
  }, // @KEEP
}; // @KEEP
// The whole template: existing resources stay as they are, new ones are created. // @KEEP
await deployStack({ // @KEEP
  stackName: STACK, // @KEEP
  template: { // @KEEP
    Resources: { // @KEEP
      InputStream: INPUT_RESOURCE, // @KEEP
      OutputStream: OUTPUT_RESOURCE, // @KEEP
      OutputBucket: BUCKET_RESOURCE, // @KEEP
      DeliveryStream: FIREHOSE_RESOURCE, // @KEEP
    }, // @KEEP
  }, // @KEEP
}); // @KEEP
// ### END CODE HERE ###

// %% id=delivery-stream-check tags=check
await check("04-windowed-delivery.delivery-stream");

// %% [markdown] id=delivery-stream-stuck tags=stuck
// <details>
// <summary>Something went wrong?</summary>
//
// If the stack fails, the events below show which resource failed, and why.
//
// Does the reason say *custom-named resource requires replacing*? CloudFormation can't change this setting while the resource exists. Delete the stack in a new cell, and run the cell above again:
//
// ```ts
// await deleteS3Bucket({ bucketName: BUCKET });
// await deleteStack({ stackName: STACK });
// ```
//
// </details>
//
// {{solution 04-windowed-delivery.delivery-stream}} `Fn::GetAtt` returns an ARN before the resource exists, and CloudFormation gets the order from it. Dynamic partitioning has to be on when you create a Firehose: you can't turn it on later.

// %% [markdown] id=stack-look-note tags=look
// **Look.** Here's what CloudFormation did, in order. The Firehose came last, because it refers to the stream and the bucket.

// %% id=stack-look tags=look,varies
showTable(await stackEvents({ stackName: STACK }), { title: STACK, limit: 40 });
await waitUntil({ what: "the Firehose to be ready", check: () => isFirehoseReady({ firehoseName: FIREHOSE }) });
await showWindowedDelivery(DELIVERY);

// %% [markdown] id=stack-on-aws tags=on-aws
// > **Here**, you can see the same on [the stack's page](/lab-cloud/console/#/cloudformation/*-windowed-delivery). **On AWS**, it's in the CloudFormation console, under *Events*. There, creating the stack takes a minute or two. From now on, two shards cost money, until the clean-up.

// %% [markdown] id=empty-note tags=look
// ### 2.6 Everything is empty
//
// For the demonstration at the end, you need proof that everything was empty before the first event. The next cell reads both streams from **Trim Horizon**, the oldest record that a stream holds, and lists the bucket. ([AWS's page on where reading begins](https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html))

// %% id=empty tags=look,varies
showTable(await proveEmpty(DELIVERY));
