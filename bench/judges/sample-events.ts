import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { startCloud, type Cloud } from "../../cloud/index";
import { getCommit } from "./folder";
import type { Judge, JudgedCase } from "./judge";

const ROLE = "arn:aws:iam::000000000000:role/judged";
const MARK = "EVENT ";
/** A function that logs its event, and answers Firehose. */
const CODE = `exports.handler = async (event) => {
  console.log("${MARK}" + JSON.stringify(event));
  return { records: (event.records ?? []).map(({ recordId, data }) => ({ recordId, result: "Ok", data })) };
};`;
/** How often the log is read, each time 30 seconds of the cloud's clock later. */
const READS = 20;

/** A lab cloud, its clients, and what the cases share. */
class Stage {
  readonly kinesis: Kinesis;
  readonly firehose: Firehose;
  readonly sqs: SQS;
  readonly sns: SNS;
  readonly s3: S3;
  readonly logs: CloudWatchLogs;
  readonly cloudWatch: CloudWatch;
  readonly lambda: Lambda;
  readonly clock: Cloud["clock"];

  constructor(cloud: Cloud) {
    const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
    this.clock = cloud.clock;
    this.kinesis = new Kinesis(config);
    this.firehose = new Firehose(config);
    this.sqs = new SQS(config);
    this.sns = new SNS(config);
    this.s3 = new S3({ ...config, forcePathStyle: true });
    this.logs = new CloudWatchLogs(config);
    this.cloudWatch = new CloudWatch(config);
    this.lambda = new Lambda(config);
  }

  /** Creates a function that logs its events, which a service may invoke. @returns its ARN */
  async createFunction(FunctionName: string, Principal: string): Promise<string> {
    const ZipFile = zipSync({ "index.js": Buffer.from(CODE) });
    const settings = { Runtime: "nodejs24.x", Role: ROLE, Handler: "index.handler", Code: { ZipFile } } as const;
    const { FunctionArn = "" } = await this.lambda.createFunction({ FunctionName, ...settings });
    await this.clock.advance(10);
    await this.lambda.addPermission({ FunctionName, StatementId: "judge", Action: "lambda:InvokeFunction", Principal });
    return FunctionArn;
  }

  async createStream(StreamName: string): Promise<string> {
    await this.kinesis.createStream({ StreamName, ShardCount: 1 });
    await this.clock.advance(5);
    const { StreamDescriptionSummary } = await this.kinesis.describeStreamSummary({ StreamName });
    return StreamDescriptionSummary?.StreamARN ?? "";
  }

  /** @returns the first event that a function has logged @throws Error if there is none after ten minutes of the cloud's clock */
  async readEvent(FunctionName: string): Promise<unknown> {
    for (let read = 0; read < READS; read += 1) {
      await this.clock.advance(30);
      const request = { logGroupName: `/aws/lambda/${FunctionName}`, filterPattern: MARK.trim() };
      const { events = [] } = await this.logs.filterLogEvents(request).catch(() => ({ events: [] }));
      const text = events[0]?.message;
      if (text !== undefined) return JSON.parse(text.slice(text.indexOf(MARK) + MARK.length));
    }
    throw new Error("the function got no event");
  }
}

