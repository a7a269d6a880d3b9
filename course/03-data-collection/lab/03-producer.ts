// Lab 03, part 2: the producer, by hand and on an instance.

import { check, listStreamRecords, sh, showTable } from "../../../src/index";
import { bundleProgram, launchStack, reviewStack, showConsoleOutput } from "../../../src/data-collection";
import type { Capability } from "@aws-sdk/client-cloudformation";
import { STACK, STREAM } from "./01-opening";

// %% [markdown] id=part-2 tags=why
// ## 2. The producer
//
// The producer is a program that asks an API for people and puts them into the stream. First, you write it and run it by hand. Then you move it to where it can run day and
// night: an **instance**, a server in AWS's data center. A template creates the instance, so you don't have to click anything together or risk forgetting a step.

// %% [markdown] id=person-record-do tags=do
// ### 2.1 A record of a person
//
// Open [`src/collection/put-people.ts`](../../../src/collection/put-people.ts). In the first exercise, create a record for a person:
//
// - `Data` is the whole person, as JSON text.
// - `PartitionKey` determines the shard. Records with the same key go to the same shard. The API gives each person a universally unique ID: find it in the type [`Person`](../../../src/collection/person.ts). Why not the country? Then one shard would get far more records than the others.

// %% id=person-record-check tags=check
await check("03-data-collection.person-record");

// %% [markdown] id=person-record-stuck tags=stuck
// {{solution 03-data-collection.person-record}} Kinesis accepts bytes, and doesn't look inside them. The ID differs from person to person, so people are spread across all shards. All records of one person are in one shard, in order.

// %% [markdown] id=put-people-do tags=do
// ### 2.2 Send them
//
// In the second exercise, send all the people of a round to the stream in **one** call of PutRecords. The stream's name is in `stream`. `people.map(recordOf)` creates the list of records. **Save** the file.

// %% id=put-people-check tags=check
await check("03-data-collection.put-people");

// %% [markdown] id=put-people-stuck tags=stuck
// {{solution 03-data-collection.put-people}} One call for 20 people is one network round trip instead of 20. PutRecords accepts up to 500 records. The stream's name comes from the command line, so the same program runs by hand and on the instance.

// %% [markdown] id=by-hand-do tags=do
// ### 2.3 Run it by hand
//
// The next cell runs your program, and shows what it prints. To do the same in a terminal (*File → New → Terminal*), run `npx tsx src/collection/put-people.ts --stream people-stream --people 20 --rounds 2`. Then look at what is in the stream.

// %% id=by-hand tags=do,varies
await sh`node --import tsx src/collection/put-people.ts --stream ${STREAM} --people 20 --rounds 2`;

// %% id=people-look tags=look,varies
const people = await listStreamRecords({ streamName: STREAM });
showTable(people.map(({ shardId, partitionKey, data }) => ({ shardId, partitionKey, data: JSON.stringify(data).slice(0, 120) })), { title: "People in the stream", limit: 5 });

// %% [markdown] id=stream-parameter-do tags=do
// ### 2.4 The template: which stream?
//
// Open [`src/collection/setup-data-producer.ts`](../../../src/collection/setup-data-producer.ts). It's a CloudFormation template, written as an object. Read it from top to bottom:
//
// - A role.
// - An instance profile, which gives the role to an instance.
// - A security group, which says who can connect to the instance (here, no one).
// - The instance itself. Its **user data** is a script that runs when the instance starts. It writes your producer to a file, and starts it. ([AWS's page](https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html))
//
// The template must not contain the stream's name: someone else may want to use it for another stream. So the name is a **parameter**.
//
// In the first exercise, declare the parameter `StreamName`. It's an object with two properties: its `Type` is `"String"`, and a `Description` helps whoever launches the stack. The user data, at the end of the file, uses its value: `{ Ref: "StreamName" }`.
// ([AWS's page on parameters](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html))

// %% id=stream-parameter-check tags=check
await check("03-data-collection.stream-parameter");

// %% [markdown] id=stream-parameter-stuck tags=stuck
// {{solution 03-data-collection.stream-parameter}} Now the template works for any stream. CloudFormation asks for the value when you launch the stack, and inserts it wherever the template says `{ Ref: "StreamName" }`.

