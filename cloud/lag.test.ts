import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { EC2 } from "@aws-sdk/client-ec2";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { startCloud } from "./index";
import { catchFault, START, useCloud } from "./testing/use-cloud";

const ROLE = "arn:aws:iam::000000000000:role/any";
const createTrust = (...services: string[]): string =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { Service: services, AWS: "000000000000" }, Action: "sts:AssumeRole" }],
  });

describe("a lagging cloud", () => {
  const cloud = useCloud({ lag: true });
  const createRole = (...services: string[]): Promise<unknown> =>
    cloud.iam.createRole({ RoleName: "any", AssumeRolePolicyDocument: createTrust(...services) });
  const createFirehose = (): Promise<unknown> =>
    cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "trips-to-s3",
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::trips", RoleARN: ROLE },
    });
  const createFunction = (): Promise<unknown> =>
    cloud.createClient(Lambda).createFunction({
      FunctionName: "clean",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: ROLE,
      Code: { ZipFile: zipSync({ "index.mjs": strToU8("export const handler = () => 1;") }) },
    });

  it("hides new roles and changed trust policies from services for ten seconds, but not from IAM (LAG-001)", async () => {
    await cloud.s3.createBucket({ Bucket: "trips" });
    await createRole("lambda.amazonaws.com");
    expect((await cloud.iam.getRole({ RoleName: "any" })).Role?.Arn).to.equal(ROLE);
    expect(await catchFault(createFunction())).to.include({
      name: "InvalidParameterValueException",
      message: "The role defined for the function cannot be assumed by Lambda.",
    });
    const session = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "me" });
    expect(await catchFault(cloud.sts.send(session))).to.have.property("name", "AccessDenied");
    await cloud.advance(10);
    await createFunction();
    await cloud.sts.send(session);
    const PolicyDocument = createTrust("firehose.amazonaws.com");
    await cloud.iam.updateAssumeRolePolicy({ RoleName: "any", PolicyDocument });
    expect((await catchFault(createFirehose())).message).to.match(/^Firehose is unable to assume role/);
    await cloud.advance(10);
    await createFirehose();
  });

  it("hides a new instance profile from EC2 for ten seconds (LAG-001)", async () => {
    await createRole("ec2.amazonaws.com");
    const InstanceProfileName = "any";
    await cloud.iam.createInstanceProfile({ InstanceProfileName });
    await cloud.iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: "any" });
    const run = (): Promise<unknown> =>
      cloud.createClient(EC2).runInstances({
        ImageId: "ami-12345678",
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Name: InstanceProfileName },
      });
    expect((await catchFault(run())).message).to.contain("Invalid IAM Instance Profile name");
    await cloud.advance(10);
    await run();
  });

  it("makes a stack wait for its role, and creates resources that need it (LAG-001, LAG-002)", async () => {
    const cfn = cloud.createClient(CloudFormation);
    const Resources = {
      Trips: { Type: "AWS::S3::Bucket" },
      Late: { Type: "AWS::SQS::Queue" },
      Role: {
        Type: "AWS::IAM::Role",
        Properties: { AssumeRolePolicyDocument: JSON.parse(createTrust("firehose.amazonaws.com")) as object },
      },
      Delivery: {
        Type: "AWS::KinesisFirehose::DeliveryStream",
        Properties: {
          ExtendedS3DestinationConfiguration: {
            BucketARN: { "Fn::GetAtt": ["Trips", "Arn"] },
            RoleARN: { "Fn::GetAtt": ["Role", "Arn"] },
          },
        },
      },
    };
    await cfn.createStack({
      StackName: "trips",
      TemplateBody: JSON.stringify({ Resources }),
      Capabilities: ["CAPABILITY_IAM"],
    });
    const readStatus = async (): Promise<string | undefined> =>
      (await cfn.describeStacks({ StackName: "trips" })).Stacks?.[0]?.StackStatus;
    await cloud.advance(69);
    expect(await readStatus()).to.equal("CREATE_IN_PROGRESS");
    await cloud.advance(5);
    expect(await readStatus()).to.equal("CREATE_COMPLETE");
  });

  it("takes half a minute to create a stream, a minute for a Firehose, and seconds for a function (LAG-002)", async () => {
    await cloud.s3.createBucket({ Bucket: "trips" });
    await createRole("lambda.amazonaws.com", "firehose.amazonaws.com");
    await cloud.advance(10);
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await createFirehose();
    await createFunction();
    const readStates = async () => ({
      stream: (await cloud.kinesis.describeStreamSummary({ StreamName: "trips" })).StreamDescriptionSummary
        ?.StreamStatus,
      firehose: (await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "trips-to-s3" }))
        .DeliveryStreamDescription?.DeliveryStreamStatus,
      function: (await cloud.createClient(Lambda).getFunction({ FunctionName: "clean" })).Configuration?.State,
    });
    await cloud.advance(4);
    expect(await readStates()).to.deep.equal({ stream: "CREATING", firehose: "CREATING", function: "Pending" });
    await cloud.advance(25);
    expect(await readStates()).to.deep.equal({ stream: "CREATING", firehose: "CREATING", function: "Active" });
    await cloud.advance(30);
    expect(await readStates()).to.deep.equal({ stream: "ACTIVE", firehose: "CREATING", function: "Active" });
    await cloud.advance(1);
    expect((await readStates()).firehose).to.equal("ACTIVE");
  });

  it("takes half a minute until an event source mapping starts polling (LAG-003)", async () => {
    const lambda = cloud.createClient(Lambda);
    const sqs = cloud.createClient(SQS);
    await createRole("lambda.amazonaws.com");
    await sqs.createQueue({ QueueName: "trips" });
    await cloud.advance(10);
    await createFunction();
    await cloud.advance(5);
    const { UUID } = await lambda.createEventSourceMapping({
      FunctionName: "clean",
      EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:trips",
    });
    const readState = async () => (await lambda.getEventSourceMapping({ UUID })).State;
    await cloud.advance(29);
    expect(await readState()).to.equal("Creating");
    await cloud.advance(1);
    expect(await readState()).to.equal("Enabled");
  });

  it("makes a new queue usable after a second, and lists a deleted one for a minute (LAG-006)", async () => {
    const sqs = cloud.createClient(SQS);
    const { QueueUrl } = await sqs.createQueue({ QueueName: "trips" });
    const send = (): Promise<unknown> => sqs.sendMessage({ QueueUrl, MessageBody: "x" });
    expect(await catchFault(send())).to.have.property("name", "QueueDoesNotExist");
    await cloud.advance(1);
    await send();
    await sqs.deleteQueue({ QueueUrl });
    const readListed = async () => (await sqs.listQueues({})).QueueUrls;
    await cloud.advance(59);
    expect(await readListed()).to.deep.equal([QueueUrl]);
    expect(await catchFault(sqs.getQueueAttributes({ QueueUrl }))).to.have.property("name", "QueueDoesNotExist");
    await cloud.advance(1);
    expect(await readListed()).to.equal(undefined);
  });

  it("applies changed attributes of a queue after a minute (LAG-006)", async () => {
    const sqs = cloud.createClient(SQS);
    const { QueueUrl } = await sqs.createQueue({ QueueName: "trips" });
    await cloud.advance(1);
    const set = (DelaySeconds: string): Promise<unknown> =>
      sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds } });
    const delay = async () => (await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["DelaySeconds"] })).Attributes;
    await set("5");
    await cloud.advance(59);
    expect(await delay()).to.deep.equal({ DelaySeconds: "0" });
    await cloud.advance(1);
    expect(await delay()).to.deep.equal({ DelaySeconds: "5" });
  });

  it("lists a deleted bucket for a while, and keeps its name taken (LAG-007)", async () => {
    const { s3 } = cloud;
    const create = (): Promise<unknown> => s3.createBucket({ Bucket: "trips" });
    const readListed = async () => (await s3.listBuckets({})).Buckets?.map(({ Name }) => Name) ?? [];
    await create();
    await s3.deleteBucket({ Bucket: "trips" });
    expect(await readListed()).to.deep.equal(["trips"]);
    expect(await catchFault(s3.headBucket({ Bucket: "trips" }))).to.have.property("name", "NotFound");
    await cloud.advance(5);
    expect(await readListed()).to.deep.equal([]);
    expect(await catchFault(create())).to.have.property("name", "OperationAborted");
    await cloud.advance(25);
    await create();
    expect(await readListed()).to.deep.equal(["trips"]);
  });

  it("delivers a metric's points two minutes late (LAG-008)", async () => {
    const start = new Date(START);
    await cloud.cloudwatch.putMetricData({
      Namespace: "Trips",
      MetricData: [{ MetricName: "Rides", Value: 1, Timestamp: start }],
    });
    const readPoints = async () => {
      const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
        Namespace: "Trips",
        MetricName: "Rides",
        StartTime: start,
        EndTime: new Date(start.getTime() + 3_600_000),
        Period: 60,
        Statistics: ["Sum"],
      });
      return Datapoints.length;
    };
    await cloud.advance(120);
    expect(await readPoints()).to.equal(0);
    await cloud.advance(1);
    expect(await readPoints()).to.equal(1);
  });

  it("is rejected without role checks, because roles are part of what lags", () => {
    const start = (): unknown => startCloud({ lag: true, iam: "off", port: 0 });
    expect(start).to.throw("lag needs iam on: new roles are among what lags");
  });
});

describe("a lagging cloud with initial resources", () => {
  const cloud = useCloud({
    lag: true,
    resources: {
      roles: [{ RoleName: "any", AssumeRolePolicyDocument: createTrust("firehose.amazonaws.com") }],
      buckets: [{ Bucket: "trips" }],
      streams: [{ StreamName: "trips", ShardCount: 1 }],
      deliveryStreams: [
        {
          DeliveryStreamName: "trips-to-s3",
          ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::trips", RoleARN: ROLE },
        },
      ],
    },
  });

  it("has all of them ready at its configured start time", async () => {
    const { DeliveryStreamDescription: found } = await cloud.firehose.describeDeliveryStream({
      DeliveryStreamName: "trips-to-s3",
    });
    expect(found?.DeliveryStreamStatus).to.equal("ACTIVE");
    expect(cloud.running.clock.now()).to.equal(Date.parse(START));
  });
});
