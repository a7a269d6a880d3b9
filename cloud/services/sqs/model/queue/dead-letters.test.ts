import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../../testing/use-cloud";
import { decodeBody, FIFO, createQueues, QUEUE } from "../../testing/queues";

describe("SQS dead-letter queues", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  const set = (Attributes: Record<string, string>, name = QUEUE) =>
    queues.client.setQueueAttributes({ QueueUrl: queues.getUrl(name), Attributes });
  const redrive = (deadLetterTargetArn: string, maxReceiveCount: unknown = 1) => ({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
  });
  const listSources = async (name: string) =>
    (await queues.client.listDeadLetterSourceQueues({ QueueUrl: queues.getUrl(name) })).queueUrls;
  const receiveDead = () =>
    queues.receive({
      QueueUrl: queues.getUrl("dead"),
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
  /** A receive that returns nothing, since all visible messages have been received too often. */
  const receiveUntilDeadLetter = async () => {
    const receiving = queues.receive({ WaitTimeSeconds: 1 });
    await queues.waitUntilWaiting(1);
    await cloud.advance(1);
    expect(await receiving).to.deep.equal([]);
  };

  it("receive a message after too many receives, with its attributes, count and age", async () => {
    await queues.make("dead");
    await queues.make(QUEUE, redrive(queues.createArn("dead"), 2));
    const { MessageId } = await queues.send("message-1", {
      MessageAttributes: { MyAttribute: { DataType: "String", StringValue: "foobar" } },
    });
    await queues.receive();
    await cloud.advance(30);
    const [second] = await queues.receive({ MessageSystemAttributeNames: ["All"] });
    expect(second?.Attributes)
      .to.include({ ApproximateReceiveCount: "2" })
      .and.not.have.property("DeadLetterQueueSourceArn");
    await cloud.advance(30);
    expect(await queues.readCounts("dead")).to.deep.equal(["0", "0", "0"]);
    await receiveUntilDeadLetter();
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "0"]);
    const [letter] = await receiveDead();
    // Recorded on AWS: this attribute, this digest.
    expect(letter).to.include({
      MessageId,
      Body: "message-1",
      MD5OfMessageAttributes: "adb59cd4678ea5a855436b949cd07ab6",
    });
    expect(letter?.Attributes).to.include({
      ApproximateReceiveCount: "3",
      DeadLetterQueueSourceArn: queues.createArn(),
      SentTimestamp: String(Date.parse(START)),
      ApproximateFirstReceiveTimestamp: String(Date.parse(START)),
    });
  });

  it("don't block later messages, and wake receivers that wait for dead letters", async () => {
    await queues.make("dead");
    await queues.make(QUEUE, redrive(queues.createArn("dead")));
    await queues.send("bad");
    await queues.receive();
    await cloud.advance(29);
    await queues.send("good");
    await cloud.advance(1);
    const waiting = receiveDead();
    await queues.waitUntilWaiting(1, "dead");
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["good"]);
    expect((await waiting).map(decodeBody)).to.deep.equal(["bad"]);
  });

  it("keep the age of a standard queue's message", async () => {
    await queues.make("dead", { MessageRetentionPeriod: "120" });
    await queues.make(QUEUE, redrive(queues.createArn("dead")));
    await queues.send("old");
    await queues.receive();
    await cloud.advance(100);
    await queues.send("young", { QueueUrl: queues.getUrl("dead") });
    await receiveUntilDeadLetter();
    expect(await queues.readCounts("dead")).to.deep.equal(["2", "0", "0"]);
    await cloud.advance(19);
    expect((await receiveDead()).map(decodeBody)).to.deep.equal(["young"]);
  });

  it("keep group and order of a FIFO queue's messages, with new sequence numbers, and unblock the group", async () => {
    await queues.make("dead.fifo", FIFO);
    await queues.make("f.fifo", {
      ...FIFO,
      ContentBasedDeduplication: "true",
      VisibilityTimeout: "5",
      ...redrive(queues.createArn("dead.fifo")),
    });
    const [QueueUrl, deadUrl] = [queues.getUrl("f.fifo"), queues.getUrl("dead.fifo")];
    const sent = [];
    for (const body of ["a", "b", "c"]) sent.push(await queues.send(body, { QueueUrl, MessageGroupId: "g" }));
    await queues.receive({ QueueUrl, MaxNumberOfMessages: 2 });
    await cloud.advance(5);
    expect((await queues.receive({ QueueUrl })).map(decodeBody)).to.deep.equal(["c"]);
    const letters = await queues.receive({ QueueUrl: deadUrl, MessageSystemAttributeNames: ["All"] });
    expect(letters.map(decodeBody)).to.deep.equal(["a", "b"]);
    expect(letters.map(({ Attributes }) => Attributes?.MessageGroupId)).to.deep.equal(["g", "g"]);
    expect(BigInt(letters[0]?.Attributes?.SequenceNumber ?? 0) > BigInt(sent[2]?.SequenceNumber ?? 0)).to.equal(true);
  });

  it("leave a message in its queue if they were deleted", async () => {
    await queues.make("dead");
    await queues.make(QUEUE, redrive(queues.createArn("dead")));
    await queues.send("a");
    await queues.client.deleteQueue({ QueueUrl: queues.getUrl("dead") });
    await queues.receive();
    await cloud.advance(30);
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["a"]);
  });

  it("are listed with their sources until the policy is removed", async () => {
    await queues.make("dead");
    for (const name of ["s2", "s1"]) await queues.make(name, redrive(queues.createArn("dead")));
    expect(await listSources("dead")).to.deep.equal([queues.getUrl("s1"), queues.getUrl("s2")]);
    await set({ RedrivePolicy: "" }, "s1");
    expect(await listSources("dead")).to.deep.equal([queues.getUrl("s2")]);
    expect(await listSources("s1")).to.deep.equal([]);
  });

  it("can restrict the queues that use them", async () => {
    const allow = (policy: unknown) => ({ RedriveAllowPolicy: JSON.stringify(policy) });
    await queues.make("closed", allow({ redrivePermission: "denyAll" }));
    await queues.make("some", allow({ redrivePermission: "byQueue", sourceQueueArns: [queues.createArn("friend")] }));
    await queues.make("open", allow({ redrivePermission: "allowAll" }));
    await queues.make("friend", redrive(queues.createArn("some")));
    await queues.make(QUEUE, redrive(queues.createArn("open")));
    for (const name of ["closed", "some"]) {
      expect((await catchFault(set(redrive(queues.createArn(name))))).message).to.contain(
        "Queue does not have permission to use the dead-letter queue.",
      );
    }
    for (const wrong of [
      {},
      { redrivePermission: "x" },
      { redrivePermission: "byQueue" },
      { redrivePermission: "byQueue", sourceQueueArns: [] },
      { redrivePermission: "denyAll", sourceQueueArns: ["x"] },
    ]) {
      expect((await catchFault(set(allow(wrong)))).name, JSON.stringify(wrong)).to.equal("InvalidParameterValue");
    }
  });

  it("must exist, have the same type, and use a count from 1 to 1000", async () => {
    await queues.make("dead");
    await queues.make("dead.fifo", FIFO);
    await queues.make();
    const catchRefusal = async (policy: Record<string, unknown>): Promise<string> => {
      const text = JSON.stringify(policy);
      const fault = await catchFault(set({ RedrivePolicy: text }));
      expect(fault.name).to.equal("InvalidParameterValue");
      expect(fault.message).to.contain(`Value ${text} for parameter RedrivePolicy is invalid. Reason: `);
      return fault.message.slice(fault.message.indexOf("Reason: ") + "Reason: ".length);
    };
    const deadLetterTargetArn = queues.createArn("dead");
    expect(await catchRefusal({ maxReceiveCount: 1 })).to.equal(
      "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.",
    );
    expect(await catchRefusal({ deadLetterTargetArn })).to.equal(
      "Redrive policy does not contain mandatory attribute: maxReceiveCount.",
    );
    for (const maxReceiveCount of [0, 1001, "invalid", 1.5]) {
      expect(await catchRefusal({ deadLetterTargetArn, maxReceiveCount })).to.equal(
        `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`,
      );
    }
    expect(await catchRefusal({ deadLetterTargetArn: queues.createArn("none"), maxReceiveCount: 1 })).to.equal(
      "Dead letter target does not exist.",
    );
    expect(await catchRefusal({ deadLetterTargetArn: "dummy", maxReceiveCount: 1 })).to.equal(
      "Dead letter target does not exist.",
    );
    expect(await catchRefusal({ deadLetterTargetArn: queues.createArn("dead.fifo"), maxReceiveCount: 1 })).to.equal(
      "Dead-letter queue must be same type of queue as the source.",
    );
    await set({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: "42" }) });
  });
});
