import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { buildCloud } from "../build.mjs";
import { findFreePorts } from "../flink/parts";
import { itIfLong, skipIf } from "../testing/skip";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { needDataClients } from "../testing/data-clients";
import { needVenv, root } from "../testing/venv";
import { useCloud } from "../testing/use-cloud";

const run = promisify(execFile);
const PAGE = readFileSync(join(root, "docs", "from-localstack.md"), "utf8");
/** The page's commands, line by line. */
const COMMANDS = (/^```bash\n(.*?)^```/ms.exec(PAGE)?.[1] ?? "").trim().split("\n");
const TOOLS = join(root, ".labs", "data-clients", "bin");

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

/** A program that needs no provider, with its state in a bucket. */
const STATE_PROGRAM = `
terraform {
  backend "s3" {
    bucket         = "states"
    key            = "trips.tfstate"
    use_lockfile   = true
    use_path_style = true
  }
}
resource "terraform_data" "trips" { input = 3 }
`;

/** A folder with the provider hashicorp/aws, if the person who runs the tests names one. */
const TERRAFORM_MIRROR = process.env["TERRAFORM_MIRROR"];
const createMirrorConfiguration = (folder: string): string =>
  `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(resolve(folder))}\n  }\n}\n`;
const NO_TERRAFORM = "Terraform is not installed here";
const NO_PROVIDER =
  "Terraform can't fetch its provider hashicorp/aws here; set TERRAFORM_MIRROR to a folder that has it, from `terraform providers mirror FOLDER`";

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

  const createPath = (bin: string): string =>
    [bin, TOOLS, join(root, ".venv", "bin"), process.env["PATH"]].join(delimiter);

  /** Runs a tool as LocalStack's users do, without this machine's keys and region. */
  function runTool([program, ...args]: readonly [string, ...string[]], more: NodeJS.ProcessEnv, cwd = home) {
    const env = { PATH: createPath(dirname(program)), HOME: home, AWS_EC2_METADATA_DISABLED: "true", ...more };
    return run(program, args, { cwd, env }).catch((error: Error & { stdout: string }) => {
      error.message += error.stdout;
      throw error;
    });
  }
  async function runAwslocal(...args: readonly string[]): Promise<string> {
    const address = { LOCALSTACK_HOST: `127.0.0.1:${cloud.running.port}` };
    return (await runTool([join(TOOLS, "awslocal"), ...args], address)).stdout;
  }

  /** Awaits a tool's installation; skips the running test if that fails. */
  async function needInstalled(test: Mocha.Context, installation: Promise<unknown>, problem: string): Promise<void> {
    const failed = await installation.then(
      () => false,
      () => true,
    );
    skipIf(test, failed ? problem : undefined);
  }

  /** A folder with a CDK app, the CDK and cdklocal, installed for the first test that needs them. */
  let cdk: Promise<string> | undefined;
  async function createCdkApp(): Promise<string> {
    const folder = join(home, "cdk");
    mkdirSync(folder);
    writeFileSync(join(folder, "app.cjs"), CDK_APP);
    writeFileSync(join(folder, "cdk.json"), JSON.stringify({ app: "node app.cjs" }));
    writeFileSync(join(folder, "package.json"), "{}");
    await run("npm", ["install", "--no-audit", "--no-fund", ...CDK_PACKAGES], { cwd: folder });
    return folder;
  }
  async function needCdk(test: Mocha.Context): Promise<string> {
    cdk ??= createCdkApp();
    await needInstalled(test, cdk, "the CDK can't be installed here");
    return cdk;
  }

  /** Runs the page's commands in a shell, on a free port, without those of some tools. @returns their output, and the number of buckets then */
  async function runPage(folder: string, without: RegExp): Promise<string> {
    const [port] = await findFreePorts(1);
    const bin = join(folder, "node_modules", ".bin");
    mkdirSync(bin, { recursive: true });
    // As npm links the package's program.
    const program = `#!/bin/sh\nexec "${process.execPath}" "${(await buildCloud()).cli}" "$@"\n`;
    writeFileSync(join(bin, "lab-cloud"), program, { mode: 0o755 });
    const script = [
      // The cloud and npx, which started it, are a group of processes.
      "set -m",
      "trap 'kill -- -$!' EXIT",
      ...COMMANDS.filter((line) => !without.test(line)),
      "awslocal s3api list-buckets --query 'length(Buckets)'",
    ].join("\n");
    const onPort = script.replace("npx lab-cloud", `$& --port ${port}`).replaceAll(":4566", `:${port}`);
    const { stdout, stderr } = await runTool(["bash", "-ec", onPort], { CI: "1", PATH: createPath(bin) }, folder);
    return stderr + stdout;
  }

  it("the page's commands start a cloud, create a bucket and delete it, without CDK and Terraform", async () => {
    const output = await runPage(join(home, "project"), /cdklocal|tflocal/);
    expect(output)
      .to.match(/"edition": ?"lab-cloud"/)
      .and.to.match(/^make_bucket: trips$/m);
    expect(output).to.match(/^0\n$/m);
  });

  itIfLong("the page's commands deploy a stack by cdklocal", async function () {
    const output = await runPage(await needCdk(this), /tflocal/);
    expect(output)
      .to.match(/Environment \S+ bootstrapped/)
      .and.to.match(/✅ {2}Trips/);
  });

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

  it("Terraform stores its state in a bucket, and refuses to run while someone else has locked it", async function () {
    await needInstalled(this, run("terraform", ["version"]), NO_TERRAFORM);
    const folder = join(home, "state");
    mkdirSync(folder);
    writeFileSync(join(folder, "main.tf"), STATE_PROGRAM);
    const { endpoint, region } = cloud.running;
    const env = {
      ...{ AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
      ...{ CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "" },
    };
    const runTerraform = (...args: readonly string[]) => runTool(["terraform", ...args, "-no-color"], env, folder);
    const listKeys = async () =>
      ((await cloud.s3.listObjectsV2({ Bucket: "states" })).Contents ?? []).map(({ Key }) => Key);
    await cloud.s3.createBucket({ Bucket: "states" });
    await runTerraform("init", "-input=false");
    const lock = { Bucket: "states", Key: "trips.tfstate.tflock" };
    await cloud.s3.putObject({ ...lock, Body: JSON.stringify({ ID: "another run", Who: "a colleague" }) });
    const refused = await runTerraform("apply", "-auto-approve").catch(String);
    expect(refused)
      .to.include("Error acquiring the state lock")
      .and.to.match(/Who: +a colleague/);
    await cloud.s3.deleteObject(lock);
    expect((await runTerraform("apply", "-auto-approve")).stdout).to.include("Resources: 1 added");
    expect(await listKeys()).to.deep.equal(["trips.tfstate"]);
    await runTerraform("workspace", "new", "other");
    expect((await runTerraform("plan")).stdout).to.include("1 to add");
    await runTerraform("workspace", "select", "default");
    expect((await runTerraform("plan")).stdout).to.include("No changes.");
    expect(await listKeys()).to.deep.equal(["env:/other/trips.tfstate", "trips.tfstate"]);
  });

  itIfLong("tflocal applies a program, sees no change, and destroys its resources", async function () {
    await needInstalled(this, run("terraform", ["version"]), NO_TERRAFORM);
    const configuration = join(home, "terraform.rc");
    writeFileSync(configuration, TERRAFORM_MIRROR === undefined ? "" : createMirrorConfiguration(TERRAFORM_MIRROR));
    const env = {
      ...{ TF_CLI_CONFIG_FILE: configuration, CHECKPOINT_DISABLE: "1" },
      ...{ AWS_ENDPOINT_URL: cloud.running.endpoint, S3_HOSTNAME: "127.0.0.1" },
    };
    const runTflocal = async (...args: readonly string[]): Promise<string> =>
      (await runTool([join(TOOLS, "tflocal"), ...args, "-no-color"], env)).stdout;
    writeFileSync(join(home, "main.tf"), TERRAFORM);
    const initialization = runTflocal("init", "-input=false");
    // Whoever names a mirror wants to see why Terraform doesn't accept it.
    if (TERRAFORM_MIRROR !== undefined) await initialization;
    await needInstalled(this, initialization, NO_PROVIDER);
    expect(await runTflocal("apply", "-auto-approve")).to.include("Apply complete! Resources: 3 added");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal(["trips"]);
    expect((await cloud.s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).to.deep.equal(["trips-lake"]);
    expect(await runTflocal("plan")).to.include("No changes.");
    expect(await runTflocal("destroy", "-auto-approve")).to.include("Destroy complete! Resources: 3 destroyed.");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
  });

  itIfLong("cdklocal bootstraps, deploys and destroys a stack", async function () {
    const folder = await needCdk(this);
    const env = {
      ...{ CI: "1", CDK_DISABLE_VERSION_CHECK: "1", AWS_REGION: "us-east-1" },
      ...{ AWS_ENDPOINT_URL: cloud.running.endpoint, AWS_ENDPOINT_URL_S3: cloud.running.endpoint },
    };
    const runCdklocal = async (...args: readonly string[]): Promise<string> => {
      const { stdout, stderr } = await runTool(
        [join(folder, "node_modules", ".bin", "cdklocal"), ...args],
        env,
        folder,
      );
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
      const bin = join(environment, "bin");
      const installation = run("python3", ["-m", "venv", environment]).then(() =>
        run(join(bin, "pip"), ["install", "--quiet", ...SAM_PACKAGES]),
      );
      await needInstalled(this, installation, "SAM CLI can't be installed here");
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
        SAM_CLI_TELEMETRY: "0",
        AWS_ENDPOINT_URL: cloud.running.endpoint,
        LOCALSTACK_HOSTNAME: "127.0.0.1",
        EDGE_PORT: String(cloud.running.port),
        ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_DEFAULT_REGION: "us-east-1" },
      };
      const runSamlocal = (...args: readonly string[]) => runTool([join(bin, "samlocal"), ...args], env, folder);
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
