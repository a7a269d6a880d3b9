import { expect } from "chai";
import type { Core } from "../../../../core/core";
import { AwsFault } from "../../../../core/faults";
import { Storage } from "../../../../storage/storage";
import { createSteppedClock, testCore } from "../../../../testing/test-core";
import { catchFault } from "../../api/message-batches";
import { createDefaultAttributes } from "../queue/attributes";
import type { NewMessage } from "../queue/drafts";
import type { Queue } from "../queue/queue";
import { openSource, type QueueSource } from "./source";
import { Sqs } from "./sqs";

const BODY_MD5 = "0cc175b9c0f1b6a831c399e269772661";
const createMessage = (body: string, group?: string): NewMessage => ({
  body: Buffer.from(body),
  envelope: {
    bodyMd5: BODY_MD5,
    sender: "s",
    attributes: { a: { type: "String", text: "1" } },
    ...(group === undefined ? {} : { group }),
  },
});

describe("a queue as a source for other services", () => {
  let core: Core;
  let sqs: Sqs;
  beforeEach(() => {
    const storage = new Storage({ data: undefined, survivesPowerLoss: false, onCut: () => undefined });
    const clock = createSteppedClock(1_000);
    core = testCore(clock, storage);
    sqs = new Sqs(core, { createSource: () => ({ count: () => undefined }) }, { shortReturns: false });
  });
  afterEach(() => core.storage.close());

  const create = (name: string): Queue =>
    sqs.create({ name, attributes: createDefaultAttributes(name.endsWith(".fifo")), tags: {} });
  const createSource = (name = "jobs"): QueueSource => {
    const found = openSource(core, sqs, core.createArn("sqs", name));
    if (found === undefined) throw new Error("the queue is there");
    return found;
  };
  const disconnected = new AbortController().signal;

  it("does not exist without a queue", () => {
    expect(openSource(core, sqs, core.createArn("sqs", "jobs"))).to.equal(undefined);
  });

  it("returns complete messages, waits for them, deletes them and makes them visible again", async () => {
    const queue = create("jobs");
    const waiting = createSource().receive({ max: 10, waitMs: 20_000, disconnected });
    queue.send([createMessage("a"), createMessage("b")]);
    const [a, b] = await waiting;
    expect(a).to.deep.include({
      body: "a",
      md5OfBody: BODY_MD5,
      messageAttributes: { a: { type: "String", text: "1" } },
    });
    expect(a?.attributes).to.deep.equal({
      SenderId: "s",
      SentTimestamp: "1000",
      ApproximateReceiveCount: "1",
      ApproximateFirstReceiveTimestamp: "1000",
    });
    expect(b?.body).to.equal("b");
    expect(await createSource().receive({ max: 1, waitMs: 0, disconnected })).to.deep.equal([]);
    createSource().giveBack([a?.receiptHandle ?? "", "nonsense"]);
    createSource().delete([b?.receiptHandle ?? "", "nonsense"]);
    expect(queue.contents.counts).to.deep.equal({ ready: 1, inFlight: 0, delayed: 0 });
  });

  it("allows 120,000 messages in flight; then a standard queue rejects receives, and a FIFO queue returns none", () => {
    for (const name of ["jobs", "jobs.fifo"]) {
      const queue = create(name);
      for (let n = 0; n < 121; n++)
        queue.send(Array.from({ length: 1_000 }, (_, index) => createMessage("a", `${n}-${index}`)));
      for (let n = 0; n < 60; n++) expect(queue.receive({ max: 2_000 })).to.have.lengthOf(2_000);
      const more = catchFault(() => queue.receive({ max: 10 }));
      if (name === "jobs") expect(more).to.be.instanceOf(AwsFault).with.property("code", "OverLimit");
      else expect(more).to.deep.equal([]);
      queue.remove(queue.contents.listAll().slice(0, 3));
      expect(queue.receive({ max: 10 })).to.have.lengthOf(3);
    }
  });
});
