import { join } from "node:path";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { KMS } from "@aws-sdk/client-kms";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { startCloud, type Cloud } from "../../cloud/index";
import type { Bench, Row } from "../bench";
import { installNpmPackages } from "../npm-packages";
import { PACKAGES, createWorkplace } from "./workplace";

/**
 * Uses the deployed stack as its users would, and checks the outcomes.
 *
 * @throws Error naming the outcome that is wrong
 */
async function useStack(cloud: Cloud): Promise<void> {
  const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
  const { Stacks: [stack] = [] } = await new CloudFormation(config).describeStacks({ StackName: "Trips" });
  const getOutput = (key: string): string =>
    stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? "";
  const records = ["Bonn", "Ulm", "Bonn"].map((city, id) => ({
    PartitionKey: city,
    Data: Buffer.from(JSON.stringify({ id: String(id), city })),
  }));
  await new Kinesis(config).putRecords({ StreamName: getOutput("StreamName"), Records: records });
  const sqs = new SQS(config);
  await sqs.sendMessage({ QueueUrl: getOutput("QueueUrl"), MessageBody: "hello" });
  await sqs.sendMessage({ QueueUrl: getOutput("QueueUrl"), MessageBody: "fail" });
  const s3 = new S3(config);
  await s3.putObject({ Bucket: getOutput("BucketName"), Key: "loose/1", Body: "1" });
  // Three minutes: Firehose delivers its buffer, and the alarm evaluates its metric.
  for (let minutes = 0; minutes < 3; minutes++) await cloud.clock.advance(61);
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: getOutput("BucketName") });
  const keys = Contents.map(({ Key = "" }) => Key);
  const cities = [...new Set(keys.map((key) => /^trips\/city=(\w+)\//.exec(key)?.[1] ?? ""))].filter(
    (item) => item !== "",
  );
  expect("partitions by city", cities.sort().join(), "Bonn,Ulm");
  expect("objects of the function", keys.filter((key) => key.startsWith("seen/")).length, 4);
  const bonn = keys.find((key) => key.startsWith("trips/city=Bonn/"));
  const { Body, SSEKMSKeyId } = await s3.getObject({ Bucket: getOutput("BucketName"), Key: bonn });
  expect("transformed records", (await Body?.transformToString())?.match(/"seen":true/g)?.length, 2);
  await reportKey(cloud, getOutput("StreamName"), SSEKMSKeyId);
  const bodies = await receiveBodies(sqs, getOutput("ToldUrl"));
  const countOfKey = (prefix: string): number => bodies.filter((body) => body.includes(`"key":"${prefix}`)).length;
  expect("notifications of the queue", countOfKey("seen/"), 4);
  expect("notifications of the topic", countOfKey("loose/"), 1);
  // The bucket's notifications invoke the function asynchronously: one invocation for each of the two partitions.
  expect("outcomes of the function", bodies.filter((body) => body.includes('"condition":"Success"')).length, 2);
  const logs = new CloudWatchLogs(config);
  const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: "/aws/lambda/Trips-Consume" });
  const { events = [] } = await logs.filterLogEvents({
    logGroupName: logGroups[0]?.logGroupName,
    filterPattern: "notified",
  });
  expect("notifications of the function", events.length, 2);
  await reportAlarm(cloud, getOutput("AlarmedUrl"));
}

/** All messages of a queue. Each receive is a long poll, since a short poll asks only some of the queue's servers. */
async function receiveBodies(sqs: SQS, QueueUrl: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
    if (Messages.length === 0) return found;
    found.push(...Messages.map(({ Body = "" }) => Body));
  }
}

/** @param ofObject the KMS key that an object of the bucket names */
async function reportKey(cloud: Cloud, StreamName: string, ofObject: string | undefined): Promise<void> {
  const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
  const { KeyMetadata: key } = await new KMS(config).describeKey({ KeyId: "alias/trips" });
  const { StreamDescriptionSummary: summary } = await new Kinesis(config).describeStreamSummary({ StreamName });
  expect("the key that the stream tells", summary?.KeyId, key?.Arn);
  expect("the key that an object tells", ofObject, key?.Arn);
}

/** @param QueueUrl the queue that is subscribed to the alarm's topic */
async function reportAlarm(cloud: Cloud, QueueUrl: string): Promise<void> {
  const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
  const { MetricAlarms: [alarm] = [] } = await new CloudWatch(config).describeAlarms({ AlarmNames: ["trips-errors"] });
  expect("the alarm's look at the metric", alarm?.StateValue !== "INSUFFICIENT_DATA", true);
  const bodies = await receiveBodies(new SQS(config), QueueUrl);
  const subjects = bodies.map((body) => (JSON.parse(body) as { Subject?: string }).Subject);
  expect("what the topic told of the alarm", subjects.join(), 'ALARM: "trips-errors" in US East (N. Virginia)');
}

