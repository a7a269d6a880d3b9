import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { FirehoseClient, ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { GetDatabasesCommand, GlueClient } from "@aws-sdk/client-glue";
import {
  DescribeStreamSummaryCommand,
  KinesisClient,
  ListStreamsCommand,
  PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { KMSClient, DescribeKeyCommand, ListAliasesCommand } from "@aws-sdk/client-kms";
import { LambdaClient, ListFunctionsCommand, ListLayersCommand } from "@aws-sdk/client-lambda";
import {
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { ListSubscriptionsCommand, ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { startCloud, type Cloud } from "../../cloud/index";
import type { Bench, Row } from "../bench";
import { rivalRuns } from "./rival-runs";
import { installed, PACKAGES, workplace } from "./workplace";

/**
 * Uses the deployed stack as its users would, and checks the outcomes.
 *
 * @throws Error naming the outcome that is wrong
 */
async function used(cloud: Cloud): Promise<void> {
  const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
  const { Stacks: [stack] = [] } = await new CloudFormationClient(config).send(
    new DescribeStacksCommand({ StackName: "Trips" }),
  );
  const output = (key: string): string => stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? "";
  const records = ["Bonn", "Ulm", "Bonn"].map((city, id) => ({
    PartitionKey: city,
    Data: Buffer.from(JSON.stringify({ id: String(id), city })),
  }));
  await new KinesisClient(config).send(new PutRecordsCommand({ StreamName: output("StreamName"), Records: records }));
  const sqs = new SQSClient(config);
  await sqs.send(new SendMessageCommand({ QueueUrl: output("QueueUrl"), MessageBody: "hello" }));
  await sqs.send(new SendMessageCommand({ QueueUrl: output("QueueUrl"), MessageBody: "fail" }));
  const s3 = new S3Client(config);
  await s3.send(new PutObjectCommand({ Bucket: output("BucketName"), Key: "loose/1", Body: "1" }));
  // Three minutes: Firehose delivers its buffer, and the alarm evaluates its metric.
  for (let minutes = 0; minutes < 3; minutes++) await cloud.clock.advance(61);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: output("BucketName") }));
  const keys = Contents.map(({ Key = "" }) => Key);
  const cities = [...new Set(keys.map((key) => /^trips\/city=(\w+)\//.exec(key)?.[1] ?? ""))].filter(
    (one) => one !== "",
  );
  expect("partitions by city", cities.sort().join(), "Bonn,Ulm");
  expect("objects of the function", keys.filter((key) => key.startsWith("seen/")).length, 4);
  const bonn = keys.find((key) => key.startsWith("trips/city=Bonn/"));
  const { Body, SSEKMSKeyId } = await s3.send(new GetObjectCommand({ Bucket: output("BucketName"), Key: bonn }));
  expect("transformed records", (await Body?.transformToString())?.match(/"seen":true/g)?.length, 2);
  await toldKey(cloud, output("StreamName"), SSEKMSKeyId);
  const told = await bodies(sqs, output("ToldUrl"));
  const ofKey = (prefix: string): number => told.filter((body) => body.includes(`"key":"${prefix}`)).length;
  expect("notifications of the queue", ofKey("seen/"), 4);
  expect("notifications of the topic", ofKey("loose/"), 1);
  // The bucket's notifications invoke the function asynchronously: one invocation for each of the two partitions.
  expect("outcomes of the function", told.filter((body) => body.includes('"condition":"Success"')).length, 2);
  const logs = new CloudWatchLogsClient(config);
  const { logGroups = [] } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/lambda/Trips-Consume" }),
  );
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: logGroups[0]?.logGroupName, filterPattern: "notified" }),
  );
  expect("notifications of the function", events.length, 2);
  await toldAlarm(cloud, output("AlarmedUrl"));
}

/** All messages of a queue. Each receive is a long poll, since a short poll asks only some of the queue's servers. */
async function bodies(sqs: SQSClient, QueueUrl: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (Messages.length === 0) return found;
    found.push(...Messages.map(({ Body = "" }) => Body));
  }
}

/** @param ofObject the KMS key that an object of the bucket names */
async function toldKey(cloud: Cloud, StreamName: string, ofObject: string | undefined): Promise<void> {
  const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
  const { KeyMetadata: key } = await new KMSClient(config).send(new DescribeKeyCommand({ KeyId: "alias/trips" }));
  const { StreamDescriptionSummary: summary } = await new KinesisClient(config).send(
    new DescribeStreamSummaryCommand({ StreamName }),
  );
  expect("the key that the stream tells", summary?.KeyId, key?.Arn);
  expect("the key that an object tells", ofObject, key?.Arn);
}

