import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { needDataClients } from "../testing/data-clients";
import { needVenv, root } from "../testing/venv";
import { useCloud } from "../testing/use-cloud";

const run = promisify(execFile);

describe("awslocal", function () {
  this.timeout(180_000);
  needVenv();
  before(function () {
    needDataClients(this);
  });
  const cloud = useCloud({ speed: 100 });
  const home = createTemporaryFolder();

  /** Runs it as LocalStack's users do: the address in LOCALSTACK_HOST, and no keys or region. */
  async function runAwslocal(...args: readonly string[]): Promise<string> {
    const [tools, aws] = [join(root, ".labs", "data-clients", "bin"), join(root, ".venv", "bin")];
    const env = {
      PATH: `${aws}:${process.env["PATH"]}`,
      LOCALSTACK_HOST: `127.0.0.1:${cloud.running.port}`,
      HOME: home,
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const { stdout } = await run(join(tools, "awslocal"), args, { env });
    return stdout;
  }

  it("creates resources and reads them back with its own keys and region", async () => {
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
});
