import { spawnSync } from "node:child_process";
import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { SQS, type Message } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { skipIf } from "../../testing/skip";
import { useEmptyFolder } from "../../testing/temporary-folder";
import { startCloudProcess, type CloudProcess } from "../../testing/cloud-process";

describe("SQS data in a folder", () => {
  const data = useEmptyFolder();
  const start = (): Promise<CloudProcess> => startCloudProcess(["--port", "0", "--data", data, "--speed", "0"]);
  const createClient = ({ clientConfig }: CloudProcess): SQS => new SQS(clientConfig);
  const QueueUrl = "jobs";
  const send = async (client: SQS, bodies: readonly string[]): Promise<void> => {
    await client.sendMessageBatch({
      QueueUrl,
      Entries: bodies.map((MessageBody, n) => ({ Id: String(n), MessageBody })),
    });
  };
  const receive = async (client: SQS): Promise<Message[]> => {
    // A long poll of a queue with messages returns at once.
    const { Messages = [] } = await client.receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      VisibilityTimeout: 0,
    });
    return Messages;
  };
  const remove = async (client: SQS, messages: readonly Message[]): Promise<void> => {
    await client.deleteMessageBatch({
      QueueUrl,
      Entries: messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle })),
    });
  };

  it("keeps every acknowledged send and delete through repeated kill -9 during writes", async () => {
    let cloud = await start();
    let client = createClient(cloud);
    await client.createQueue({ QueueName: QueueUrl });
    const sent = new Set<string>();
    const deleting = new Set<string>();
    const deleted = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const working = (async () => {
        for (let batch = 0; ; batch++) {
          const bodies = Array.from({ length: 10 }, (_, index) => `${round}-${batch}-${index}`);
          await send(client, bodies);
          for (const body of bodies) sent.add(body);
          const half = (await receive(client)).slice(0, 5);
          for (const { Body } of half) deleting.add(Body ?? "");
          await remove(client, half);
          for (const { Body } of half) deleted.add(Body ?? "");
          // The count of batches decides when enough was written.
          if (batch === 10) cloud.child.kill("SIGKILL");
        }
      })();
      await working.then(
        () => {
          throw new Error("the cloud was to be killed");
        },
        () => undefined,
      );
      await cloud.ended;
      client.destroy();
      cloud = await start();
      client = createClient(cloud);
    }
    await send(client, ["last"]);
    sent.add("last");
    const found = new Set<string>();
    while (!found.has("last")) {
      const messages = await receive(client);
      for (const { Body } of messages) found.add(Body ?? "");
      await remove(client, messages);
    }
    expect([...deleted].filter((body) => found.has(body))).to.deep.equal([]);
    // Messages that were being deleted when the cloud was killed may be there or not.
    expect([...sent].filter((body) => !deleting.has(body) && !found.has(body))).to.deep.equal([]);
    client.destroy();
    await cloud.end("SIGTERM");
  });

  it("truncates and reports an incomplete write at the next start, and loses nothing before it", async () => {
    const cloud = await start();
    const client = createClient(cloud);
    await client.createQueue({ QueueName: QueueUrl });
    await send(client, ["a", "b"]);
    client.destroy();
    await cloud.end("SIGTERM");
    const folder = join(data, "services", "sqs", "messages");
    const [log = ""] = readdirSync(folder);
    appendFileSync(join(folder, log), Buffer.from([200, 0, 0, 0, 1, 2, 3, 4, 5]));
    const again = await start();
    const reader = createClient(again);
    expect((await receive(reader)).map(({ Body }) => Body)).to.deep.equal(["a", "b"]);
    expect(again.getErrors()).to.contain("9 bytes of an interrupted write were cut off its end");
    reader.destroy();
    await again.end("SIGTERM");
  });

  it("returns an error when the disk is full, and keeps all existing data", async function () {
    const { status } = spawnSync("bwrap", ["--dev-bind", "/", "/", "--size", "1048576", "--tmpfs", "/tmp", "true"]);
    skipIf(
      this,
      status === 0 ? undefined : "a small disk takes bubblewrap, which is not installed or not allowed here",
    );
    const within = [
      "bwrap",
      "--die-with-parent",
      "--dev-bind",
      "/",
      "/",
      "--size",
      String(6 * 1024 * 1024),
      "--tmpfs",
      data,
    ];
    const cloud = await startCloudProcess(["--port", "0", "--data", data, "--speed", "0"], { within });
    const client = createClient(cloud);
    await client.createQueue({ QueueName: QueueUrl });
    const sent: string[] = [];
    let fault: unknown;
    while (fault === undefined) {
      const body = `${sent.length}-${"x".repeat(1_000_000)}`;
      await send(client, [body]).then(
        () => sent.push(body),
        (error: unknown) => {
          fault = error;
        },
      );
    }
    expect(fault).to.include({
      name: "InternalFailure",
      message: "The lab cloud's disk is full: nothing was written.",
    });
    expect(sent).to.have.length.above(3);
    const received = await receive(client);
    expect(received.map(({ Body }) => Body)).to.deep.equal(sent);
    await remove(client, received.slice(1));
    expect((await receive(client)).map(({ Body }) => Body)).to.deep.equal(sent.slice(0, 1));
    client.destroy();
    await cloud.end("SIGTERM");
  });
});