/** @param QueueUrl the queue that is subscribed to the alarm's topic */
async function toldAlarm(cloud: Cloud, QueueUrl: string): Promise<void> {
  const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
  const { MetricAlarms: [alarm] = [] } = await new CloudWatchClient(config).send(
    new DescribeAlarmsCommand({ AlarmNames: ["trips-errors"] }),
  );
  expect("the alarm's look at the metric", alarm?.StateValue !== "INSUFFICIENT_DATA", true);
  const told = await bodies(new SQSClient(config), QueueUrl);
  const subjects = told.map((body) => (JSON.parse(body) as { Subject?: string }).Subject);
  expect("what the topic told of the alarm", subjects.join(), 'ALARM: "trips-errors" in US East (N. Virginia)');
}

/**
 * The names of the resources that remain after `cdk destroy`. The bootstrap's own bucket and the log groups of
 * functions are not listed: they remain on AWS, too.
 */
async function leftovers(cloud: Cloud): Promise<string> {
  const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
  const { Buckets = [] } = await new S3Client(config).send(new ListBucketsCommand({}));
  const all = [
    ...Buckets.map(({ Name = "" }) => Name).filter((name) => !name.startsWith("cdk-")),
    ...((await new KinesisClient(config).send(new ListStreamsCommand({}))).StreamNames ?? []),
    ...((await new FirehoseClient(config).send(new ListDeliveryStreamsCommand({}))).DeliveryStreamNames ?? []),
    ...((await new LambdaClient(config).send(new ListFunctionsCommand({}))).Functions ?? []).map(String),
    ...((await new LambdaClient(config).send(new ListLayersCommand({}))).Layers ?? []).map(String),
    ...((await new SQSClient(config).send(new ListQueuesCommand({}))).QueueUrls ?? []),
    ...((await new SNSClient(config).send(new ListTopicsCommand({}))).Topics ?? []).map(String),
    ...((await new SNSClient(config).send(new ListSubscriptionsCommand({}))).Subscriptions ?? []).map(String),
    ...((await new KMSClient(config).send(new ListAliasesCommand({}))).Aliases ?? [])
      .map(({ AliasName = "" }) => AliasName)
      .filter((name) => !name.startsWith("alias/cdk-") && !name.startsWith("alias/aws/")),
    ...((await new GlueClient(config).send(new GetDatabasesCommand({}))).DatabaseList ?? []).map(
      ({ Name = "" }) => Name,
    ),
    ...((await new CloudWatchClient(config).send(new DescribeAlarmsCommand({}))).MetricAlarms ?? []).map(String),
  ];
  return all.join();
}

/** The alias of the key that the bootstrap made for its bucket. */
async function assetsKey({ endpoint, region, credentials }: Cloud): Promise<string | undefined> {
  const { Aliases = [] } = await new KMSClient({ endpoint, region, credentials }).send(new ListAliasesCommand({}));
  return Aliases.find(({ AliasName = "" }) => AliasName.startsWith("alias/cdk-"))?.AliasName;
}

async function resourcesOf({ endpoint, region, credentials }: Cloud, StackName: string): Promise<number> {
  const { StackResources = [] } = await new CloudFormationClient({ endpoint, region, credentials }).send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  return StackResources.length;
}

function expect(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: expected ${String(wanted)}, found ${String(found)}`);
}

export const cdk: Bench = {
  name: "cdk",
  does: `the CDK ${PACKAGES["aws-cdk"]} with its library ${PACKAGES["aws-cdk-lib"]}, keys and roles checked: bootstrap (again with a key), deploy, use, deploy again, destroy; each as its command takes it; beside it the same commands on the other local clouds, or where they stop.`,
  async run(root) {
    const packages = await installed(root);
    const cloud = await startCloud({ port: 0, keys: "own", iam: "on", allowCode: true, log: () => undefined });
    const { cdk: command, remove } = workplace(packages, { ...cloud, ...cloud.credentials });
    const seconds = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      await work();
      return (performance.now() - began) / 1000;
    };
    try {
      const rows = [["bootstrap", await seconds(() => command("bootstrap"))]] as [string, number][];
      rows.push(["bootstrap with a key", await seconds(() => command("bootstrap", "--bootstrap-customer-key"))]);
      expect("the bootstrap's key", await assetsKey(cloud), "alias/cdk-hnb659fds-assets-key");
      const deployed = await seconds(() => command("deploy", "--require-approval", "never"));
      rows.push([`deploy of ${await resourcesOf(cloud, "Trips")} resources`, deployed]);
      await used(cloud);
      let again = "";
      rows.push([
        "deploy without a change",
        await seconds(async () => (again = await command("deploy", "--require-approval", "never"))),
      ]);
      expect("no changes", again.includes("no changes"), true);
      rows.push(["destroy", await seconds(() => command("destroy", "--force"))]);
      expect("leftovers", await leftovers(cloud), "");
      const ours = rows.map(([what, value]): Row => ({ what, unit: "s", values: [value] }));
      return [...ours, ...(await rivalRuns(root, packages))];
    } finally {
      remove();
      await cloud.stop();
    }
  },
};
