import type { EventStage } from "./event-stage";

/** Makes the lab cloud send an event to a new function of this name. */
type SendEvent = (stage: EventStage, name: string) => Promise<unknown>;

/** Sends a record through a delivery stream whose function transforms it. */
async function transformRecord(stage: EventStage, name: string, KinesisStreamARN?: string): Promise<unknown> {
  const { firehose, kinesis, role: RoleARN, s3 } = stage;
  const ParameterValue = await stage.createFunction(name, "firehose");
  const Parameters = [{ ParameterName: "LambdaArn" as const, ParameterValue }];
  await s3.createBucket({ Bucket: name });
  await firehose.createDeliveryStream({
    DeliveryStreamName: name,
    DeliveryStreamType: KinesisStreamARN === undefined ? "DirectPut" : "KinesisStreamAsSource",
    ...(KinesisStreamARN !== undefined && { KinesisStreamSourceConfiguration: { KinesisStreamARN, RoleARN } }),
    ExtendedS3DestinationConfiguration: {
      ...{ RoleARN, BucketARN: `arn:aws:s3:::${name}` },
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda", Parameters }] },
    },
  });
  await stage.clock.advance(60);
  const Data = Buffer.from("x");
  return KinesisStreamARN === undefined
    ? firehose.putRecord({ DeliveryStreamName: name, Record: { Data } })
    : kinesis.putRecord({ StreamName: name, PartitionKey: "key", Data });
}

/** Sends a message to a queue that a function reads. */
async function sendMessage(
  stage: EventStage,
  name: string,
  MessageAttributes: Parameters<EventStage["sqs"]["sendMessage"]>[0]["MessageAttributes"],
): Promise<unknown> {
  await stage.createFunction(name, "sqs");
  const { QueueUrl } = await stage.sqs.createQueue({ QueueName: name });
  const EventSourceArn = `arn:aws:sqs:us-east-1:${stage.account}:${name}`;
  await stage.lambda.createEventSourceMapping({ FunctionName: name, EventSourceArn });
  return stage.sqs.sendMessage({ QueueUrl, MessageBody: "Message Body", MessageAttributes });
}

/** Puts an object into a bucket that notifies a function. */
async function putObject({ s3, ...stage }: EventStage, Bucket: string, Key: string): Promise<unknown> {
  const LambdaFunctionArn = await stage.createFunction(Bucket, "s3");
  await s3.createBucket({ Bucket });
  const Events = [Key === REMOVED ? "s3:ObjectRemoved:*" : "s3:ObjectCreated:*"] as const;
  const NotificationConfiguration = { LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: [...Events] }] };
  await s3.putBucketNotificationConfiguration({ Bucket, NotificationConfiguration });
  if (Key === VERSIONED) await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  await s3.putObject({ Bucket, Key, Body: "x" });
  return Key === REMOVED && s3.deleteObject({ Bucket, Key });
}
const REMOVED = "removed/key";
const VERSIONED = "Happy Face.jpg";

/** Makes a topic to which a function is subscribed. @returns its ARN */
async function createTopic(stage: EventStage, name: string): Promise<string> {
  const Endpoint = await stage.createFunction(name, "sns");
  const { TopicArn = "" } = await stage.sns.createTopic({ Name: name });
  await stage.sns.subscribe({ TopicArn, Protocol: "lambda", Endpoint });
  return TopicArn;
}

/** What makes the lab cloud send each kind of event. */
export const EVENT_CASES = {
  kinesis: async (stage, name) => {
    await stage.createFunction(name, "kinesis");
    const EventSourceArn = await stage.createStream(name);
    const source = { EventSourceArn, StartingPosition: "TRIM_HORIZON" } as const;
    await stage.lambda.createEventSourceMapping({ FunctionName: name, ...source });
    return stage.kinesis.putRecord({ StreamName: name, PartitionKey: "key", Data: Buffer.from("x") });
  },
  firehose: (stage, name) => transformRecord(stage, name),
  firehoseFromStream: async (stage, name) => transformRecord(stage, name, await stage.createStream(name)),
  message: (stage, name) => sendMessage(stage, name, undefined),
  messageWithAttributes: (stage, name) =>
    sendMessage(stage, name, {
      Attribute1: { DataType: "String", StringValue: "one" },
      Attribute2: { DataType: "Number", StringValue: "123" },
      Attribute3: { DataType: "Binary", BinaryValue: Buffer.from("1100") },
    }),
  objectCreated: (stage, name) => putObject(stage, name, "test/key"),
  objectRemoved: (stage, name) => putObject(stage, name, REMOVED),
  objectVersionCreated: (stage, name) => putObject(stage, name, VERSIONED),
  notification: async (stage, name) => {
    const MessageAttributes = {
      Test: { DataType: "String", StringValue: "TestString" },
      TestBinary: { DataType: "Binary", BinaryValue: Buffer.from("x") },
    };
    const TopicArn = await createTopic(stage, name);
    return stage.sns.publish({ TopicArn, Subject: "TestInvoke", Message: "Hello", MessageAttributes });
  },
  logs: async ({ logs, clock, ...stage }, name) => {
    const destinationArn = await stage.createFunction(name, "logs");
    const group = { logGroupName: name };
    await logs.createLogGroup(group);
    await logs.createLogStream({ ...group, logStreamName: "stream" });
    await logs.putSubscriptionFilter({ ...group, filterName: "all", filterPattern: "", destinationArn });
    const logEvents = [{ timestamp: clock.now(), message: "hello" }];
    return logs.putLogEvents({ ...group, logStreamName: "stream", logEvents });
  },
  alarm: async (stage, name) => {
    await stage.cloudWatch.putMetricAlarm({
      ...{ AlarmName: name, AlarmDescription: "EXAMPLE", AlarmActions: [await createTopic(stage, name)] },
      ...{ MetricName: "NetworkOut", Namespace: "AWS/EC2", Dimensions: [{ Name: "InstanceId", Value: "i-1" }] },
      ...{ Statistic: "Average", Unit: "Bytes", Period: 60, EvaluationPeriods: 1, Threshold: 0 },
      ComparisonOperator: "GreaterThanThreshold",
    });
    return stage.cloudWatch.setAlarmState({ AlarmName: name, StateValue: "ALARM", StateReason: "judged" });
  },
  schedule: async (stage, Name) =>
    stage.scheduler.createSchedule({
      ...{ Name, ScheduleExpression: "rate(1 minutes)", FlexibleTimeWindow: { Mode: "OFF" } },
      Target: { Arn: await stage.createFunction(Name, "scheduler"), RoleArn: stage.role },
    }),
  customResource: async (stage, StackName) => {
    const ServiceToken = await stage.createFunction(StackName, "cloudformation");
    const Properties = { ServiceToken, StackName, List: ["1", "2", "3"] };
    const TemplateBody = JSON.stringify({ Resources: { It: { Type: "Custom::TestResource", Properties } } });
    return stage.cloudFormation.createStack({ StackName, TemplateBody });
  },
} satisfies Record<string, SendEvent>;