/** What makes the lab cloud send the event of a sample. */
const CASES: Readonly<Record<string, (stage: Stage, name: string) => Promise<void>>> = {
  "kinesis-event": async (stage, name) => {
    await stage.createFunction(name, "kinesis.amazonaws.com");
    const EventSourceArn = await stage.createStream(name);
    await stage.lambda.createEventSourceMapping({
      FunctionName: name,
      EventSourceArn,
      StartingPosition: "TRIM_HORIZON",
    });
    await stage.kinesis.putRecord({ StreamName: name, PartitionKey: "key", Data: Buffer.from("x") });
  },
  "kinesis-firehose-event": async (stage, name) => {
    const lambda = await stage.createFunction(name, "firehose.amazonaws.com");
    const KinesisStreamARN = await stage.createStream(name);
    await stage.s3.createBucket({ Bucket: name });
    const Parameters = [{ ParameterName: "LambdaArn" as const, ParameterValue: lambda }];
    await stage.firehose.createDeliveryStream({
      DeliveryStreamName: name,
      DeliveryStreamType: "KinesisStreamAsSource",
      KinesisStreamSourceConfiguration: { KinesisStreamARN, RoleARN: ROLE },
      ExtendedS3DestinationConfiguration: {
        RoleARN: ROLE,
        BucketARN: `arn:aws:s3:::${name}`,
        ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda", Parameters }] },
      },
    });
    await stage.clock.advance(60);
    await stage.kinesis.putRecord({ StreamName: name, PartitionKey: "key", Data: Buffer.from("x") });
  },
  "sqs-event": async (stage, name) => {
    await stage.createFunction(name, "sqs.amazonaws.com");
    const { QueueUrl } = await stage.sqs.createQueue({ QueueName: name });
    const EventSourceArn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
    await stage.lambda.createEventSourceMapping({ FunctionName: name, EventSourceArn });
    const MessageAttributes = {
      Attribute1: { DataType: "String", StringValue: "one" },
      Attribute2: { DataType: "Number", StringValue: "123" },
      Attribute3: { DataType: "Binary", BinaryValue: Buffer.from("1100") },
    };
    await stage.sqs.sendMessage({ QueueUrl, MessageBody: "Message Body", MessageAttributes });
  },
  "s3-event": async (stage, name) => {
    const LambdaFunctionArn = await stage.createFunction(name, "s3.amazonaws.com");
    await stage.s3.createBucket({ Bucket: name });
    await stage.s3.putBucketVersioning({ Bucket: name, VersioningConfiguration: { Status: "Enabled" } });
    const configuration = { LambdaFunctionArn, Events: ["s3:ObjectCreated:*" as const] };
    const NotificationConfiguration = { LambdaFunctionConfigurations: [configuration] };
    await stage.s3.putBucketNotificationConfiguration({ Bucket: name, NotificationConfiguration });
    await stage.s3.putObject({ Bucket: name, Key: "Happy Face.jpg", Body: "x" });
  },
  "sns-event": async (stage, name) => {
    const Endpoint = await stage.createFunction(name, "sns.amazonaws.com");
    const { TopicArn } = await stage.sns.createTopic({ Name: name });
    await stage.sns.subscribe({ TopicArn, Protocol: "lambda", Endpoint });
    const MessageAttributes = {
      Test: { DataType: "String", StringValue: "TestString" },
      TestBinary: { DataType: "Binary", BinaryValue: Buffer.from("x") },
    };
    await stage.sns.publish({ TopicArn, Subject: "TestInvoke", Message: "Hello", MessageAttributes });
  },
  "cloudwatch-logs-event": async (stage, name) => {
    const destinationArn = await stage.createFunction(name, "logs.amazonaws.com");
    const group = { logGroupName: name };
    await stage.logs.createLogGroup(group);
    await stage.logs.createLogStream({ ...group, logStreamName: "stream" });
    await stage.logs.putSubscriptionFilter({ ...group, filterName: "all", filterPattern: "", destinationArn });
    const logEvents = [{ timestamp: stage.clock.now(), message: "hello" }];
    await stage.logs.putLogEvents({ ...group, logStreamName: "stream", logEvents });
  },
  "cloudwatch-alarm-sns-payload-single-metric": async (stage, name) => {
    const Endpoint = await stage.createFunction(name, "sns.amazonaws.com");
    const { TopicArn = "" } = await stage.sns.createTopic({ Name: name });
    await stage.sns.subscribe({ TopicArn, Protocol: "lambda", Endpoint });
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
};

/** The paths of an event's members, such as `.Records[].eventID`. A text that is JSON itself has members, too. */
function listPaths(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => listPaths(item, `${path}[]`))];
  if (typeof value === "string" && value.startsWith("{")) return listPaths(JSON.parse(value), path);
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, item]) => listPaths(item, `${path}.${name}`))];
}

/** The members of one event that another one lacks; items of lists are left out, since a sample's lists may be empty. */
const listMissing = (of: unknown, from: unknown): readonly string[] => {
  const paths = new Set(listPaths(from));
  return [...new Set(listPaths(of))].filter((path) => !paths.has(path) && !path.endsWith("[]"));
};

/** Members that AWS has added to an alarm's message since the sample, as LocalStack recorded in 2025 (`test_breaching_alarm_actions`). */
const ADDED_SINCE =
  /\.Sns\.Message\.(?:AlarmConfigurationUpdatedTimestamp|OKActions|AlarmActions|InsufficientDataActions)$/;

async function judgeSample(stage: Stage, name: string, sample: unknown): Promise<JudgedCase> {
  await CASES[name]?.(stage, name);
  const event = await stage.readEvent(name);
  const missing = listMissing(sample, event);
  const unknown = listMissing(event, sample).filter((path) => !ADDED_SINCE.test(path));
  if (missing.length + unknown.length === 0) return { name, verdict: "passed" };
  return { name, verdict: "wrong", why: `missing: ${missing.join(", ")}; not in the sample: ${unknown.join(", ")}` };
}

/** Compares the members of the events that functions get with the samples of AWS's library for Go. */
export const sampleEvents: Judge = {
  name: "sample-events",
  title: "whether the events that functions get have the members of the samples in AWS's library for Go, and no others",
  source: "aws/aws-lambda-go, `events/testdata` (Apache-2.0)",
  needsFolder: true,
  async run({ folder }) {
    const samples = join(folder, "events", "testdata");
    const cloud = await startCloud({ port: 0, speed: 0, allowCode: true, log: () => undefined });
    try {
      const stage = new Stage(cloud);
      const cases: JudgedCase[] = [];
      for (const file of readdirSync(samples).sort()) {
        const name = file.replace(/\.json$/, "");
        const why = "an event outside the lab cloud, or an old version of one";
        if (!Object.hasOwn(CASES, name)) cases.push({ name, verdict: "left out", why });
        else cases.push(await judgeSample(stage, name, JSON.parse(readFileSync(join(samples, file), "utf8"))));
      }
      return { version: getCommit(folder), cases };
    } finally {
      await cloud.stop();
    }
  },
};
