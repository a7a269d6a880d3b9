import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
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
import { createClients } from "../../bench/clients";
import { installNpmPackages } from "../../bench/install";
import { judgeSteps, runClient, useJudgedCloud, type Judge, type JudgedCloud } from "../judge";
import { APP, CONSUME, LAYER, TRANSFORM } from "./stack";

const [CLI, LIBRARY] = ["2.1148.1", "2.276.0"];
/** The CDK takes 214 MB. */
const PACKAGES = { "aws-cdk": CLI, "aws-cdk-lib": LIBRARY, constructs: "10.8.1" };
/** The CDK neither asks, nor looks for a newer version. */
const SETTINGS = { CDK_DISABLE_VERSION_CHECK: "1", CI: "1", NODE_NO_WARNINGS: "1" };

const CLASSES = {
  ...{ cloudFormation: CloudFormation, cloudWatch: CloudWatch, firehose: Firehose, glue: Glue, kinesis: Kinesis },
  ...{ kms: KMS, lambda: Lambda, logs: CloudWatchLogs, s3: S3, sns: SNS, sqs: SQS },
};
type Clients = ReturnType<typeof createClients<typeof CLASSES>>;

/**
 * Uses the deployed stack as its users would, and checks the outcomes.
 *
 * @throws Error naming the outcome that is wrong
 */
