// Lab 04, part 2: the template.

import { check, isFirehoseReady, showTable, waitUntil } from "../../../src/index";
import { deployStack, proveEmpty, showWindowedDelivery, stackEvents } from "../../../src/windowed-delivery";
import { BUCKET, DELIVERY, FIREHOSE, FIREHOSE_ROLE_ARN, INPUT_STREAM, OUTPUT_STREAM, STACK } from "./01-opening";

// %% [markdown] id=part-2 tags=why
// ## 2. Streams, bucket and Firehose from a template
//
// In lab 01 you made each thing with a call of its own. Here you describe what should exist, in a **template**, and **CloudFormation** makes it so. All
// that comes from one template is a **stack**. It is created, changed and deleted as a whole: so nothing is forgotten, and nothing goes on costing money.
//
// A template is JSON or YAML ([AWS's page](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html)). Here it is an object, which the helper `deployStack` sends as JSON. This is the template so far: it holds the stream of
// metric events, with one **provisioned** shard: you say how many shards there are, and pay for each by the hour. (In the other mode, *on demand*, AWS chooses their number, at another price.)

// %% id=input-stream tags=do,wait
const INPUT_RESOURCE = {
  Type: "AWS::Kinesis::Stream",
  Properties: { Name: INPUT_STREAM, ShardCount: 1, StreamModeDetails: { StreamMode: "PROVISIONED" } },
};
await deployStack({ stackName: STACK, template: { Resources: { InputStream: INPUT_RESOURCE } } });

// %% [markdown] id=output-stream-do tags=do
// ### 2.1 Stream I
//
// You extend it now, one resource a step. First the stream for the aggregates, called **I** in the picture at the top. It has the name `OUTPUT_STREAM`, and one provisioned shard, as
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
// <details>
// <summary>Stuck? A hint</summary>
//
// It differs from `INPUT_RESOURCE` only in its name.
//
// </details>
//
// {{solution 04-windowed-delivery.output-stream}} One shard takes 1,000 records a second, and an aggregate comes a few times a minute. `PROVISIONED` means that you say the number; it is the cheaper way here.

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
// <details>
// <summary>Stuck? A hint</summary>
//
// `Properties` is an object with one member.
//
// </details>
//
// {{solution 04-windowed-delivery.output-bucket}} A bucket needs a type and a name, and nothing else. The name has yours in it, as the exam wants.

// %% [markdown] id=processors-do tags=do
// ### 2.3 Sort and separate
//
// Firehose should put each component's aggregates in a folder of their own. That is **dynamic partitioning** ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html)). Two **processors** work on each record on the way:
//
// - `MetadataExtraction` finds the partition key with **jq**, a small language that picks values out of JSON: `.componentName` is the value of that member. Your program makes an object of it: `{componentName: .componentName}`.
// - `AppendDelimiterToRecord` writes a delimiter behind each record: `\\n`, a new line. Firehose adds nothing by itself. Without it an object holds
//   `{…}{…}{…}` in one line, and you will see in part 5 what Athena makes of that.

// %% id=processors exercise=04-windowed-delivery.processors
// ### START CODE HERE ### (~ 2 lines of code)
// The jq program, as text. // @KEEP
const QUERY = "{componentName: .componentName}"; // @REPLACE const QUERY = None;
// The delimiter: a backslash and an n. In a text of TypeScript, a backslash is written twice. // @KEEP
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
// <details>
// <summary>Stuck? A hint</summary>
//
// Both are written out in the text above; put them between double quotes.
//
// </details>
//
// {{solution 04-windowed-delivery.processors}} jq makes an object, and the prefix of 2.4 finds the value by the name of its member. The delimiter is text for Firehose, a backslash and an n, which it turns into a new line.

// %% [markdown] id=prefixes-do tags=do
// ### 2.4 Two prefixes
//
// The **prefix** is what the keys of delivered objects begin with. It shall be the value of the partition key and a slash: `!{partitionKeyFromQuery:componentName}/`. Then
// there will be folders `user-service/` and `order-service/`.
//
// What cannot be sorted goes below the **error prefix**. Take any, such as `errors/`. **Both must end with a slash**: S3 has no folders, and without the slash the
// next word follows immediately. ([AWS's page](https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html))

// %% id=prefixes exercise=04-windowed-delivery.prefixes
// ### START CODE HERE ### (~ 2 lines of code)
const PREFIX = "!{partitionKeyFromQuery:componentName}/"; // @REPLACE const PREFIX = None;
const ERROR_PREFIX = "errors/!{firehose:error-output-type}/"; // @REPLACE const ERROR_PREFIX = None;
// ### END CODE HERE ###

// %% id=prefixes-check tags=check
await check("04-windowed-delivery.prefixes");

// %% [markdown] id=prefixes-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Copy the first one from the text above, including the slash. For the second, AWS wants the kind of failure, `!{firehose:error-output-type}`, in it as soon as it has any `!{…}`. Behind that, a slash.
//
// </details>
//
// {{solution 04-windowed-delivery.prefixes}} `partitionKeyFromQuery` says where the value comes from: from jq. The slash ends the folder's name. In the error prefix the kind of failure is a folder, so you see at once what went wrong.

// %% [markdown] id=delivery-stream-do tags=do
// ### 2.5 The Firehose
//
// Now the Firehose (a *delivery stream*, as templates call it). It reads stream I, with `KinesisStreamAsSource`, and writes to bucket O. Within a template, things name each other:
// `{ "Fn::GetAtt": ["OutputStream", "Arn"] }` is the ARN of the resource `OutputStream`, whatever it will be. So CloudFormation also knows what to make first. ([AWS's page on this resource](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kinesisfirehose-deliverystream.html))
//
// Fill in: the ARN of the source, the ARN of the bucket, the switch of dynamic partitioning, and the time after which Firehose writes what it has, 60 seconds. (With dynamic partitioning
// the size must be 64 MB at least, so that in this lab the time always comes first.)

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
// The whole template: what is there stays as it is, what is new is made. // @KEEP
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
// <summary>Stuck? A hint</summary>
//
// The bucket's name within the template is `OutputBucket`: it stands at the end of the cell. If the stack fails, its events below tell at which resource, and why.
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
// {{solution 04-windowed-delivery.delivery-stream}} `Fn::GetAtt` gives an ARN before the thing exists, and tells CloudFormation the order. Dynamic partitioning has to be on when a Firehose is created: it cannot be switched on later.

// %% [markdown] id=stack-look-note tags=look
// **Look.** What CloudFormation did, in its order. The Firehose came last: it names the two others.

// %% id=stack-look tags=look,varies
showTable(await stackEvents({ stackName: STACK }), { title: STACK, limit: 40 });
await waitUntil({ what: "the Firehose to be ready", check: () => isFirehoseReady({ firehoseName: FIREHOSE }) });
await showWindowedDelivery(DELIVERY);

// %% [markdown] id=stack-on-aws tags=on-aws
// > **Here** you see the same on [the stack's page](/lab-cloud/console/#/cloudformation/*-windowed-delivery), **on AWS** in the console of CloudFormation, under *Events*. There, creating takes a minute or two. From now on two shards cost money, until the clean-up.

// %% [markdown] id=empty-note tags=look
// ### 2.6 All is empty
//
// For the demonstration at the end, prove it now, before the first event: both streams are read from **Trim Horizon**, the oldest record that a stream holds, and the bucket is listed. ([AWS's page on where reading begins](https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html))

// %% id=empty tags=look,varies
showTable(await proveEmpty(DELIVERY));
