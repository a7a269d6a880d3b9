import type { Message } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { decodeBody, FIFO, createQueues } from "../../testing/queues";

const NAME = "f.fifo";
const CONTENT = { ...FIFO, ContentBasedDeduplication: "true" };

describe("SQS FIFO queues", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  const QueueUrl = () => queues.getUrl(NAME);
  const send = (body: string, group = "1", MessageDeduplicationId?: string) =>
    queues.send(body, { QueueUrl: QueueUrl(), MessageGroupId: group, MessageDeduplicationId });
  const receive = async (max = 10): Promise<Message[]> =>
    queues.receive({
      QueueUrl: QueueUrl(),
      WaitTimeSeconds: 0,
      MaxNumberOfMessages: max,
      MessageSystemAttributeNames: ["All"],
    });
  const receiveBodies = async (max = 10): Promise<string[]> => (await receive(max)).map(decodeBody);
  const remove = (message: Message | undefined) => queues.delete(message, NAME);

  it("return a group in order, and nothing of it while its first messages are in flight", async () => {
    await queues.make(NAME, CONTENT);
    for (const body of ["a", "b", "c"]) await send(body);
    const [a] = await receive(1);
    expect(decodeBody(a ?? {})).to.equal("a");
    expect(await receiveBodies()).to.deep.equal([]);
    await remove(a);
    expect(await receiveBodies(2)).to.deep.equal(["b", "c"]);
    expect(await receiveBodies()).to.deep.equal([]);
    await cloud.advance(30);
    expect(await receiveBodies()).to.deep.equal(["b", "c"]);
  });

  it("return as many messages of one group as possible, then of the next, without blocking each other", async () => {
    await queues.make(NAME, CONTENT);
    for (const body of ["a1", "b1", "a2", "b2", "c1"]) await send(body, body.slice(0, 1));
    expect(await receiveBodies(3)).to.deep.equal(["a1", "a2", "b1"]);
    expect(await receiveBodies()).to.deep.equal(["c1"]);
    await send("d1", "d");
    await send("a3", "a");
    expect(await receiveBodies()).to.deep.equal(["d1"]);
  });

  // Measured on AWS: three messages of one group are received, one of them is hidden longer, and the others become
  // visible again.
  for (const [hidden, bodies] of [
    [0, []],
    [1, ["foo"]],
    [2, ["foo", "bar"]],
  ] as const) {
    it(`hold back messages after message ${hidden} while that is hidden`, async () => {
      await queues.make(NAME, { ...CONTENT, VisibilityTimeout: "1" });
      for (const body of ["foo", "bar", "baz"]) await send(body);
      const all = await receive();
      await queues.client.changeMessageVisibility({
        QueueUrl: QueueUrl(),
        ReceiptHandle: all[hidden]?.ReceiptHandle,
        VisibilityTimeout: 4,
      });
      await cloud.advance(2.5);
      expect(await receiveBodies()).to.deep.equal(bodies);
    });
  }

  it("aren't sampled in short polls, and wake a long poll when a group is available again", async () => {
    await queues.make(NAME, CONTENT);
    for (let n = 0; n < 30; n++) await send(`m${n}`, String(n));
    const seen = [...(await receiveBodies()), ...(await receiveBodies()), ...(await receiveBodies())];
    expect(seen).to.deep.equal(Array.from({ length: 30 }, (_, n) => `m${n}`));
    await send("first", "x");
    await send("second", "x");
    const [first] = await receive(1);
    const waiting = queues.receive({ QueueUrl: QueueUrl() });
    await queues.waitUntilWaiting(1, NAME);
    await remove(first);
    await cloud.advance(0);
    await send("third", "y");
    expect((await waiting).map(decodeBody)[0]).to.equal("second");
  });

  it("assign increasing sequence numbers, and return group, ids and number to the receiver", async () => {
    await queues.make(NAME, CONTENT);
    const first = await send("a", "g");
    const second = await send("b", "g", "mine");
    expect(BigInt(second.SequenceNumber ?? 0) > BigInt(first.SequenceNumber ?? 0)).to.equal(true);
    const [a, b] = await receive();
    expect(a?.Attributes).to.include({
      MessageGroupId: "g",
      SequenceNumber: first.SequenceNumber,
      MessageDeduplicationId: "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
    });
    expect(b?.Attributes).to.include({ MessageDeduplicationId: "mine", SequenceNumber: second.SequenceNumber });
  });

  it("accept a repeated id once in five minutes, even after deletion, and return the first message's ids", async () => {
    await queues.make(NAME, CONTENT);
    const first = await send("a");
    const [message] = await receive();
    await remove(message);
    await cloud.advance(299);
    const again = await send("a", "another");
    expect(again).to.include({
      MessageId: first.MessageId,
      SequenceNumber: first.SequenceNumber,
      MD5OfMessageBody: first.MD5OfMessageBody,
    });
    expect(await receiveBodies()).to.deep.equal([]);
    await cloud.advance(1);
    expect((await send("a")).MessageId).to.not.equal(first.MessageId);
    expect(await receiveBodies()).to.deep.equal(["a"]);
  });

  it("treat a content's hash and the same explicit id as equal", async () => {
    await queues.make(NAME, CONTENT);
    const first = await send("a");
    const explicit = await send("other", "1", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
    expect(explicit.MessageId).to.equal(first.MessageId);
  });

  it("distinguish ids by group if the scope is the group", async () => {
    await queues.make(NAME, { ...FIFO, DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" });
    await send("Test", "1", "same");
    await send("Test", "2", "same");
    await send("Test", "2", "same");
    expect(await receiveBodies()).to.deep.equal(["Test", "Test"]);
  });

  // Recorded on AWS by LocalStack, 2025-08-19 (test_fifo_change_to_high_throughput_after_creation).
  it("keep the older scope of deduplication for a minute after a change, in both directions", async () => {
    await queues.make(NAME, { ...FIFO, VisibilityTimeout: "600" });
    const set = (Attributes: Record<string, string>) =>
      queues.client.setQueueAttributes({ QueueUrl: QueueUrl(), Attributes });
    const sendTwice = async (id: string) => {
      await send("a", `${id}-1`, id);
      await send("b", `${id}-2`, id);
      return receiveBodies();
    };
    await set({ DeduplicationScope: "messageGroup", FifoThroughputLimit: "perMessageGroupId" });
    const { Attributes } = await queues.client.getQueueAttributes({
      ...{ QueueUrl: QueueUrl(), AttributeNames: ["DeduplicationScope"] },
    });
    expect(Attributes).to.deep.equal({ DeduplicationScope: "messageGroup" });
    expect(await sendTwice("soon")).to.deep.equal(["a"]);
    await set({ VisibilityTimeout: "700" });
    await cloud.advance(60);
    expect(await sendTwice("later")).to.deep.equal(["a", "b"]);
    await set({ DeduplicationScope: "queue", FifoThroughputLimit: "perQueue" });
    expect(await sendTwice("back")).to.deep.equal(["a", "b"]);
    await cloud.advance(60);
    expect(await sendTwice("last")).to.deep.equal(["a"]);
  });

  it("apply a changed delay of the queue to existing messages", async () => {
    await queues.make(NAME, { ...CONTENT, DelaySeconds: "10" });
    await send("a");
    const set = (DelaySeconds: string) =>
      queues.client.setQueueAttributes({ QueueUrl: QueueUrl(), Attributes: { DelaySeconds } });
    await cloud.advance(5);
    await set("7");
    await cloud.advance(1);
    expect(await queues.readCounts(NAME)).to.deep.equal(["0", "0", "1"]);
    await set("20");
    await cloud.advance(13);
    expect(await receiveBodies()).to.deep.equal([]);
    await set("0");
    expect(await receiveBodies()).to.deep.equal(["a"]);
  });

  it("drop expired messages, and continue with the group", async () => {
    await queues.make(NAME, { ...CONTENT, MessageRetentionPeriod: "60" });
    await send("old");
    await receive();
    await cloud.advance(40);
    await send("new");
    await cloud.advance(20);
    expect(await receiveBodies()).to.deep.equal(["new"]);
  });
});