async function useStack(cloud: JudgedCloud, clients: Clients): Promise<void> {
  const { cloudFormation, kinesis, sqs, s3, kms } = clients;
  const { Stacks: [stack] = [] } = await cloudFormation.describeStacks({ StackName: "Trips" });
  const getOutput = (key: string): string =>
    stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? "";
  const [StreamName, QueueUrl, Bucket] = ["StreamName", "QueueUrl", "BucketName"].map(getOutput);
  const Records = ["Bonn", "Ulm", "Bonn"].map((city, id) => ({
    PartitionKey: city,
    Data: Buffer.from(JSON.stringify({ id: String(id), city })),
  }));
  await kinesis.putRecords({ StreamName, Records });
  for (const MessageBody of ["hello", "fail"]) await sqs.sendMessage({ QueueUrl, MessageBody });
  await s3.putObject({ Bucket, Key: "loose/1", Body: "1" });
  // Three minutes: Firehose delivers its buffer, and the alarm evaluates its metric.
  for (let minutes = 0; minutes < 3; minutes++) await cloud.clock.advance(61);
  const keys = ((await s3.listObjectsV2({ Bucket })).Contents ?? []).map(({ Key = "" }) => Key);
  const cities = new Set(keys.flatMap((key) => /^trips\/city=(\w+)\//.exec(key)?.[1] ?? []));
  expect("partitions by city", [...cities].sort().join(), "Bonn,Ulm");
  expect("objects of the function", keys.filter((key) => key.startsWith("seen/")).length, 4);
  const bonn = keys.find((key) => key.startsWith("trips/city=Bonn/"));
  const { Body, SSEKMSKeyId } = await s3.getObject({ Bucket, Key: bonn });
  expect("transformed records", (await Body?.transformToString())?.match(/"seen":true/g)?.length, 2);
  const { KeyMetadata: key } = await kms.describeKey({ KeyId: "alias/trips" });
  const { StreamDescriptionSummary: summary } = await kinesis.describeStreamSummary({ StreamName });
  expect("the stream's key", summary?.KeyId, key?.Arn);
  expect("the object's key", SSEKMSKeyId, key?.Arn);
  const bodies = await receiveBodies(sqs, getOutput("ToldUrl"));
  const countByKeyPrefix = (prefix: string): number =>
    bodies.filter((body) => body.includes(`"key":"${prefix}`)).length;
  expect("notifications of the queue", countByKeyPrefix("seen/"), 4);
  expect("notifications of the topic", countByKeyPrefix("loose/"), 1);
  // The bucket's notifications invoke the function asynchronously: one invocation for each of the two partitions.
  expect("outcomes of the function", bodies.filter((body) => body.includes('"condition":"Success"')).length, 2);
  await checkWatch(clients, getOutput("AlarmedUrl"));
}

/** Checks the function's log, and the alarm with its notification. @param QueueUrl the queue that is subscribed to the alarm's topic */
async function checkWatch({ logs, cloudWatch, sqs }: Clients, QueueUrl: string): Promise<void> {
  const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: "/aws/lambda/Trips-Consume" });
  const found = { logGroupName: logGroups[0]?.logGroupName, filterPattern: "notified" };
  expect("notifications of the function", (await logs.filterLogEvents(found)).events?.length, 2);
  const { MetricAlarms: [alarm] = [] } = await cloudWatch.describeAlarms({ AlarmNames: ["trips-errors"] });
  expect("the alarm has evaluated its metric", alarm?.StateValue !== "INSUFFICIENT_DATA", true);
  const subjects = (await receiveBodies(sqs, QueueUrl)).map(
    (body) => (JSON.parse(body) as { Subject?: string }).Subject,
  );
  expect("the alarm's notification", subjects.join(), 'ALARM: "trips-errors" in US East (N. Virginia)');
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

/**
 * The resources that remain after `cdk destroy`. The bootstrap's own bucket and the log groups of
 * functions are not listed: they remain on AWS, too.
 */
async function listLeftovers({ s3, kinesis, firehose, lambda, sqs, sns, kms, glue, cloudWatch }: Clients) {
  const isFromStack = (name = ""): boolean => !/^(cdk-|alias\/(cdk-|aws\/))/.test(name);
  const all = [
    (await s3.listBuckets({})).Buckets?.filter(({ Name }) => isFromStack(Name)),
    (await kinesis.listStreams({})).StreamNames,
    (await firehose.listDeliveryStreams({})).DeliveryStreamNames,
    (await lambda.listFunctions({})).Functions,
    (await lambda.listLayers({})).Layers,
    (await sqs.listQueues({})).QueueUrls,
    (await sns.listTopics({})).Topics,
    (await sns.listSubscriptions({})).Subscriptions,
    (await kms.listAliases({})).Aliases?.filter(({ AliasName }) => isFromStack(AliasName)),
    (await glue.getDatabases({})).DatabaseList,
    (await cloudWatch.describeAlarms({})).MetricAlarms,
  ];
  return JSON.stringify(all.flatMap<unknown>((found) => found ?? []));
}

function expect(subject: string, found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${subject}: expected ${String(expected)}, found ${String(found)}`);
}

export const cdk: Judge = {
  name: "cdk",
  title: "the services of a stack that AWS's CDK deploys, uses, deploys again without a change, and destroys",
  source: "npm, aws-cdk and aws-cdk-lib (Apache-2.0); the stack is this project's (`judges/cdk/stack.ts`)",
  version: `${CLI}, library ${LIBRARY}`,
  run({ root, endpoint }) {
    const packages = installNpmPackages(join(root, ".labs", "cdk"), PACKAGES);
    return useJudgedCloud({ keys: "own", iam: "on", allowCode: true }, endpoint, (cloud) => {
      const clients = createClients(CLASSES, cloud);
      const folder = writeApp(cloud.temporary, packages);
      const command = [process.execPath, join(packages, "aws-cdk", "bin", "cdk")];
      const run = (...words: readonly string[]): Promise<string> =>
        runClient(cloud, [...command, ...words], { home: folder, ...SETTINGS });
      const deploy = (): Promise<string> => run("deploy", "--require-approval", "never");
      return judgeSteps({
        bootstrap: () => run("bootstrap"),
        async "bootstrap with a key"() {
          await run("bootstrap", "--bootstrap-customer-key");
          const { Aliases = [] } = await clients.kms.listAliases({});
          const alias = Aliases.find(({ AliasName = "" }) => AliasName.startsWith("alias/cdk-"));
          expect("the bootstrap's key", alias?.AliasName, "alias/cdk-hnb659fds-assets-key");
        },
        async deploy() {
          await deploy();
          const { StackResources = [] } = await clients.cloudFormation.describeStackResources({ StackName: "Trips" });
          expect("resources", StackResources.length, 42);
        },
        "use of the stack": () => useStack(cloud, clients),
        async "deploy without a change"() {
          expect("no changes", (await deploy()).includes("no changes"), true);
        },
        async destroy() {
          await run("destroy", "--force");
          expect("leftovers", await listLeftovers(clients), "[]");
        },
      });
    });
  },
};

/** Writes the app, its functions and its layer. @returns the folder */
function writeApp(folder: string, packages: string): string {
  const marks = join("layer", "nodejs", "node_modules", "marks");
  for (const name of ["functions", marks]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "app.cjs"), APP);
  writeFileSync(join(folder, "functions", "transform.cjs"), TRANSFORM);
  writeFileSync(join(folder, "functions", "consume.cjs"), CONSUME);
  writeFileSync(join(folder, marks, "index.js"), LAYER);
  symlinkSync(packages, join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "cdk.json"), JSON.stringify({ app: "node app.cjs" }));
  return folder;
}