// %% [markdown] id=producer-role-do tags=do
// ### 2.5 The template: what may the instance do?
//
// The program contains no access keys: anyone who could read the instance's disk would have them. Instead, the instance assumes a **role**. In the middle section, specify what the role allows:
//
// - `Action`: a list of the actions that the producer calls, and of no others. An action is written as `kinesis:` and the name of the operation.
// - `Resource`: the one stream, by its ARN. In this template, neither the account nor the stream has a fixed name. `Fn::Sub` inserts values into a string:
//   `{ "Fn::Sub": "arn:${AWS::Partition}:…" }`. The names of the other values are `AWS::Region`, `AWS::AccountId` and your parameter.
//   `STREAM_ARN` at the top of this notebook shows the form of a stream's ARN.
//
// `kinesis:*` on `*` would work, too. But it would also let the program, and anyone who breaks into it, delete every stream you have. **Save** the file.

// %% id=producer-role-check tags=check
await check("03-data-collection.producer-role");

// %% [markdown] id=producer-role-stuck tags=stuck
// {{solution 03-data-collection.producer-role}} The program makes one kind of call, to one stream. The role allows that and nothing else. The ARN is built from the parameter, so the role and the program always refer to the same stream.

// %% [markdown] id=launch-do tags=do
// ### 2.6 Launch it
//
// Now launch the template as a stack. Set its parameter to the name of your stream. (In the console: *CloudFormation → Create stack → Upload a template file*, then the stack's name and its parameters.)
//
// CloudFormation also asks you a question. It's about `CAPABILITIES`. **Leave the list empty at first**, run this cell and the next one, and read what CloudFormation says. Then come back.

// %% id=launch exercise=03-data-collection.launch
// ### START CODE HERE ### (~ 2 lines of code)
const PARAMETERS = { StreamName: STREAM }; // @REPLACE const PARAMETERS = { StreamName: None };
const CAPABILITIES: Capability[] = ["CAPABILITY_IAM"]; // @REPLACE const CAPABILITIES: Capability[] = [];
// ### END CODE HERE ###

// %% id=review tags=do,wait
import { producerTemplate } from "../scripts/src/collection/setup-data-producer";

const producer = await bundleProgram("src/collection/put-people.ts", "esm");
const isReviewed = await reviewStack({
  stackName: STACK,
  template: producerTemplate(Buffer.from(producer).toString()),
  parameters: PARAMETERS,
  capabilities: CAPABILITIES,
});

// %% id=launch-check tags=check
await check("03-data-collection.launch");

// %% [markdown] id=launch-stuck tags=stuck
// <details>
// <summary>Something went wrong?</summary>
//
// Why does CloudFormation ask? A template that creates a role can give permissions to whoever assumes that role. So someone has to
// say: *yes, I know*. In the console, that's a checkbox: *I acknowledge that AWS CloudFormation might create IAM resources*. ([AWS's page](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html#using-iam-capabilities))
//
// </details>
//
// {{solution 03-data-collection.launch}} `STREAM` is the value of the template's parameter. `CAPABILITY_IAM` says that you know about the role. It's enough because CloudFormation chooses the role's name. A template that names its role itself needs `CAPABILITY_NAMED_IAM`.

// %% [markdown] id=events-note tags=look
// What you've just seen is a **change set**: what CloudFormation would create. Nothing exists yet. The next cell executes the change set. Watch the events as they come. The role, the security group and the profile come first, because the instance needs them.

// %% id=events tags=look,wait,varies
if (isReviewed) await launchStack({ stackName: STACK });
else console.log("There is nothing to launch yet: look at the messages above.");

// %% id=console tags=look,wait,varies
if (isReviewed) await showConsoleOutput({ stackName: STACK, holds: "people put" });

// %% [markdown] id=instance-on-aws tags=on-aws
// That's the instance's console. Your program runs there, and puts 20 people every 2 seconds.
//
// > **Here**, [the stack's page](/lab-cloud/console/#/cloudformation/people-producer) shows the same events, and the stack's resources. **On AWS**, the instance needs a minute or two to start and to install Node. In the lab cloud, it's a program on your computer, with a folder as its disk. It stops when you delete the stack.
