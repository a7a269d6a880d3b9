import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { buildCloud } from "../build.mjs";
import {
  buildBareDebian,
  findImageObstacle,
  runBuildah,
  startInContainer,
  stopInContainer,
  waitForLine,
} from "../testing/bare-debian";
import { skipIf } from "../testing/skip";
import { createTemporaryFolder } from "../testing/temporary-folder";

const PROGRAM = join(import.meta.dirname, "serve.mjs");

/** The line that says that the cloud is ready, with its port. */
const READY = /^lab cloud ready on port (\d+)$/;

describe("the image's program", () => {
  before(async () => void (await buildCloud()));

  /** Runs the image's program without a container, on this machine only. */
  const startProgram = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [PROGRAM, ...args], { env: { ...process.env, PORT: "0" } });

  it("forwards HTTP/1.1 and HTTP/2 to the cloud, is healthy, and ends with it", async () => {
    const program = startProgram("--memory", "--speed", "0");
    const ended = once(program, "close");
    try {
      const [, port = ""] = await waitForLine(program, READY);
      const endpoint = `http://127.0.0.1:${port}`;
      const credentials = { accessKeyId: "test", secretAccessKey: "test" };
      const config = { endpoint, region: "us-east-1", credentials };
      const [kinesis, sqs] = [new Kinesis(config), new SQS(config)];
      await kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
      expect((await kinesis.listStreams({})).StreamNames).to.deep.equal(["trips"]);
      const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
      expect(QueueUrl).to.equal(`${endpoint}/000000000000/orders`);
      for (const client of [kinesis, sqs]) client.destroy();
      expect(checkHealth(port)).to.equal(0);
      program.kill("SIGTERM");
      expect((await ended)[0]).to.equal(0);
      expect(checkHealth(port)).to.equal(1);
    } finally {
      program.kill("SIGKILL");
    }
  });

  it("ends with the status of a wrong call", async () => {
    expect((await once(startProgram("--speed", "fast"), "close"))[0]).to.equal(2);
  });

  /** The exit status of the image's health check. */
  function checkHealth(port: string): number {
    try {
      execFileSync(process.execPath, [PROGRAM, "--health"], { env: { ...process.env, PORT: port } });
      return 0;
    } catch (error) {
      return (error as { readonly status: number }).status;
    }
  }
});

const BASE = "localhost/lab-cloud-base";
const IMAGE = "localhost/lab-cloud-test";
const MAX_IMAGE_BYTES = 200_000_000;
const ROOT = join(import.meta.dirname, "..", "..");

/** Builds the image by the two commands of docs/containers.md, in a folder of its own. */
function buildImage(folder: string): void {
  execFileSync("npm", ["pack", "--workspace", "cloud", "--pack-destination", folder], { cwd: ROOT, stdio: "pipe" });
  for (const name of ["Containerfile", "serve.mjs"]) cpSync(join(dirname(PROGRAM), name), join(folder, name));
  runBuildah("bud", "--pull-never", "--format", "docker", "--build-arg", `BASE=${BASE}`, "--tag", IMAGE, folder);
}

describe("the image of the lab cloud", () => {
  let container = "";
  before(function () {
    skipIf(this, findImageObstacle());
    const folder = createTemporaryFolder();
    buildBareDebian(BASE, folder);
    buildImage(folder);
    container = runBuildah("from", "--pull-never", IMAGE);
  });
  after(() => {
    if (container === "") return;
    runBuildah("rm", container);
    runBuildah("rmi", IMAGE, BASE);
  });

  it("is small, runs as a user without rights, and has a health check", () => {
    const image = JSON.parse(runBuildah("inspect", "--type", "image", IMAGE)) as {
      readonly Docker: { readonly config: { readonly User: string; readonly Healthcheck: { readonly Test: unknown } } };
    };
    expect(image.Docker.config.User).to.equal("1000:1000");
    expect(image.Docker.config.Healthcheck.Test).to.deep.equal(["CMD", "node", "/lab-cloud/serve.mjs", "--health"]);
    const [{ size }] = JSON.parse(runBuildah("images", "--json", IMAGE)) as [{ readonly size: string }];
    expect(size).to.match(/^\d+(\.\d+)? MB$/);
    expect(Number.parseFloat(size) * 1e6).to.be.at.most(MAX_IMAGE_BYTES);
    const attempt =
      'for (const path of ["/lab-cloud/serve.mjs", "/etc/passwd", "/data/x"]) try { fs.writeFileSync(path, ""); console.log("ok") } catch ({ code }) { console.log(code) }';
    expect(runBuildah("run", container, "--", "node", "-e", attempt).split("\n")).to.deep.equal([
      "EACCES",
      "EACCES",
      "ok",
    ]);
  });

  it("serves clients, and is healthy until it ends", async () => {
    const settings = ["--env", "LISTEN=127.0.0.1", "--env"];
    const program = ["--", "node", "/lab-cloud/serve.mjs"];
    const cloud = startInContainer(...settings, "PORT=0", container, ...program, "--memory");
    const [, port = ""] = await waitForLine(cloud, READY);
    const checkHealth = (): string => runBuildah("run", ...settings, `PORT=${port}`, container, ...program, "--health");
    try {
      const credentials = { accessKeyId: "test", secretAccessKey: "test" };
      const kinesis = new Kinesis({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials });
      await kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
      expect((await kinesis.listStreams({})).StreamNames).to.deep.equal(["trips"]);
      kinesis.destroy();
      expect(checkHealth()).to.equal("");
    } finally {
      await stopInContainer(cloud, "SIGTERM");
    }
    expect(checkHealth).to.throw("exit status 1");
  });
});
