import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { FirehoseClient, ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { GetDatabasesCommand, GlueClient } from "@aws-sdk/client-glue";
import { KinesisClient, ListStreamsCommand, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startCloud, type Cloud } from "../../cloud/index";
import type { Bench } from "../bench";
import { APP, CONSUME, TRANSFORM } from "./stack";

/** Installed once into `.labs/cdk`: 214 MB are too much for everybody's first `npm test`. */
const PACKAGES = { "aws-cdk": "2.1148.1", "aws-cdk-lib": "2.276.0", constructs: "10.8.1" };
const LONGEST_MS = 240_000;
const run = promisify(execFile);

/** Installs the CDK if this version of it is not there. @returns the folder of its packages */
async function installed(root: string): Promise<string> {
  const folder = join(root, ".labs", "cdk");
  const wanted = JSON.stringify({ name: "cdk", private: true, dependencies: PACKAGES });
  const manifest = join(folder, "package.json");
  const isThere = existsSync(join(folder, "node_modules", "aws-cdk-lib")) && existsSync(manifest);
  if (!isThere || readFileSync(manifest, "utf8") !== wanted) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(manifest, wanted);
    await run("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, timeout: LONGEST_MS });
  }
  return join(folder, "node_modules");
}

/** A folder with the app, and the CDK at work in it: with the endpoint and keys in its environment, and nothing else of the user's. */
function workplace(packages: string, cloud: Cloud): { cdk(...args: string[]): Promise<string>; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "cdk-"));
  writeFileSync(join(folder, "app.cjs"), APP);
  mkdirSync(join(folder, "functions"));
  writeFileSync(join(folder, "functions", "transform.cjs"), TRANSFORM);
  writeFileSync(join(folder, "functions", "consume.cjs"), CONSUME);
  symlinkSync(packages, join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "cdk.json"), JSON.stringify({ app: "node app.cjs" }));
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
    CDK_DISABLE_VERSION_CHECK: "1",
    CI: "1",
  };
  const program = join(packages, "aws-cdk", "bin", "cdk");
  return {
    async cdk(...args) {
      const { stdout, stderr } = await run(process.execPath, [program, ...args], {
        cwd: folder,
        env,
        timeout: LONGEST_MS,
      });
      return stdout + stderr;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What the stack does is looked at as its users would. @throws Error naming what is not as it should be */
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
  // Firehose's buffer is delivered, and the alarm looks.
  for (let minutes = 0; minutes < 3; minutes++) await cloud.clock.advance(61);
  const s3 = new S3Client(config);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: output("BucketName") }));
  const keys = Contents.map(({ Key = "" }) => Key);
  const cities = [...new Set(keys.map((key) => /^trips\/city=(\w+)\//.exec(key)?.[1] ?? ""))].filter(
    (one) => one !== "",
  );
  expect("partitions by city", cities.sort().join(), "Bonn,Ulm");
  expect("objects of the function", keys.filter((key) => key.startsWith("seen/")).length, 4);
  const bonn = keys.find((key) => key.startsWith("trips/city=Bonn/"));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: output("BucketName"), Key: bonn }));
  expect("transformed records", (await Body?.transformToString())?.match(/"seen":true/g)?.length, 2);
  const messages = await sqs.send(new ReceiveMessageCommand({ QueueUrl: output("ToldUrl"), MaxNumberOfMessages: 10 }));
  expect("notifications of the queue", messages.Messages === undefined, false);
  const logs = new CloudWatchLogsClient(config);
  const { logGroups = [] } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/lambda/Trips-Consume" }),
  );
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: logGroups[0]?.logGroupName, filterPattern: "notified" }),
  );
  expect("notifications of the function", events.length, 2);
  const { MetricAlarms: [alarm] = [] } = await new CloudWatchClient(config).send(
    new DescribeAlarmsCommand({ AlarmNames: ["trips-errors"] }),
  );
  expect("the alarm's look at the metric", alarm?.StateValue !== "INSUFFICIENT_DATA", true);
}

/** What is left of the stack. The bootstrap's own bucket stays, and log groups of functions do, as on AWS. */
async function leftovers(cloud: Cloud): Promise<string> {
  const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
  const { Buckets = [] } = await new S3Client(config).send(new ListBucketsCommand({}));
  const all = [
    ...Buckets.map(({ Name = "" }) => Name).filter((name) => !name.startsWith("cdk-")),
    ...((await new KinesisClient(config).send(new ListStreamsCommand({}))).StreamNames ?? []),
    ...((await new FirehoseClient(config).send(new ListDeliveryStreamsCommand({}))).DeliveryStreamNames ?? []),
    ...((await new LambdaClient(config).send(new ListFunctionsCommand({}))).Functions ?? []).map(String),
    ...((await new SQSClient(config).send(new ListQueuesCommand({}))).QueueUrls ?? []),
    ...((await new GlueClient(config).send(new GetDatabasesCommand({}))).DatabaseList ?? []).map(
      ({ Name = "" }) => Name,
    ),
    ...((await new CloudWatchClient(config).send(new DescribeAlarmsCommand({}))).MetricAlarms ?? []).map(String),
  ];
  return all.join();
}

function expect(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: expected ${String(wanted)}, found ${String(found)}`);
}

export const cdk: Bench = {
  name: "cdk",
  does: `the CDK ${PACKAGES["aws-cdk"]} with its library ${PACKAGES["aws-cdk-lib"]}, keys and roles checked: bootstrap, deploy, use, deploy again, destroy; each as its command takes it.`,
  async run(root) {
    const packages = await installed(root);
    const cloud = await startCloud({ port: 0, keys: "own", iam: "on", allowCode: true, log: () => undefined });
    const { cdk: command, remove } = workplace(packages, cloud);
    const seconds = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      await work();
      return (performance.now() - began) / 1000;
    };
    try {
      const rows = [["bootstrap", await seconds(() => command("bootstrap"))]] as [string, number][];
      rows.push(["deploy of 32 resources", await seconds(() => command("deploy", "--require-approval", "never"))]);
      await used(cloud);
      let again = "";
      rows.push([
        "deploy without a change",
        await seconds(async () => (again = await command("deploy", "--require-approval", "never"))),
      ]);
      expect("no changes", again.includes("no changes"), true);
      rows.push(["destroy", await seconds(() => command("destroy", "--force"))]);
      expect("leftovers", await leftovers(cloud), "");
      return rows.map(([what, value]) => ({ what, unit: "s", values: [value] }));
    } finally {
      remove();
      await cloud.stop();
    }
  },
};
