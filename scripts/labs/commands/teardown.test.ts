import { spawn } from "node:child_process";
import { join } from "node:path";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { Firehose } from "@aws-sdk/client-firehose";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Glue } from "@aws-sdk/client-glue";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { startCloud, type Cloud } from "../../../cloud/index";
import { labs } from "../../../course/index";
import { listPermissions } from "../../../test/contract/permissions";
import { isAllowed, readShippedPolicies } from "../../../test/contract/policies";
import { setUpGivens } from "../givens";
import { LEFT_TO_CI, skipIf } from "../../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..", "..");
/** The account in the class's policies, and in this test. */
const ACCOUNT = "000000000000";
const createPipeline = (student: string): string =>
  JSON.stringify({
    Resources: {
      Metrics: { Type: "AWS::Kinesis::Stream", Properties: { Name: `${student}-metrics`, ShardCount: 1 } },
      Aggregates: { Type: "AWS::S3::Bucket", Properties: { BucketName: `${student}-aggregates-${ACCOUNT}` } },
    },
  });
/** Tags as the labs' helpers set them. */
const createTags = (lab: string, learner: string) => [
  { Key: "lab", Value: lab },
  { Key: "learner", Value: learner },
];
/** Resources of another learner in the same account, with names of the labs. */
const OF_BOB = {
  stacks: ["bob-windowed-delivery"],
  streams: ["bob-metrics", "people-stream"],
  buckets: [`bob-aggregates-${ACCOUNT}`, "de-c2w2lab1-000000000000-bob"],
  functions: ["GasStationApp"],
  logGroups: ["/aws/lambda/GasStationApp"],
};

interface CommandResult {
  readonly status: number | null;
  readonly text: string;
}

