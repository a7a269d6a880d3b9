import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Glue } from "@aws-sdk/client-glue";
import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { createKinesisDataStream } from "./create-kinesis-data-stream";
import { createKinesisFirehose } from "./create-kinesis-firehose";
import { createS3Bucket } from "./create-s3-bucket";
import { deleteKinesisDataStream } from "./delete-kinesis-data-stream";
import { deleteKinesisFirehose } from "./delete-kinesis-firehose";
import { deleteS3Bucket } from "./delete-s3-bucket";
import { deleteQueue } from "../queues/delete-queue";
import { analyticsApplications } from "./kinds/analytics-applications";
import { glueDatabases } from "./kinds/glue-databases";
import { lambdaFunctions } from "./kinds/lambda-functions";
import { logGroups } from "./kinds/log-groups";
import { queues } from "./kinds/queues";
import { stacks } from "./kinds/stacks";
import { listFuelNetwork } from "./list-fuel-network";
import { listResources } from "./list-resources";
import { waitUntilDeleted } from "./wait-until-deleted";

describe("cleaning up", () => {
  const lab = useLabCloud();
  const output = captureOutput();

  it("leaves nothing of what was created", async () => {
    await createKinesisDataStream({ streamName: "lab-stream" });
    await createS3Bucket({ bucketName: "lab-bucket", region: "us-east-1" });
    await lab.cloud.clock.advance(10);
    await createKinesisFirehose({
      firehoseName: "lab-fire",
      streamName: "lab-stream",
      bucketName: "lab-bucket",
      roleName: "role",
      logGroup: "g",
      logStream: "s",
      accountId: "000000000000",
      region: "us-east-1",
    });
    await lab.cloud.clock.advance(60);
    for (let n = 0; n < 3; n += 1)
      await new S3({}).putObject({ Bucket: "lab-bucket", Key: `firehose/${n}`, Body: "x" });
    expect(await listResources({ prefix: "lab-" })).to.have.deep.members([
      {
        kind: "Kinesis data stream",
        name: "lab-stream",
        status: "there",
        "delete it with": 'await deleteKinesisDataStream({ streamName: "lab-stream" });',
      },
      {
        kind: "Firehose",
        name: "lab-fire",
        status: "there",
        "delete it with": 'await deleteKinesisFirehose({ firehoseName: "lab-fire" });',
      },
      {
        kind: "S3 bucket",
        name: "lab-bucket",
        status: "there",
        "delete it with": 'await deleteS3Bucket({ bucketName: "lab-bucket" });',
      },
    ]);

    await deleteKinesisFirehose({ firehoseName: "lab-fire" });
    await deleteKinesisDataStream({ streamName: "lab-stream" });
    await deleteS3Bucket({ bucketName: "lab-bucket" });
    await lab.cloud.clock.advance(120);
    expect(await listResources({ prefix: "lab-" })).to.deep.equal([]);
    expect(output.getText()).to.contain("S3 bucket 'lab-bucket' deleted, with 3 objects.");
  });
  it("lists the other kinds that labs create on request, each with a line that deletes it", async () => {
    const Code = { ZipFile: zipSync({ "index.mjs": strToU8("export const handler = () => 1;") }) };
    const Role = "arn:aws:iam::000000000000:role/any";
    await new SQS({}).createQueue({ QueueName: "lab-jobs" });
    await new SQS({}).createQueue({ QueueName: "other-jobs" });
    await new Lambda({}).createFunction({
      ...{ FunctionName: "lab-app", Runtime: "nodejs22.x", Handler: "index.handler", Code, Role },
    });
    await new CloudWatchLogs({}).createLogGroup({ logGroupName: "/aws/lambda/lab-app" });
    await new Glue({}).createDatabase({ DatabaseInput: { Name: "lab_tables" } });
    await new KinesisAnalyticsV2({}).createApplication({
      ...{ ApplicationName: "lab-windows", RuntimeEnvironment: "SQL-1_0", ServiceExecutionRole: Role },
    });
    const TemplateBody = JSON.stringify({ Resources: { Q: { Type: "AWS::SQS::Queue" } } });
    await new CloudFormation({}).createStack({ StackName: "lab-stack", TemplateBody });
    const kinds = [queues, lambdaFunctions, logGroups, glueDatabases, analyticsApplications, stacks];
    const found = await listResources({ prefix: "lab", kinds });
    expect(
      found
        .filter(({ name }) => !name.includes("-Q-"))
        .map(({ kind, name, status, "delete it with": line }) => `${kind} ${name} ${status}: ${line}`),
    ).to.deep.equal([
      'SQS queue lab-jobs there: await deleteQueue({ queueName: "lab-jobs" });',
      'Lambda function lab-app there: await deleteFunction({ functionName: "lab-app" });',
      'log group /aws/lambda/lab-app there: await deleteLogGroup({ logGroupName: "/aws/lambda/lab-app" });',
      'Glue database lab_tables there: await deleteDatabase({ database: "lab_tables" });',
      'analytics application lab-windows there: await deleteApplication({ applicationName: "lab-windows" });',
      'CloudFormation stack lab-stack there: await deleteStack({ stackName: "lab-stack" });',
    ]);
    await deleteQueue({ queueName: "lab-jobs" });
    await deleteQueue({ queueName: "none" });
    expect(await listResources({ prefix: "lab-jobs", kinds: [queues] })).to.deep.equal([]);
    expect(output.getText()).to.equal("Queue lab-jobs deleted.\nQueue none does not exist.\n");
  });
  it("reports what doesn't exist", async () => {
    await deleteKinesisFirehose({ firehoseName: "none" });
    await deleteKinesisDataStream({ streamName: "none" });
    await deleteS3Bucket({ bucketName: "none" });
    expect(output.getText().split("\n")).to.deep.equal([
      "Kinesis Firehose none does not exist.",
      "Kinesis data stream none does not exist.",
      "S3 bucket 'none' does not exist.",
      "",
    ]);
  });
  it("finds more streams than a page of AWS's list contains, and only those with the prefix", async () => {
    for (let n = 0; n < 3; n += 1) {
      for (let m = 0; m < 5; m += 1) await createKinesisDataStream({ streamName: `many-${n}${m}`, shardCount: 1 });
      await lab.cloud.clock.advance(10); // AWS allows at most five streams in creation at a time.
    }
    await createKinesisDataStream({ streamName: "other", shardCount: 1 });
    expect(await listResources({ prefix: "many-" })).to.have.length(15);
  });
});

