import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { decodeBody, FIFO, createQueues, QUEUE } from "../testing/queues";

const NOW = Date.parse(START);

describe("SQS ReceiveMessage", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  beforeEach(() => queues.make());
  const sendAll = async (count: number): Promise<string[]> => {
    const bodies = Array.from({ length: count }, (_, n) => `m${n}`);
    for (const body of bodies) await queues.send(body);
    return bodies;
  };

  it("returns one message by default, at most ten, each with its own handle", async () => {
    await sendAll(12);
    expect(await queues.receive({ MaxNumberOfMessages: undefined })).to.have.lengthOf(1);
    const ten = await queues.receive({ MaxNumberOfMessages: 10 });
    expect(ten).to.have.lengthOf(10);
    expect(new Set(ten.map(({ ReceiptHandle }) => ReceiptHandle)).size).to.equal(10);
    expect(Object.keys(ten[0] ?? {}).sort()).to.deep.equal(["Body", "MD5OfBody", "MessageId", "ReceiptHandle"]);
  });

  it("omits Messages if there are none (SVC-004)", async () => {
    expect(Object.keys(await queues.client.receiveMessage({ QueueUrl: queues.getUrl() }))).to.deep.equal(["$metadata"]);
  });

  for (const [MaxNumberOfMessages, WaitTimeSeconds, message] of [
    [11, 0, "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."],
    [0, 0, "Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."],
    [1, 21, "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."],
    [1, -1, "Value -1 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."],
  ] as const) {
    it(`rejects ${MaxNumberOfMessages} messages and a wait of ${WaitTimeSeconds} s`, async () => {
      expect(await catchFault(queues.receive({ MaxNumberOfMessages, WaitTimeSeconds }))).to.include({
        name: "InvalidParameterValue",
        message,
      });
    });
  }

  it("hides received messages for 30 s, for the queue's timeout, or for the request's", async () => {
    await queues.make("quick", { VisibilityTimeout: "3" });
    await queues.send("a");
    await queues.send("b", { QueueUrl: queues.getUrl("quick") });
    await queues.receive();
    await queues.receive({ QueueUrl: queues.getUrl("quick") });
    await cloud.advance(3);
    expect(await queues.readCounts("quick")).to.deep.equal(["1", "0", "0"]);
    await queues.receive({ QueueUrl: queues.getUrl("quick"), VisibilityTimeout: 100 });
    await cloud.advance(27);
    expect(await queues.readCounts()).to.deep.equal(["1", "0", "0"]);
    expect(await queues.readCounts("quick")).to.deep.equal(["0", "1", "0"]);
    expect((await queues.receive({ VisibilityTimeout: 0 })).map(decodeBody)).to.deep.equal(["a"]);
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["a"]);
  });

  it("waits for the given time on the cloud's clock, and ends without Messages (SVC-004)", async () => {
    const receiving = queues.receive({ WaitTimeSeconds: 20 });
    await queues.waitUntilWaiting(1);
    await cloud.advance(19.999);
    await queues.waitUntilWaiting(1);
    await cloud.advance(0.001);
    expect(await receiving).to.deep.equal([]);
  });

  it("waits for the queue's default time, unless the request says 0 (SVC-004)", async () => {
    await queues.make("patient", { ReceiveMessageWaitTimeSeconds: "5" });
    const QueueUrl = queues.getUrl("patient");
    const receiving = queues.receive({ QueueUrl, WaitTimeSeconds: undefined });
    await queues.waitUntilWaiting(1, "patient");
    expect(await queues.receive({ QueueUrl, WaitTimeSeconds: 0 })).to.deep.equal([]);
    await cloud.advance(5);
    expect(await receiving).to.deep.equal([]);
  });

  it("ends a wait as soon as a message is sent (SVC-004)", async () => {
    const receiving = queues.receive();
    await queues.waitUntilWaiting(1);
    await queues.send("now");
    expect((await receiving).map(decodeBody)).to.deep.equal(["now"]);
    expect(cloud.running.clock.now()).to.equal(NOW);
  });

  it("ends a wait when a delay or a visibility timeout ends", async () => {
    await queues.send("delayed", { DelaySeconds: 5 });
    const first = queues.receive();
    await queues.waitUntilWaiting(1);
    await cloud.advance(5);
    expect((await first).map(decodeBody)).to.deep.equal(["delayed"]);
    await cloud.advance(25);
    const second = queues.receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    await queues.waitUntilWaiting(1);
    await cloud.advance(5);
    expect((await second)[0]?.Attributes).to.deep.equal({ ApproximateReceiveCount: "2" });
  });

  it("returns a message to one of several waiting receivers, while the others keep waiting", async () => {
    const receives = [queues.receive(), queues.receive(), queues.receive()];
    await queues.waitUntilWaiting(3);
    await queues.send("one");
    await queues.waitUntilWaiting(2);
    await cloud.advance(20);
    expect((await Promise.all(receives)).flat().map(decodeBody)).to.deep.equal(["one"]);
  });

  it("doesn't give a message to a disconnected client", async () => {
    const leaving = new AbortController();
    const receiving = catchFault(
      queues.client.receiveMessage(
        { QueueUrl: queues.getUrl(), WaitTimeSeconds: 20 },
        {
          abortSignal: leaving.signal,
        },
      ),
    );
    await queues.waitUntilWaiting(1);
    leaving.abort();
    await receiving;
    await queues.waitUntilWaiting(0);
    await queues.send("kept");
    expect(await queues.readCounts()).to.deep.equal(["1", "0", "0"]);
  });

  it("ends a wait when its queue is deleted", async () => {
    const receiving = catchFault(queues.receive());
    await queues.waitUntilWaiting(1);
    await queues.client.deleteQueue({ QueueUrl: queues.getUrl() });
    expect((await receiving).name).to.equal("QueueDoesNotExist");
  });

  it("ends a wait when the cloud is reset", async () => {
    const receiving = queues.receive();
    await queues.waitUntilWaiting(1);
    await fetch(`${cloud.running.endpoint}/_lab/reset`, {
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    expect(await receiving).to.deep.equal([]);
  });

  it("returns the requested system attributes, named in either member", async () => {
    await queues.send("a");
    await cloud.advance(7);
    const [all] = await queues.receive({ VisibilityTimeout: 0, MessageSystemAttributeNames: ["All"] });
    expect(all?.Attributes).to.deep.equal({
      SenderId: "000000000000",
      SentTimestamp: String(NOW),
      ApproximateReceiveCount: "1",
      ApproximateFirstReceiveTimestamp: String(NOW + 7_000),
    });
    await cloud.advance(1);
    const [both] = await queues.receive({
      VisibilityTimeout: 0,
      AttributeNames: ["All"],
      MessageSystemAttributeNames: ["SenderId"],
    });
    expect(both?.Attributes).to.include({
      ApproximateReceiveCount: "2",
      ApproximateFirstReceiveTimestamp: String(NOW + 7_000),
    });
    const [message] = await queues.receive({ MessageSystemAttributeNames: ["SenderId"] });
    expect(message?.Attributes).to.deep.equal({ SenderId: "000000000000" });
  });

  // Recorded on AWS for a message with these attributes: the requested names, the returned attributes, and their
  // digest.
  const filters: [string[], string[], string | undefined][] = [
    [["All"], ["General", "Hello", "Help.Me"], "4c360f3fdafd970e05fae2f149d997f5"],
    [[".*"], ["General", "Hello", "Help.Me"], "4c360f3fdafd970e05fae2f149d997f5"],
    [["Hello", "General"], ["General", "Hello"], "fca026605781cb4126a1e9044df24232"],
    [["Hello", "None"], ["Hello"], "a311262e065454b75da111d535b8dacd"],
    [["Hel.*"], ["Hello", "Help.Me"], "83fee93c1bcd8b9a5a923ffacdc636c7"],
    [["None"], [], undefined],
    [[], [], undefined],
  ];
  for (const [MessageAttributeNames, names, digest] of filters) {
    it(`returns the attributes named by ${JSON.stringify(MessageAttributeNames)}`, async () => {
      const createText = (StringValue: string) => ({ DataType: "String", StringValue });
      await queues.send("msg", {
        MessageAttributes: { "Help.Me": createText("Me"), Hello: createText("There"), General: createText("Kenobi") },
      });
      const [message] = await queues.receive({ MessageAttributeNames });
      expect(Object.keys(message?.MessageAttributes ?? {}).sort()).to.deep.equal(names);
      expect(message?.MD5OfMessageAttributes).to.equal(digest);
    });
  }

  it("returns binary and number attributes unchanged", async () => {
    const MessageAttributes = {
      bytes: { DataType: "Binary.png", BinaryValue: new Uint8Array([0, 255]) },
      price: { DataType: "Number", StringValue: "-1.5e3" },
    };
    await queues.send("x", { MessageAttributes });
    expect((await queues.receive({ MessageAttributeNames: ["All"] }))[0]?.MessageAttributes).to.deep.equal(
      MessageAttributes,
    );
  });

  it("drops a message after the queue's retention period", async () => {
    await queues.make("short", { MessageRetentionPeriod: "60" });
    await queues.send("old", { QueueUrl: queues.getUrl("short") });
    await cloud.advance(1);
    await queues.send("new", { QueueUrl: queues.getUrl("short") });
    await queues.receive({ QueueUrl: queues.getUrl("short"), MaxNumberOfMessages: 1 });
    await cloud.advance(58);
    expect(await queues.readCounts("short")).to.deep.equal(["2", "0", "0"]);
    await cloud.advance(1);
    expect((await queues.receive({ QueueUrl: queues.getUrl("short") })).map(decodeBody)).to.deep.equal(["new"]);
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "0"]);
  });

  it("samples the queue in a short poll, so that each returns fewer messages, and finally all", async () => {
    const bodies = await sendAll(10);
    const polls: string[][] = [];
    while (polls.flat().length < bodies.length)
      polls.push((await queues.receive({ WaitTimeSeconds: 0 })).map(decodeBody));
    expect(polls.length).to.be.above(1);
    expect(polls.flat().sort()).to.deep.equal(bodies.sort());
  });

  it("returns messages of the first machine in a long poll if so configured, and never nothing", async () => {
    await cloud.restart({ shortReturns: true });
    await queues.make();
    const bodies = await sendAll(7);
    const polls: string[][] = [];
    while (polls.flat().length < bodies.length) polls.push((await queues.receive()).map(decodeBody));
    expect(polls.every(({ length }) => length > 0)).to.equal(true);
    expect(polls.map(({ length }) => length)).to.include(1);
    expect(polls.flat().sort()).to.deep.equal(bodies.sort());
  });

  it("sometimes misses a single message in a short poll, at the same times for the same seed", async () => {
    const countMisses = async (): Promise<string> => {
      await queues.send("x");
      let seen = "";
      for (let n = 0; n < 40; n++) seen += (await queues.receive({ WaitTimeSeconds: 0, VisibilityTimeout: 0 })).length;
      return seen;
    };
    const first = await countMisses();
    expect(first).to.match(/0/).and.match(/1.*1/);
    await cloud.restart();
    await queues.make();
    expect(await countMisses()).to.equal(first);
  });

  it("repeats an attempt on a FIFO queue with the same handles and a new visibility timeout", async () => {
    const QueueUrl = await queues.make("f.fifo", { ...FIFO, ContentBasedDeduplication: "true" });
    for (const body of ["a", "b", "c"]) await queues.send(body, { QueueUrl, MessageGroupId: "g" });
    const attempt = () =>
      queues.receive({
        QueueUrl,
        WaitTimeSeconds: 0,
        MaxNumberOfMessages: 2,
        ReceiveRequestAttemptId: "try-1",
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      });
    const first = await attempt();
    expect(first.map(decodeBody)).to.deep.equal(["a", "b"]);
    await cloud.advance(20);
    expect(await attempt()).to.deep.equal(first);
    await cloud.advance(20);
    expect(await queues.readCounts("f.fifo")).to.deep.equal(["1", "2", "0"]);
    await queues.delete(first[0], "f.fifo");
    expect(await attempt()).to.deep.equal([]);
    await queues.delete(first[1], "f.fifo");
    expect((await attempt()).map(decodeBody)).to.deep.equal(["c"]);
    await cloud.advance(30);
    const again = await attempt();
    expect(again[0]?.Attributes).to.deep.equal({ ApproximateReceiveCount: "2" });
    expect((await catchFault(queues.receive({ QueueUrl, ReceiveRequestAttemptId: "a b" }))).message).to.contain(
      "ReceiveRequestAttemptId can only include",
    );
  });

  it("repeats an attempt only within five minutes of its start", async () => {
    const QueueUrl = await queues.make("f.fifo", { ...FIFO, ContentBasedDeduplication: "true" });
    await queues.send("a", { QueueUrl, MessageGroupId: "g" });
    const attempt = async (ReceiveRequestAttemptId: string) =>
      (await queues.receive({ QueueUrl, WaitTimeSeconds: 0, VisibilityTimeout: 900, ReceiveRequestAttemptId })).map(
        decodeBody,
      );
    expect(await attempt("one")).to.deep.equal(["a"]);
    expect(await attempt("other")).to.deep.equal([]);
    await cloud.advance(299);
    expect(await attempt("one")).to.deep.equal(["a"]);
    await cloud.advance(1);
    expect(await attempt("one")).to.deep.equal([]);
  });
});

