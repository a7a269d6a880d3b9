import { expect } from "chai";
import { useEmptyFolder } from "../../testing/temporary-folder";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { decodeBody, FIFO, createQueues, QUEUE } from "./testing/queues";

describe("SQS after a restart", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const queues = createQueues(cloud);

  it("keeps queues, messages, and each message's receiver and timeout", async () => {
    await queues.make(QUEUE, { VisibilityTimeout: "60" });
    for (const body of ["deleted", "in flight", "hidden longer", "seen before", "waiting"]) await queues.send(body);
    await queues.send("delayed", { DelaySeconds: 100 });
    const [deleted, inFlight, longer, seen] = await queues.receive({ MaxNumberOfMessages: 4 });
    const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      queues.client.changeMessageVisibility({ QueueUrl: queues.getUrl(), ReceiptHandle, VisibilityTimeout });
    await change(longer?.ReceiptHandle, 200);
    await change(seen?.ReceiptHandle, 0);
    await queues.delete(deleted);
    await cloud.restart();
    expect(await queues.readAttributes()).to.include({ VisibilityTimeout: "60" });
    expect(await queues.readCounts()).to.deep.equal(["2", "2", "1"]);
    await queues.delete(inFlight);
    const left = await queues.receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(left.map((message) => [message.Body, message.Attributes?.ApproximateReceiveCount]).sort()).to.deep.equal([
      ["seen before", "2"],
      ["waiting", "1"],
    ]);
    await cloud.advance(100);
    expect(await queues.readCounts()).to.deep.equal(["3", "1", "0"]);
    await cloud.advance(100);
    expect((await queues.receive()).map(decodeBody).sort()).to.deep.equal([
      "delayed",
      "hidden longer",
      "seen before",
      "waiting",
    ]);
  });

  it("forgets a purged queue's deduplication ids, but not those of later messages", async () => {
    await queues.make("f.fifo", FIFO);
    const QueueUrl = queues.getUrl("f.fifo");
    const createOnce = (MessageDeduplicationId: string) => ({ QueueUrl, MessageGroupId: "g", MessageDeduplicationId });
    await queues.send("1", createOnce("before"));
    await queues.client.purgeQueue({ QueueUrl });
    await queues.send("2", createOnce("after"));
    await cloud.restart();
    await queues.send("3", createOnce("before"));
    await queues.send("4", createOnce("after"));
    expect(await queues.consume({ QueueUrl })).to.deep.equal(["2", "3"]);
  });

  it("forgets purged messages and deleted queues, and blocks a deleted queue's name (SVC-006)", async () => {
    await queues.make();
    await queues.make("gone");
    await queues.send("old", { QueueUrl: queues.getUrl("gone") });
    await queues.send("purged");
    await queues.client.purgeQueue({ QueueUrl: queues.getUrl() });
    await queues.send("kept");
    await queues.client.deleteQueue({ QueueUrl: queues.getUrl("gone") });
    await cloud.restart();
    expect((await catchFault(queues.make("gone"))).name).to.equal("QueueDeletedRecently");
    expect((await catchFault(queues.client.purgeQueue({ QueueUrl: queues.getUrl() }))).name).to.equal(
      "PurgeQueueInProgress",
    );
    await cloud.advance(60);
    await queues.make("gone");
    expect(await queues.readCounts("gone")).to.deep.equal(["0", "0", "0"]);
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["kept"]);
  });

  it("remembers deduplication ids, even of deleted messages, and keeps order and sequence", async () => {
    const QueueUrl = await queues.make("f.fifo", { ...FIFO, ContentBasedDeduplication: "true" });
    const send = (body: string, group = "g") =>
      queues.send(body, { QueueUrl: queues.getUrl("f.fifo"), MessageGroupId: group });
    const first = await send("a");
    for (const body of ["b", "c"]) await send(body);
    expect(await queues.consume({ QueueUrl, MaxNumberOfMessages: 1 })).to.deep.equal(["a"]);
    await cloud.restart();
    expect((await send("a")).MessageId).to.equal(first.MessageId);
    const last = await send("d");
    expect(BigInt(last.SequenceNumber ?? 0) > BigInt(first.SequenceNumber ?? 0)).to.equal(true);
    expect((await queues.receive({ QueueUrl: queues.getUrl("f.fifo") })).map(decodeBody)).to.deep.equal([
      "b",
      "c",
      "d",
    ]);
  });

  it("keeps a dead letter in one queue only", async () => {
    await queues.make("dead");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queues.createArn("dead"), maxReceiveCount: 1 });
    await queues.make(QUEUE, { RedrivePolicy });
    await queues.send("a");
    await queues.receive({ VisibilityTimeout: 0 });
    await queues.send("b");
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["b"]);
    await cloud.restart();
    expect(await queues.readCounts()).to.deep.equal(["0", "1", "0"]);
    expect(
      (
        await queues.receive({
          QueueUrl: queues.getUrl("dead"),
          MessageSystemAttributeNames: ["DeadLetterQueueSourceArn"],
        })
      )[0],
    ).to.deep.include({ Body: "a", Attributes: { DeadLetterQueueSourceArn: queues.createArn() } });
  });

  it("counts retention only while the cloud runs", async () => {
    await queues.make();
    await queues.send("kept");
    await cloud.advance(345_000);
    await cloud.restart({ startAt: "2030-02-01T00:00:00Z" });
    await cloud.advance(599);
    expect(await queues.readCounts()).to.deep.equal(["1", "0", "0"]);
    await cloud.advance(1);
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "0"]);
  });
});