describe("labs teardown", () => {
  let cloud: Cloud;
  let clients: ReturnType<typeof createClients>;
  /** The last entry of the journal before the first whole teardown. */
  let began = 0;
  before(async function () {
    skipIf(this, LEFT_TO_CI);
    // This cloud takes the place of AWS, with AWS's waiting times. Its clock runs fast enough to create and delete
    // stacks and Firehoses.
    cloud = await startCloud({ port: 0, account: ACCOUNT, keys: "own", iam: "on", speed: 20, lag: true });
    clients = createClients(cloud);
    await createResources(cloud, clients);
  });
  after(async () => {
    for (const client of Object.values(clients ?? {})) client.destroy();
    await cloud?.stop();
  });

  /**
   * @param kill at the first line that contains this text, the process is killed, as by a power cut
   * @param interrupt the same, with the signal of a Ctrl-C
   */
  const runTeardown = (
    args: readonly string[],
    { kill, interrupt, ...more }: NodeJS.ProcessEnv & { kill?: string; interrupt?: string } = {},
  ) =>
    new Promise<CommandResult>((resolve) => {
      const unrelated = Object.entries(process.env).filter(([name]) => !/^(AWS_|LABS_)/.test(name));
      const child = spawn(process.execPath, [join(ROOT, "scripts", "labs.mjs"), "teardown", ...args], {
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          ...Object.fromEntries(unrelated),
          LABS_TARGET: "aws",
          AWS_ENDPOINT_URL: cloud.endpoint,
          AWS_REGION: cloud.region,
          AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
          ...more,
        },
      });
      let text = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (data) => {
          text += String(data);
          if (kill !== undefined && text.includes(kill)) child.kill("SIGKILL");
          if (interrupt !== undefined && text.includes(interrupt)) child.kill("SIGINT");
        });
      child.on("close", (status) => {
        resolve({ status, text });
      });
    });

  it("refuses in one line outside AWS, and if it can't ask; a dry run only lists", async () => {
    const before = cloud.journal.last;
    expect(await runTeardown([], { LABS_TARGET: "" })).to.deep.include({ status: 1 });
    const unasked = await runTeardown([]);
    expect(unasked.text).to.match(/^Nothing was changed: the command needs a confirmation,/m);
    // As in a region without Glue; a name of such length is never looked up in a network, and so fails at once.
    const dry = await runTeardown(["04", "--dry-run"], {
      AWS_ENDPOINT_URL_GLUE: `http://${"glue".repeat(16)}.invalid`,
    });
    expect(dry.text)
      .to.include("Lab 04       Kinesis data stream ada-metrics")
      .and.to.include(`Lab 04       S3 bucket with everything in it ada-aggregates-${ACCOUNT}`)
      .and.to.include("No Glue database with its tables: the region us-east-1 doesn't have this service.")
      .and.to.include("Nothing was deleted: this was a dry run.")
      .and.to.not.include("Lab 01");
    expect([unasked.status, dry.status]).to.deep.equal([1, 0]);
    const changes = cloud.journal.listAfter(before).filter(({ operation }) => !/^(Get|List|Describe)/.test(operation));
    expect(changes.map(({ operation }) => operation)).to.deep.equal([]);
  });

  it("keeps a database with a lab's name that describes other data", async () => {
    const table = { DatabaseName: "conversion", Name: "rates" };
    const StorageDescriptor = { Location: "s3://not-of-a-lab/rates/" };
    await clients.glue.createTable({
      DatabaseName: table.DatabaseName,
      TableInput: { Name: table.Name, StorageDescriptor },
    });
    const line = "Glue database with its tables conversion";
    expect((await runTeardown(["02", "--dry-run"])).text)
      .to.include("Lab 02       S3 bucket")
      .and.to.not.include(line);
    await clients.glue.deleteTable(table);
    expect((await runTeardown(["02", "--dry-run"])).text).to.include(line);
  });

  it("continues with a lab if the class's policies allow listing only that lab's kinds", async () => {
    const denyOperation = async (service: string, operation: string) => {
      const fault = { service, operation, code: "AccessDeniedException", times: 9 };
      const response = await fetch(`${cloud.endpoint}/_lab/faults`, {
        method: "POST",
        body: JSON.stringify(fault),
        headers: createLearnerHeaders(),
      });
      expect(await response.text()).to.include("AccessDeniedException");
    };
    const createLearnerHeaders = () => ({ "content-type": "application/json", "x-lab-token": cloud.token });
    await denyOperation("lambda", "ListFunctions");
    await denyOperation("kinesisanalyticsv2", "ListApplications");
    try {
      const { status, text } = await runTeardown(["01", "--dry-run"]);
      expect(text).to.include("Lab 01       Firehose de-c2w2lab1-firehose-usa");
      expect(status).to.equal(0);
      // Lab 02 makes functions, which cannot be listed now: some may be left.
      const refused = await runTeardown(["02", "--dry-run"]);
      expect(refused.text).to.match(/^These keys aren't allowed to do that: /m);
      expect(refused.status).to.equal(1);
    } finally {
      await fetch(`${cloud.endpoint}/_lab/faults`, { method: "DELETE", headers: createLearnerHeaders() });
    }
  });

  it("continues after an interruption, and deletes everything of the labs and nothing else", async () => {
    began = cloud.journal.last;
    const killed = await runTeardown(["--yes", "--account", ACCOUNT], { kill: "de-c2w2lab1-firehose-usa: deleted" });
    expect(killed.status).to.equal(null);
    const half = await listStanding(clients);
    expect(half.firehoses).to.not.include("de-c2w2lab1-firehose-usa");
    expect(half.streams).to.include("ada-metrics");

    const again = await runTeardown(["--yes"]);
    expect(again.text)
      .to.match(/^Nothing of yours is left of the labs in this account and region: a second look at AWS .*$/m)
      .and.to.include(
        "Lab 01       S3 bucket with everything in it de-c2w2lab1-000000000000-bob stays: it belongs to the learner bob",
      )
      // Found by its tags alone, since its name is not of a lab.
      .and.to.include("Kinesis data stream tried-out: deleted")
      .and.to.include("Kinesis data stream resharding-sales: deleted");
    expect(again.status).to.equal(0);
    expect(await listStanding(clients)).to.deep.equal({
      ...OF_BOB,
      streams: ["bob-metrics", "payroll-metrics", "people-stream"],
      firehoses: [],
      buckets: [...OF_BOB.buckets, "not-of-a-lab"],
      queues: [],
      databases: [],
      roles: ["any"],
    });
    expect((await runTeardown(["--yes"])).text).to.match(
      /^Nothing of yours is left of the labs in this account and region\.$/m,
    );
  });

  it("requests nothing beyond the class's policies, except for resources of others", () => {
    const refusedCalls = listRefusedCalls(cloud, began);
    expect(refusedCalls.filter((item) => !/tried-out$|not-of-a-lab$/.test(item))).to.deep.equal([]);
  });

  it("explains in one line how to continue after Ctrl-C", async () => {
    const { status, text } = await runTeardown(["--yes"], { LABS_LEARNER: "bob", interrupt: "Deleting: " });
    expect(text).to.match(
      /^Interrupted\. AWS finishes what was already requested\. Run this command again: it continues where it stopped\.$/m,
    );
    expect(status).to.equal(130);
  });

  it("deletes another learner's resources when run as that learner, so that nothing of the labs is left", async () => {
    const { status, text } = await runTeardown(["--yes"], { LABS_LEARNER: "bob" });
    expect(text)
      .to.match(/^Learner {6}bob: /m)
      .and.to.match(/^Nothing is left of the labs in this account and region: a second look at AWS .*$/m);
    expect(status).to.equal(0);
    expect(await listStanding(clients)).to.deep.include({
      ...{ stacks: [], functions: [], logGroups: [], streams: ["payroll-metrics"], buckets: ["not-of-a-lab"] },
    });
    expect((await runTeardown(["--yes"])).text).to.match(/^Nothing is left of the labs in this account and region\.$/m);
  });
});

