import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { itIfLong, skipIf } from "../testing/skip";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { needDataClients } from "../testing/data-clients";
import { needVenv, root } from "../testing/venv";
import { useCloud } from "../testing/use-cloud";

const run = promisify(execFile);

/** A program with a stream, a queue and a bucket. The tool adds the provider with its endpoints. */
const TERRAFORM = `
resource "aws_kinesis_stream" "trips" {
  name        = "trips"
  shard_count = 1
}
resource "aws_sqs_queue" "orders" {
  name = "orders"
}
resource "aws_s3_bucket" "lake" {
  bucket = "trips-lake"
}
`;

/** A template of SAM's users without SAM's own types: a stream, and a function whose code SAM uploads. */
const TEMPLATE = `
Resources:
  Trips: { Type: AWS::Kinesis::Stream, Properties: { Name: trips, ShardCount: 1 } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: counter-role
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
  Counter:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: counter, Runtime: nodejs24.x, Handler: index.handler, Code: code, Role: !GetAtt Role.Arn }
`;
/** A stack of CDK's users. */
const CDK_APP = `
const { App, Stack, RemovalPolicy } = require("aws-cdk-lib");
const { Stream } = require("aws-cdk-lib/aws-kinesis");
const { Bucket } = require("aws-cdk-lib/aws-s3");
const stack = new Stack(new App(), "Trips");
new Stream(stack, "Stream", { streamName: "trips", removalPolicy: RemovalPolicy.DESTROY });
new Bucket(stack, "Lake", { bucketName: "trips-lake", removalPolicy: RemovalPolicy.DESTROY });
`;
const CDK_PACKAGES = ["aws-cdk-local@3.0.4", "aws-cdk@2.1148.1", "aws-cdk-lib@2.276.0", "constructs@10.8.1"];
const SAM_PACKAGES = ["aws-sam-cli==1.170.0", "aws-sam-cli-local==1.71.0"];