/**
 * The names of the resources that remain after `cdk destroy`. The bootstrap's own bucket and the log groups of
 * functions are not listed: they remain on AWS, too.
 */
async function listLeftovers(cloud: Cloud): Promise<string> {
  const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
  const { Buckets = [] } = await new S3(config).listBuckets({});
  const all = [
    ...Buckets.map(({ Name = "" }) => Name).filter((name) => !name.startsWith("cdk-")),
    ...((await new Kinesis(config).listStreams({})).StreamNames ?? []),
    ...((await new Firehose(config).listDeliveryStreams({})).DeliveryStreamNames ?? []),
    ...((await new Lambda(config).listFunctions({})).Functions ?? []).map(String),
    ...((await new Lambda(config).listLayers({})).Layers ?? []).map(String),
    ...((await new SQS(config).listQueues({})).QueueUrls ?? []),
    ...((await new SNS(config).listTopics({})).Topics ?? []).map(String),
    ...((await new SNS(config).listSubscriptions({})).Subscriptions ?? []).map(String),
    ...((await new KMS(config).listAliases({})).Aliases ?? [])
      .map(({ AliasName = "" }) => AliasName)
      .filter((name) => !name.startsWith("alias/cdk-") && !name.startsWith("alias/aws/")),
    ...((await new Glue(config).getDatabases({})).DatabaseList ?? []).map(({ Name = "" }) => Name),
    ...((await new CloudWatch(config).describeAlarms({})).MetricAlarms ?? []).map(String),
  ];
  return all.join();
}

/** The alias of the key that the bootstrap made for its bucket. */
async function findAssetsKey({ endpoint, region, credentials }: Cloud): Promise<string | undefined> {
  const { Aliases = [] } = await new KMS({ endpoint, region, credentials }).listAliases({});
  return Aliases.find(({ AliasName = "" }) => AliasName.startsWith("alias/cdk-"))?.AliasName;
}

async function countResources({ endpoint, region, credentials }: Cloud, StackName: string): Promise<number> {
  const { StackResources = [] } = await new CloudFormation({ endpoint, region, credentials }).describeStackResources({
    StackName,
  });
  return StackResources.length;
}

function expect(subject: string, found: unknown, requested: unknown): void {
  if (found !== requested) throw new Error(`${subject}: expected ${String(requested)}, found ${String(found)}`);
}

export const cdk: Bench = {
  name: "cdk",
  does: `the CDK ${PACKAGES["aws-cdk"]} with its library ${PACKAGES["aws-cdk-lib"]}, keys and roles checked: bootstrap (again with a key), deploy, use, deploy again, destroy; each as its command takes it.`,
  async run(root) {
    const packages = installNpmPackages(join(root, ".labs", "cdk"), PACKAGES);
    const cloud = await startCloud({ port: 0, keys: "own", iam: "on", allowCode: true, log: () => undefined });
    const { runCdk: command, remove } = createWorkplace(packages, { ...cloud, ...cloud.credentials });
    const measureSeconds = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      await work();
      return (performance.now() - began) / 1000;
    };
    try {
      const rows = [["bootstrap", await measureSeconds(() => command("bootstrap"))]] as [string, number][];
      rows.push(["bootstrap with a key", await measureSeconds(() => command("bootstrap", "--bootstrap-customer-key"))]);
      expect("the bootstrap's key", await findAssetsKey(cloud), "alias/cdk-hnb659fds-assets-key");
      const deployed = await measureSeconds(() => command("deploy", "--require-approval", "never"));
      rows.push([`deploy of ${await countResources(cloud, "Trips")} resources`, deployed]);
      await useStack(cloud);
      let again = "";
      rows.push([
        "deploy without a change",
        await measureSeconds(async () => (again = await command("deploy", "--require-approval", "never"))),
      ]);
      expect("no changes", again.includes("no changes"), true);
      rows.push(["destroy", await measureSeconds(() => command("destroy", "--force"))]);
      expect("leftovers", await listLeftovers(cloud), "");
      return rows.map(([title, value]): Row => ({ what: title, unit: "s", values: [value] }));
    } finally {
      remove();
      await cloud.stop();
    }
  },
};