/** The calls of the command, and of CloudFormation on its behalf, that the class's policies do not allow. */
function listRefusedCalls({ journal, credentials }: Cloud, after: number): string[] {
  const policies = [...readShippedPolicies().values()];
  const permissions = journal
    .listAfter(after)
    .filter(({ caller }) => caller === credentials.accessKeyId || caller === "cloudformation")
    // The test's own call.
    .filter(({ operation }) => operation !== "ListRoles")
    .flatMap(listPermissions);
  const refused = permissions.filter((permission) => !policies.some((policy) => isAllowed(policy, permission)));
  return [...new Set(refused.map(({ action, resource = "?" }) => `${action} ${resource}`))].sort();
}

function createClients({ endpoint, region, credentials }: Cloud) {
  const connection = { endpoint, region, credentials };
  return {
    cloudformation: new CloudFormation(connection),
    firehose: new Firehose(connection),
    glue: new Glue(connection),
    iam: new IAM(connection),
    kinesis: new Kinesis(connection),
    lambda: new Lambda(connection),
    logs: new CloudWatchLogs(connection),
    s3: new S3({ ...connection, forcePathStyle: true }),
    sqs: new SQS(connection),
  };
}
type Clients = ReturnType<typeof createClients>;

/** Makes the resources of all labs' preparation, those that learners make, and some that belong to no lab. */
async function createResources(cloud: Cloud, clients: Clients): Promise<void> {
  const { endpoint, region, credentials } = cloud;
  const { cloudformation, firehose, glue, kinesis, s3 } = clients;
  await setUpGivens(ROOT, labs, { connection: { endpoint, region, credentials }, withSolution: false });
  // Without tags, as older versions of the labs made it.
  const TemplateBody = createPipeline("ada");
  await cloudformation.createStack({ StackName: "ada-windowed-delivery", TemplateBody });
  const Tags = Object.fromEntries(createTags("03-data-collection", "root").map(({ Key, Value }) => [Key, Value]));
  await kinesis.createStream({ StreamName: "tried-out", ShardCount: 1, Tags });
  // As lab 05 leaves its stream: with a split shard.
  await kinesis.createStream({ StreamName: "resharding-sales", ShardCount: 2 });
  await cloud.clock.advance(30);
  const split = { ShardToSplit: "shardId-000000000001", NewStartingHashKey: String(3n << 126n) };
  await kinesis.splitShard({ StreamName: "resharding-sales", ...split });
  await createResourcesOfBob(cloud, clients);
  await kinesis.createStream({ StreamName: "payroll-metrics", ShardCount: 1 });
  await s3.createBucket({ Bucket: "not-of-a-lab" });
  const Bucket = `de-c2w2lab1-${ACCOUNT}-usa`;
  await s3.createBucket({ Bucket });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Enabled" } });
  for (const Body of ["first", "second"]) await s3.putObject({ Bucket, Key: "a", Body });
  await s3.deleteObject({ Bucket, Key: "a" });
  // As Athena makes them, outside the stack.
  await glue.createTable({ DatabaseName: "metrics", TableInput: { Name: "aggregates" } });
  const ExtendedS3DestinationConfiguration = {
    BucketARN: `arn:aws:s3:::${Bucket}`,
    RoleARN: `arn:aws:iam::${ACCOUNT}:role/de-c2w2lab1-firehose-role`,
  };
  await firehose.createDeliveryStream({
    DeliveryStreamName: "de-c2w2lab1-firehose-usa",
    ExtendedS3DestinationConfiguration,
  });
}