describe("SQS PurgeQueue", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  const purge = (name = QUEUE) => queues.client.purgeQueue({ QueueUrl: queues.getUrl(name) });

  it("deletes all messages of a queue, including in-flight and delayed ones, but none of another queue", async () => {
    await queues.make();
    await queues.make("other");
    await queues.send("a");
    const [message] = await queues.receive();
    await queues.send("b");
    await queues.send("c", { DelaySeconds: 10 });
    await queues.send("d", { QueueUrl: queues.getUrl("other") });
    await purge();
    expect(await queues.readCounts()).to.deep.equal(["0", "0", "0"]);
    await queues.delete(message);
    await queues.send("e");
    await cloud.advance(60);
    expect((await queues.receive()).map(decodeBody)).to.deep.equal(["e"]);
    expect((await queues.receive({ QueueUrl: queues.getUrl("other") })).map(decodeBody)).to.deep.equal(["d"]);
  });

  it("is allowed once every 60 s (SVC-005)", async () => {
    await queues.make();
    await purge();
    await cloud.advance(59);
    const fault = await catchFault(purge());
    expect(fault).to.deep.include({
      name: "PurgeQueueInProgress",
      Code: "AWS.SimpleQueueService.PurgeQueueInProgress",
      message: "Only one PurgeQueue operation on jobs is allowed every 60 seconds.",
    });
    expect(fault.$metadata?.httpStatusCode).to.equal(403);
    await cloud.advance(1);
    await purge();
  });
});
