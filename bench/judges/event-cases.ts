import type { EventStage } from "./event-stage";

/** Makes the lab cloud send an event to a new function of this name. */
type SendEvent = (stage: EventStage, name: string) => Promise<void>;

/** Sends a record through a delivery stream whose function transforms it. */
async function transformRecord(stage: EventStage, name: string, source: "DirectPut" | "Kinesis"): Promise<void> {
  const lambda = await stage.createFunction(name, "firehose.amazonaws.com");
  await stage.s3.createBucket({ Bucket: name });
  const KinesisStreamARN = source === "Kinesis" ? await stage.createStream(name) : undefined;
  const Parameters = [{ ParameterName: "LambdaArn" as const, ParameterValue: lambda }];
  await stage.firehose.createDeliveryStream({
    DeliveryStreamName: name,
    ...(KinesisStreamARN === undefined
      ? { DeliveryStreamType: "DirectPut" }
      : {
          DeliveryStreamType: "KinesisStreamAsSource",
          KinesisStreamSourceConfiguration: { KinesisStreamARN, RoleARN: stage.role },
        }),
    ExtendedS3DestinationConfiguration: {
      RoleARN: stage.role,
      BucketARN: `arn:aws:s3:::${name}`,
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda", Parameters }] },
    },
  });
  await stage.clock.advance(60);
  const Data = Buffer.from("x");
  if (KinesisStreamARN === undefined) await stage.firehose.putRecord({ DeliveryStreamName: name, Record: { Data } });
  else await stage.kinesis.putRecord({ StreamName: name, PartitionKey: "key", Data });
}

/** Sends a message to a queue that a function reads. */
async function sendMessage(
  stage: EventStage,
  name: string,
  MessageAttributes: Parameters<EventStage["sqs"]["sendMessage"]>[0]["MessageAttributes"],
): Promise<void> {
  await stage.createFunction(name, "sqs.amazonaws.com");
  const { QueueUrl } = await stage.sqs.createQueue({ QueueName: name });
  const EventSourceArn = `arn:aws:sqs:us-east-1:${stage.account}:${name}`;
  await stage.lambda.createEventSourceMapping({ FunctionName: name, EventSourceArn });
  await stage.sqs.sendMessage({ QueueUrl, MessageBody: "Message Body", MessageAttributes });
}

/** Makes a bucket that notifies a function. */
async function notifyFunction(
  stage: EventStage,
  name: string,
  event: "s3:ObjectCreated:*" | "s3:ObjectRemoved:*",
): Promise<void> {
  const LambdaFunctionArn = await stage.createFunction(name, "s3.amazonaws.com");
  await stage.s3.createBucket({ Bucket: name });
  const NotificationConfiguration = { LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: [event] }] };
  await stage.s3.putBucketNotificationConfiguration({ Bucket: name, NotificationConfiguration });
}

/** Makes a topic to which a function is subscribed. @returns its ARN */
async function createTopic(stage: EventStage, name: string): Promise<string> {
  const Endpoint = await stage.createFunction(name, "sns.amazonaws.com");
  const { TopicArn = "" } = await stage.sns.createTopic({ Name: name });
  await stage.sns.subscribe({ TopicArn, Protocol: "lambda", Endpoint });
  return TopicArn;
}

/** What makes the lab cloud send each kind of event. */
export const EVENT_CASES = {
  kinesis: async (stage, name) => {
    await stage.createFunction(name, "kinesis.amazonaws.com");
    const EventSourceArn = await stage.createStream(name);
    await stage.lambda.createEventSourceMapping({
      FunctionName: name,
      EventSourceArn,
      StartingPosition: "TRIM_HORIZON",
    });
    await stage.kinesis.putRecord({ StreamName: name, PartitionKey: "key", Data: Buffer.from("x") });
  },
  firehose: (stage, name) => transformRecord(stage, name, "DirectPut"),
  firehoseFromStream: (stage, name) => transformRecord(stage, name, "Kinesis"),
  message: (stage, name) => sendMessage(stage, name, undefined),
  messageWithAttributes: (stage, name) =>
    sendMessage(stage, name, {
      Attribute1: { DataType: "String", StringValue: "one" },
      Attribute2: { DataType: "Number", StringValue: "123" },
      Attribute3: { DataType: "Binary", BinaryValue: Buffer.from("1100") },
    }),
  objectCreated: async (stage, name) => {
    await notifyFunction(stage, name, "s3:ObjectCreated:*");
    await stage.s3.putObject({ Bucket: name, Key: "test/key", Body: "x" });
  },
  objectRemoved: async (stage, name) => {
    await notifyFunction(stage, name, "s3:ObjectRemoved:*");
    await stage.s3.putObject({ Bucket: name, Key: "test/key", Body: "x" });
    await stage.s3.deleteObject({ Bucket: name, Key: "test/key" });
  },
  objectVersionCreated: async (stage, name) => {
    await notifyFunction(stage, name, "s3:ObjectCreated:*");
    await stage.s3.putBucketVersioning({ Bucket: name, VersioningConfiguration: { Status: "Enabled" } });
    await stage.s3.putObject({ Bucket: name, Key: "Happy Face.jpg", Body: "x" });
  },
  notification: async (stage, name) => {
    const TopicArn = await createTopic(stage, name);
    const MessageAttributes = {
      Test: { DataType: "String", StringValue: "TestString" },
      TestBinary: { DataType: "Binary", BinaryValue: Buffer.from("x") },
    };
    await stage.sns.publish({ TopicArn, Subject: "TestInvoke", Message: "Hello", MessageAttributes });
  },
  logs: async (stage, name) => {
    const destinationArn = await stage.createFunction(name, "logs.amazonaws.com");
    const group = { logGroupName: name };
    await stage.logs.createLogGroup(group);
    await stage.logs.createLogStream({ ...group, logStreamName: "stream" });
    await stage.logs.putSubscriptionFilter({ ...group, filterName: "all", filterPattern: "", destinationArn });
    const logEvents = [{ timestamp: stage.clock.now(), message: "hello" }];
    await stage.logs.putLogEvents({ ...group, logStreamName: "stream", logEvents });
  },
  alarm: async (stage, name) => {
    const TopicArn = await createTopic(stage, name);
    await stage.cloudWatch.putMetricAlarm({
      AlarmName: name,
      AlarmDescription: "EXAMPLE",
      AlarmActions: [TopicArn],
      MetricName: "NetworkOut",
      Namespace: "AWS/EC2",
      Dimensions: [{ Name: "InstanceId", Value: "i-1" }],
      Statistic: "Average",
      Unit: "Bytes",
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 0,
    });
    await stage.cloudWatch.setAlarmState({ AlarmName: name, StateValue: "ALARM", StateReason: "judged" });
  },
  schedule: async (stage, name) => {
    const Arn = await stage.createFunction(name, "scheduler.amazonaws.com");
    await stage.scheduler.createSchedule({
      Name: name,
      ScheduleExpression: "rate(1 minutes)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn, RoleArn: stage.role },
    });
  },
  customResource: async (stage, name) => {
    const ServiceToken = await stage.createFunction(name, "cloudformation.amazonaws.com");
    const Properties = { ServiceToken, StackName: name, List: ["1", "2", "3"] };
    const TemplateBody = JSON.stringify({ Resources: { It: { Type: "Custom::TestResource", Properties } } });
    await stage.cloudFormation.createStack({ StackName: name, TemplateBody });
  },
} satisfies Record<string, SendEvent>;