async function createResourcesOfBob(
  { clock }: Cloud,
  { cloudformation, iam, kinesis, lambda, logs, s3 }: Clients,
): Promise<void> {
  const toTags = (lab: string) => Object.fromEntries(createTags(lab, "bob").map(({ Key, Value }) => [Key, Value]));
  await cloudformation.createStack({
    StackName: "bob-windowed-delivery",
    TemplateBody: createPipeline("bob"),
    Tags: createTags("04-windowed-delivery", "bob"),
  });
  const Tags = toTags("03-data-collection");
  await kinesis.createStream({ StreamName: "people-stream", ShardCount: 1, Tags });
  const CreateBucketConfiguration = { Tags: createTags("01-streaming-ingestion", "bob") };
  await s3.createBucket({ Bucket: `de-c2w2lab1-${ACCOUNT}-bob`, CreateBucketConfiguration });
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  await iam.createRole({ RoleName: "any", AssumeRolePolicyDocument });
  // Lambda can use a new role only after some seconds.
  await clock.advance(10);
  await lambda.createFunction({
    FunctionName: "GasStationApp",
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: `arn:aws:iam::${ACCOUNT}:role/any`,
    Code: { ZipFile: zipSync({ "index.mjs": strToU8("export const handler = () => 1;") }) },
    Tags: toTags("02-fuel-network"),
  });
  // As Lambda makes it at the first invocation: without tags.
  await logs.createLogGroup({ logGroupName: "/aws/lambda/GasStationApp" });
}

/** The existing resources, listed by other calls than the command's. */
async function listStanding({ cloudformation, firehose, glue, iam, kinesis, lambda, logs, s3, sqs }: Clients) {
  const { StackSummaries = [] } = await cloudformation.listStacks({});
  return {
    stacks: StackSummaries.filter(({ StackStatus }) => StackStatus !== "DELETE_COMPLETE").map(
      (summary) => summary.StackName,
    ),
    streams: (await kinesis.listStreams({})).StreamNames ?? [],
    firehoses: (await firehose.listDeliveryStreams({})).DeliveryStreamNames ?? [],
    buckets: ((await s3.listBuckets({})).Buckets ?? []).map(({ Name }) => Name),
    functions: ((await lambda.listFunctions({})).Functions ?? []).map((configuration) => configuration.FunctionName),
    logGroups: ((await logs.describeLogGroups({})).logGroups ?? []).map((group) => group.logGroupName),
    queues: (await sqs.listQueues({})).QueueUrls ?? [],
    databases: ((await glue.getDatabases({})).DatabaseList ?? []).map(({ Name }) => Name),
    roles: ((await iam.listRoles({})).Roles ?? []).map(({ RoleName }) => RoleName),
  };
}
