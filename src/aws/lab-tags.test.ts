import { CloudWatchLogs, ListTagsForResourceCommand as TagsOfLogGroup } from "@aws-sdk/client-cloudwatch-logs";
import { IAM } from "@aws-sdk/client-iam";
import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import {
  ListTagsForResourceCommand as TagsOfApplication,
  KinesisAnalyticsV2,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { STS } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { createAnalyticsApplication } from "./analytics-application";
import { deployFunction } from "../functions/deploy-function";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { createKinesisDataStream } from "./create-kinesis-data-stream";
import { createKinesisFirehose } from "./create-kinesis-firehose";
import { createS3Bucket } from "./create-s3-bucket";
import { deployStack } from "./deploy-stack";
import { createLabTags, parseLearner } from "./lab-tags";
import { launchStack, reviewStack } from "./review-stack";
import { tryCreateFirehose } from "./try-create-firehose";

const ACCOUNT = "000000000000";
const LAB = "02-fuel-network";
const EXECUTED = Symbol.for("labs.executed");
const TAGS = { lab: LAB, learner: "ada@example.org" };
const ROLE = `arn:aws:iam::${ACCOUNT}:role/any`;

describe("the tags of what a lab creates", () => {
  const lab = useLabCloud({ speed: 100 });
  captureOutput();

  before(async () => {
    // As with single sign-on: a session of a role, named after the person.
    const trust = { Statement: [{ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "sts:AssumeRole" }] };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", ...trust });
    await new IAM({}).createRole({ RoleName: "Learner", AssumeRolePolicyDocument });
    const { Credentials: keys } = await new STS({}).assumeRole({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/Learner`,
      RoleSessionName: TAGS.learner,
    });
    process.env["AWS_ACCESS_KEY_ID"] = keys?.AccessKeyId;
    process.env["AWS_SECRET_ACCESS_KEY"] = keys?.SecretAccessKey;
    process.env["AWS_SESSION_TOKEN"] = keys?.SessionToken;
  });
  beforeEach(() => {
    Reflect.set(globalThis, EXECUTED, [{ cellId: "partition-keys", code: "" }]);
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, EXECUTED);
    delete process.env["LABS_LEARNER"];
  });

  it("name the learner: the signing user, or LABS_LEARNER if set", async () => {
    expect(await createLabTags()).to.deep.equal(TAGS);
    process.env["LABS_LEARNER"] = "Ada, group 1 ";
    expect(await createLabTags()).to.deep.equal({ lab: LAB, learner: "Ada- group 1" });
    expect(
      ["iam::1:user/staff/ada", "iam::1:root", "sts::1:assumed-role/Learner/ada", "sts::1:federated-user/bob"].map(
        (arn) => parseLearner(`arn:aws:${arn}`),
      ),
    ).to.deep.equal(["ada", "root", "ada", "bob"]);
    // A session name that a tool makes up is different each time: a clean-up by this tag would find nothing.
    expect(
      ["aws-sdk-js-1790000000000", "botocore-session-1790000000", "1790000000"].map((session) =>
        parseLearner(`arn:aws:sts::1:assumed-role/Learner/${session}`),
      ),
    ).to.deep.equal(["Learner", "Learner", "Learner"]);
  });
  it("name the lab by the cells that have run, whatever a notebook program says", async () => {
    const { listLearnerNotebooks } = await import("../exercises/running-cell");
    const setup = listLearnerNotebooks()
      .find(({ path }) => path.includes("03-"))
      ?.cells.find(({ id }) => id === "setup");
    Reflect.set(globalThis, EXECUTED, [
      { code: setup?.code ?? "" },
      { cellId: "vscode-notebook-cell:1", code: "1 + 1" },
    ]);
    expect(await createLabTags()).to.deep.include({ lab: "03-data-collection" });
    Reflect.set(globalThis, EXECUTED, [{ cellId: "nowhere", code: "no notebook's" }]);
    expect(await createLabTags()).to.deep.equal({ learner: TAGS.learner });
    expect(await createLabTags({ lab: "05-own" })).to.deep.include({ lab: "05-own" });
  });
  it("are on streams, Firehoses, buckets, functions and their logs, applications, and on stacks with all their resources", async () => {
    await createKinesisDataStream({ streamName: "trips" });
    await lab.cloud.clock.advance(10);
    const logging = { logGroup: "group", logStream: "stream" };
    const names = {
      streamName: "trips",
      bucketName: "trips-1",
      roleName: "any",
      accountId: ACCOUNT,
      region: "us-east-1",
    };
    await createS3Bucket({ bucketName: "trips-1", region: "us-east-1" });
    await createKinesisFirehose({ firehoseName: "from-trips", ...names, ...logging });
    const S3DestinationConfiguration = { BucketARN: "arn:aws:s3:::trips-1", RoleARN: ROLE };
    await tryCreateFirehose({ DeliveryStreamName: "direct", S3DestinationConfiguration });
    const findResource = (Name: string) => ({
      Resources: { Made: { Type: "AWS::Kinesis::Stream", Properties: { Name, ShardCount: 1 } } },
    });
    await deployStack({ stackName: "ada-windowed-delivery", template: findResource("of-stack") });
    await reviewStack({
      stackName: "people-producer",
      template: findResource("of-review"),
      parameters: {},
      capabilities: [],
    });
    await launchStack({ stackName: "people-producer" });
    const RecordColumns = [{ Name: "id", SqlType: "INTEGER", Mapping: "$.id" }];
    await createAnalyticsApplication({
      applicationName: "people-analytics",
      description: "",
      runtime: "SQL-1_0",
      roleArn: ROLE,
      input: {
        NamePrefix: "SOURCE_SQL_STREAM",
        KinesisStreamsInput: { ResourceARN: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/trips` },
        InputSchema: { RecordFormat: { RecordFormatType: "JSON" }, RecordColumns },
      },
    });
    await deployFunction({
      functionName: "newline",
      file: "src/functions/blueprints/general-firehose-processing.ts",
      roleName: "any",
      environment: {},
      timeoutSeconds: 10,
    });

    const list = (tags: readonly { Key?: string; Value?: string }[] = []) =>
      Object.fromEntries(tags.filter(({ Key = "" }) => !Key.startsWith("aws:")).map(({ Key, Value }) => [Key, Value]));
    for (const StreamName of ["trips", "of-stack", "of-review"])
      expect(list((await new Kinesis({}).listTagsForStream({ StreamName })).Tags), StreamName).to.deep.equal(TAGS);
    for (const DeliveryStreamName of ["from-trips", "direct"]) {
      const { Tags } = await new Firehose({}).listTagsForDeliveryStream({ DeliveryStreamName });
      expect(list(Tags), DeliveryStreamName).to.deep.equal(TAGS);
    }
    for (const StackName of ["ada-windowed-delivery", "people-producer"]) {
      const { Stacks = [] } = await new CloudFormation({}).describeStacks({ StackName });
      expect(list(Stacks[0]?.Tags), StackName).to.deep.equal(TAGS);
    }
    expect(list((await new S3({}).getBucketTagging({ Bucket: "trips-1" })).TagSet)).to.deep.equal(TAGS);
    const ResourceARN = `arn:aws:kinesisanalytics:us-east-1:${ACCOUNT}:application/people-analytics`;
    expect(list((await new KinesisAnalyticsV2({}).send(new TagsOfApplication({ ResourceARN }))).Tags)).to.deep.equal(
      TAGS,
    );
    const Resource = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:newline`;
    expect((await new Lambda({}).listTags({ Resource })).Tags).to.deep.equal(TAGS);
    const resourceArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/lambda/newline`;
    expect((await new CloudWatchLogs({}).send(new TagsOfLogGroup({ resourceArn }))).tags).to.deep.equal(TAGS);
  });
});