describe("waitUntilDeleted", () => {
  const lab = useLabCloud();
  const output = captureOutput();
  const listRemaining = () => listResources({ prefix: "left-" });

  it("waits for what is being deleted, and names at once what nobody deletes", async () => {
    await createKinesisDataStream({ streamName: "left-stream" });
    await createS3Bucket({ bucketName: "left-bucket", region: "us-east-1" });
    await lab.cloud.clock.advance(10);
    await deleteKinesisDataStream({ streamName: "left-stream" });
    expect((await waitUntilDeleted(listRemaining)).map(({ name }) => name)).to.deep.equal(["left-bucket"]);
    const [, message = ""] = output.getText().split("AWS is not deleting these.");
    expect(message.split("\n").slice(0, 2)).to.deep.equal([
      " To delete them, run these lines in a new cell:",
      '  S3 bucket left-bucket: await deleteS3Bucket({ bucketName: "left-bucket" });',
    ]);
    expect(message).not.to.contain("left-stream");
  });
  it("prints nothing when everything is gone", async () => {
    await deleteS3Bucket({ bucketName: "left-bucket" });
    expect(await waitUntilDeleted(listRemaining)).to.deep.equal([]);
    expect(output.getText()).not.to.contain("AWS is not deleting");
  });
  it("names what is still there at its time limit, and how to delete it", async () => {
    const waitSlowly = () =>
      Promise.resolve([
        {
          kind: "Firehose",
          name: "left-fire",
          status: "being deleted" as const,
          "delete it with": 'await deleteKinesisFirehose({ firehoseName: "left-fire" });',
        },
      ]);
    expect(await catchFailure(waitUntilDeleted(waitSlowly, { timeoutSeconds: 5 })))
      .to.contain("AWS to delete the rest")
      .and.contain(
        '\nStill there:\n  Firehose left-fire: await deleteKinesisFirehose({ firehoseName: "left-fire" });\n',
      );
  });
});

describe("cleaning up on a slow AWS", () => {
  const lab = useLabCloud({ lag: true });
  const output = captureOutput();
  const BUCKET = "late-bucket";
  const listRemaining = () => listFuelNetwork({ bucketName: BUCKET, database: "none" });

  it("waits for a bucket and a queue that are still listed after their deletion", async () => {
    const QueueName = "Fuel_Planning_Queue";
    const { QueueUrl } = await new SQS({}).createQueue({ QueueName });
    await createS3Bucket({ bucketName: BUCKET, region: "us-east-1" });
    await lab.cloud.clock.advance(1);
    expect((await listRemaining()).map(({ status }) => status)).to.deep.equal(["there", "there"]);
    await deleteS3Bucket({ bucketName: BUCKET });
    await new SQS({}).deleteQueue({ QueueUrl });
    expect((await listRemaining()).map(({ status }) => status)).to.deep.equal(["being deleted", "being deleted"]);
    expect(await waitUntilDeleted(listRemaining)).to.deep.equal([]);
    expect(output.getText()).not.to.contain("AWS is not deleting");
  });
  it("creates a bucket again as soon as S3 frees its name", async () => {
    await createS3Bucket({ bucketName: "again", region: "us-east-1" });
    await deleteS3Bucket({ bucketName: "again" });
    await createS3Bucket({ bucketName: "again", region: "us-east-1" });
    expect((await listResources({ prefix: "again" })).map(({ status }) => status)).to.deep.equal(["there"]);
  });
});
