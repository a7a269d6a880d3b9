import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
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
});
