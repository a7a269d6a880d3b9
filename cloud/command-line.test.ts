import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { runCloud, startCloudProcess } from "./testing/cloud-process";

describe("the command lab-cloud", () => {
  const folder = createTemporaryFolder();

  it("prints one line when it is ready, answers requests, and exits with 0 on SIGTERM and SIGINT", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const cloud = await startCloudProcess(["--port", "0", "--memory"]);
      expect((await fetch(`${cloud.endpoint}/_lab/health`)).status).to.equal(200);
      expect(await cloud.end(signal)).to.equal(0);
      expect(cloud.getErrors()).to.equal("");
    }
  });

  it("names LocalStack's variables that have no effect, and leaves out those of its clients", async () => {
    const env = { PERSISTENCE: "1", LOCALSTACK_SERVICES: "s3,sqs", LOCALSTACK_HOST: "127.0.0.1:4566" };
    const cloud = await startCloudProcess(["--port", "0", "--memory"], { env });
    await cloud.end("SIGTERM");
    expect(cloud.getErrors()).to.equal(
      "PERSISTENCE is LocalStack's and has no effect here: use --data DIR.\n" +
        "LOCALSTACK_SERVICES is LocalStack's and has no effect here: all services always run.\n",
    );
  });

  it("exits when the npm process that started it is killed without passing on a signal", async () => {
    const starter = 'require("node:child_process").spawn(process.argv[1], process.argv.slice(2), { stdio: "inherit" })';
    const cloud = await startCloudProcess(["--port", "0", "--memory"], {
      within: [process.execPath, "-e", starter],
      env: { npm_lifecycle_event: "npx" },
    });
    // The cloud inherits its parent's output, which is closed when both have ended.
    await cloud.end("SIGKILL");
    expect(await fetch(cloud.endpoint).catch((error: unknown) => error)).to.be.instanceOf(TypeError);
  });

  it("prints one line and exits with 1 if the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    expect(await runCloud(["--port", String(port)])).to.deep.equal({
      status: 1,
      output: "",
      errors: "The port is in use by another program. Choose another with --port, or --port 0 for any that is free.\n",
    });
    other.close();
  });

  it("prints the TLS address and the certificate's file, or that the TLS port is taken", async () => {
    const data = join(folder, "tls");
    const cloud = await startCloudProcess(["--port", "0", "--data", data, "--tls-port", "0"]);
    await cloud.end("SIGTERM");
    const [, port, file] =
      /\nTLS on https:\/\/127\.0\.0\.1:(\d+), certificate in (.+)\n$/.exec(cloud.getOutput()) ?? [];
    expect(Number(port)).to.be.greaterThan(0);
    expect(readFileSync(file ?? "", "utf8")).to.match(/^-----BEGIN CERTIFICATE-----/);
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const taken = (other.address() as AddressInfo).port;
    const { status, errors } = await runCloud(["--port", "0", "--tls-port", String(taken)]);
    expect(status).to.equal(1);
    expect(errors).to.contain("Choose another with --tls-port, or --tls-port 0 for any that is free.");
    other.close();
  });

  const wrong: Record<string, [readonly string[], string]> = {
    "an option that is none": [["--prot", "1"], "'--prot'"],
    "a port that is not a number": [["--port", "x"], "--port must be a number, not 'x'."],
    "a port out of range": [["--port", "70000"], "port must be a whole number from 0 to 65535"],
    "a port for TLS that is the other one": [["--port", "4998", "--tls-port", "4998"], "tlsPort must be another port"],
    "keys that are none": [["--keys", "some"], "keys must be any or own, not some"],
    "data and memory at once": [["--memory", "--data", "x"], "--memory and --data exclude each other."],
    "a word too many": [["now"], "'now'"],
  };
  for (const [title, [args, words]] of Object.entries(wrong)) {
    it(`exits with 2 on ${title}`, async () => {
      const { status, errors } = await runCloud(args);
      expect(errors).to.contain(words);
      expect(errors).not.to.contain("    at ");
      expect(status).to.equal(2);
    });
  }

  it("creates the resources that a module exports", async () => {
    const file = join(folder, "pipeline.mjs");
    writeFileSync(file, 'export default { streams: ["a", "b"].map((StreamName) => ({ StreamName, ShardCount: 1 })) };');
    const cloud = await startCloudProcess(["--port", "0", "--memory", "--resources", file]);
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "Kinesis_20131202.ListStreams" };
    expect(await (await fetch(cloud.endpoint, { method: "POST", headers, body: "{}" })).json()).to.deep.include({
      StreamNames: ["a", "b"],
    });
    await cloud.end("SIGTERM");
  });

  it("makes its key file readable by the owner only, and takes keys from the environment", async () => {
    const data = join(folder, "keys");
    const details = { AWS_ACCESS_KEY_ID: "LABTOLD", AWS_SECRET_ACCESS_KEY: "secret", LABS_CLOUD_TOKEN: "token" };
    const cloud = await startCloudProcess(["--port", "0", "--data", data, "--keys", "own"], { env: details });
    const access = join(data, "access.json");
    expect(JSON.parse(readFileSync(access, "utf8"))).to.include({
      accessKeyId: "LABTOLD",
      secretAccessKey: "secret",
      token: "token",
    });
    expect(statSync(access).mode & 0o077).to.equal(0);
    expect((await fetch(`${cloud.endpoint}/_lab/journal`, { headers: { "x-lab-token": "token" } })).status).to.equal(
      200,
    );
    await cloud.end("SIGTERM");
  });

  it("rejects a folder that another cloud uses, and takes over the folder of a killed cloud", async () => {
    const data = join(folder, "shared");
    const first = await startCloudProcess(["--port", "0", "--data", data]);
    const second = await runCloud(["--port", "0", "--data", data]);
    expect(second.status).to.equal(1);
    expect(second.errors).to.equal(`${data} is in use by the lab cloud with process id ${first.child.pid}.\n`);
    await first.end("SIGKILL");
    const third = await startCloudProcess(["--port", "0", "--data", data]);
    await third.end("SIGTERM");
  });
});