describe("the command-line tools of LocalStack's users", () => {
  needVenv();
  before(function () {
    needDataClients(this);
  });
  const cloud = useCloud({ speed: 100 });
  const home = createTemporaryFolder();

  /** Runs a tool as LocalStack's users do, with no keys or region. @returns its output */
  async function runTool(name: string, args: readonly string[], more: NodeJS.ProcessEnv): Promise<string> {
    const [tools, aws] = [join(root, ".labs", "data-clients", "bin"), join(root, ".venv", "bin")];
    const env = { PATH: `${aws}:${process.env["PATH"]}`, HOME: home, AWS_EC2_METADATA_DISABLED: "true", ...more };
    const { stdout } = await run(join(tools, name), args, { cwd: home, env });
    return stdout;
  }
  const runAwslocal = (...args: readonly string[]) =>
    runTool("awslocal", args, { LOCALSTACK_HOST: `127.0.0.1:${cloud.running.port}` });

  it("awslocal creates resources and reads them back with its own keys and region", async () => {
    await runAwslocal("s3", "mb", "s3://trips");
    await cloud.s3.putObject({ Bucket: "trips", Key: "a.txt", Body: "one" });
    expect(await runAwslocal("s3", "cp", "s3://trips/a.txt", "-")).to.equal("one");
    const { QueueUrl } = JSON.parse(await runAwslocal("sqs", "create-queue", "--queue-name", "orders"));
    await runAwslocal("sqs", "send-message", "--queue-url", QueueUrl, "--message-body", "hello");
    const receive = ["receive-message", "--wait-time-seconds", "1", "--queue-url", QueueUrl];
    const { Messages } = JSON.parse(await runAwslocal("sqs", ...receive));
    expect(Messages).to.have.length(1).and.to.have.nested.property("[0].Body", "hello");
    await runAwslocal("kinesis", "create-stream", "--stream-name", "trips", "--shard-count", "1");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal(["trips"]);
  });

  itIfLong("tflocal applies a program, sees no change, and destroys its resources", async function () {
    const configuration = { TF_CLI_CONFIG_FILE: process.env["TF_CLI_CONFIG_FILE"], CHECKPOINT_DISABLE: "1" };
    const runTflocal = (...args: readonly string[]) =>
      runTool("tflocal", [...args, "-no-color"], {
        ...configuration,
        AWS_ENDPOINT_URL: cloud.running.endpoint,
        S3_HOSTNAME: "127.0.0.1",
      });
    writeFileSync(join(home, "main.tf"), TERRAFORM);
    const problem = await runTflocal("init", "-input=false").then(
      () => undefined,
      () => "Terraform and its provider hashicorp/aws are not installed here; TF_CLI_CONFIG_FILE may name a mirror",
    );
    skipIf(this, problem);
    expect(await runTflocal("apply", "-auto-approve")).to.include("Apply complete! Resources: 3 added");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal(["trips"]);
    expect((await cloud.s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).to.deep.equal(["trips-lake"]);
    expect(await runTflocal("plan")).to.include("No changes.");
    expect(await runTflocal("destroy", "-auto-approve")).to.include("Destroy complete! Resources: 3 destroyed.");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
  });

  itIfLong("cdklocal bootstraps, deploys and destroys a stack", async function () {
    const folder = join(home, "cdk");
    mkdirSync(folder);
    writeFileSync(join(folder, "app.cjs"), CDK_APP);
    writeFileSync(join(folder, "cdk.json"), JSON.stringify({ app: "node app.cjs" }));
    writeFileSync(join(folder, "package.json"), "{}");
    const problem = await run("npm", ["install", "--no-audit", "--no-fund", ...CDK_PACKAGES], { cwd: folder }).then(
      () => undefined,
      () => "the CDK can't be installed here",
    );
    skipIf(this, problem);
    const programs = join(folder, "node_modules", ".bin");
    const env = {
      PATH: `${programs}:${process.env["PATH"]}`,
      ...{ HOME: home, CI: "1", CDK_DISABLE_VERSION_CHECK: "1", AWS_REGION: "us-east-1" },
      ...{ AWS_ENDPOINT_URL: cloud.running.endpoint, AWS_ENDPOINT_URL_S3: cloud.running.endpoint },
    };
    const runCdklocal = async (...args: readonly string[]): Promise<string> => {
      const { stdout, stderr } = await run(join(programs, "cdklocal"), args, { cwd: folder, env });
      return stdout + stderr;
    };
    expect(await runCdklocal("bootstrap")).to.include("bootstrapped");
    await runCdklocal("deploy", "--require-approval", "never");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal(["trips"]);
    await runCdklocal("destroy", "--force");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
  });

  itIfLong(
    "samlocal deploys and deletes a plain template, and names SAM's transform, which is refused",
    async function () {
      // SAM pins other versions of the libraries that the other tools need.
      const environment = join(home, "sam");
      await run("python3", ["-m", "venv", environment]);
      const problem = await run(join(environment, "bin", "pip"), ["install", "--quiet", ...SAM_PACKAGES]).then(
        () => undefined,
        () => "SAM CLI can't be installed here",
      );
      skipIf(this, problem);
      const folder = join(home, "app");
      mkdirSync(join(folder, "code"), { recursive: true });
      writeFileSync(join(folder, "code", "index.mjs"), "export const handler = async () => 1;\n");
      writeFileSync(join(folder, "template.yaml"), TEMPLATE);
      const serverless = TEMPLATE.replace("AWS::Lambda::Function", "AWS::Serverless::Function").replace(
        "Code:",
        "CodeUri:",
      );
      writeFileSync(join(folder, "serverless.yaml"), `Transform: AWS::Serverless-2016-10-31\n${serverless}`);
      const env = {
        PATH: `${join(environment, "bin")}:${process.env["PATH"]}`,
        HOME: home,
        SAM_CLI_TELEMETRY: "0",
        AWS_ENDPOINT_URL: cloud.running.endpoint,
        LOCALSTACK_HOSTNAME: "127.0.0.1",
        EDGE_PORT: String(cloud.running.port),
        ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_DEFAULT_REGION: "us-east-1" },
      };
      const runSamlocal = (...args: readonly string[]) =>
        run(join(environment, "bin", "samlocal"), args, { cwd: folder, env });
      const deploy = ["deploy", "--stack-name", "trips", "--capabilities", "CAPABILITY_NAMED_IAM", "--resolve-s3"];
      const refused = await runSamlocal(...deploy, "--template", "serverless.yaml").catch(String);
      expect(String(refused)).to.include("it cannot transform a template by [AWS::Serverless-2016-10-31]");
      expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
      expect((await runSamlocal(...deploy)).stdout).to.include("Successfully created/updated stack - trips");
      expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal(["trips"]);
      await runSamlocal("delete", "--stack-name", "trips", "--no-prompts");
      expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
    },
  );
});
