import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder, useEmptyFolder } from "../../../testing/temporary-folder";
import { useCloud } from "../../../testing/use-cloud";
import { decodeChange, encodeNext } from "./frames";
import { createRandom } from "../../../../foundation/random";
import { StoreModel } from "../testing/store-model";
import { decodeBody, FIFO, createQueues } from "../testing/queues";

const MIB = 1024 * 1024;
const BODY = "x".repeat(MIB);

describe("the log of SQS messages", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  const queues = createQueues(cloud);
  const measureDiskMib = (): number => {
    const folder = join(data, "services", "sqs", "messages");
    return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / MIB;
  };
  const passThrough = async (mib: number, name: string): Promise<void> => {
    for (let n = 0; n < mib; n++) {
      await queues.send(BODY, {
        QueueUrl: queues.getUrl(name),
        MessageGroupId: "g",
        ...(name.endsWith(".fifo") ? { MessageDeduplicationId: `big-${n}` } : {}),
      });
      await queues.consume({ QueueUrl: queues.getUrl(name) });
    }
  };

  it("frees disk space, and keeps remaining messages with their state and deduplication ids", async () => {
    await queues.make("through.fifo", FIFO);
    await queues.make("kept");
    await queues.make("inflight", { VisibilityTimeout: "43200" });
    const first = await queues.send("first", {
      QueueUrl: queues.getUrl("through.fifo"),
      MessageGroupId: "g",
      MessageDeduplicationId: "first",
    });
    await queues.consume({ QueueUrl: queues.getUrl("through.fifo") });
    for (const body of ["a", "b"]) await queues.send(body, { QueueUrl: queues.getUrl("kept") });
    await queues.send("c", { QueueUrl: queues.getUrl("inflight") });
    const [held] = await queues.receive({ QueueUrl: queues.getUrl("inflight") });
    await passThrough(56, "through.fifo");
    expect(measureDiskMib()).to.be.below(50);
    for (let round = 0; round < 2; round++) {
      const again = await queues.send("first", {
        QueueUrl: queues.getUrl("through.fifo"),
        MessageGroupId: "g",
        MessageDeduplicationId: "first",
      });
      expect([again.MessageId, again.SequenceNumber]).to.deep.equal([first.MessageId, first.SequenceNumber]);
      expect(await queues.readCounts("inflight")).to.deep.equal(["0", "1", "0"]);
      expect(
        (await queues.receive({ QueueUrl: queues.getUrl("kept"), VisibilityTimeout: 0 })).map(decodeBody).sort(),
      ).to.deep.equal(["a", "b"]);
      await cloud.restart();
    }
    await queues.delete(held, "inflight");
    expect(await queues.readCounts("inflight")).to.deep.equal(["0", "0", "0"]);
  });

  it("reports a frame of a later version", () => {
    expect(() => decodeChange(Buffer.alloc(20, 6))).to.throw("a frame of unknown kind 6");
    expect(decodeChange(encodeNext(7))).to.deep.equal({ kind: "next", number: 7 });
  });

  it("keeps each message and little else in small files, whatever is sent, received, moved, deleted and purged", async () => {
    const folder = createTemporaryFolder();
    const model = new StoreModel(folder, createRandom("store"));
    for (let step = 0; step < 200; step++) {
      await model.step();
      if (step % 40 === 0) await model.reopen();
    }
    await model.removeAll();
    await model.reopen();
    model.close();
  });

  it("copies records of deleted messages occasionally, not with each send", async () => {
    const folder = createTemporaryFolder();
    const model = new StoreModel(folder, createRandom("pass"));
    expect(await model.pass(600)).to.be.below(120);
    model.close();
  });
});
