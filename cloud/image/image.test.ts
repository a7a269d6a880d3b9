import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { buildCloud } from "../build.mjs";

const PROGRAM = join(import.meta.dirname, "serve.mjs");

describe("the image of the lab cloud", () => {
  before(async () => void (await buildCloud()));

  /** Runs the image's program without a container, on this machine only. */
  const startProgram = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [PROGRAM, ...args], { env: { ...process.env, PORT: "0" } });

  /** The port from the line that says that the cloud is ready. */
  async function readPort({ stdout }: ChildProcess): Promise<string> {
    if (stdout === null) throw new Error("the program has no output");
    const [line] = (await once(createInterface({ input: stdout }), "line")) as [string];
    return /^lab cloud ready on port (\d+)$/.exec(line)?.[1] ?? line;
  }

  it("forwards HTTP/1.1 and HTTP/2 to the cloud, is healthy, and ends with it", async () => {
    const program = startProgram("--memory", "--speed", "0");
    const ended = once(program, "close");
    try {
      const port = await readPort(program);
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
