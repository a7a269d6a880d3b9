import { expect } from "chai";
import type { Core } from "../../core/core";
import { AwsFault } from "../../core/faults";
import { Storage } from "../../storage/storage";
import { steppedClock, testCore } from "../../testing/test-core";
import { orFault } from "./batch";
import { defaultAttributes } from "./queue/attributes";
import type { NewMessage } from "./queue/drafts";
import type { Queue } from "./queue/queue";
import { sourceOf, type QueueSource } from "./source";
import { Sqs } from "./sqs";

const BODY_MD5 = "0cc175b9c0f1b6a831c399e269772661";
const message = (body: string, group?: string): NewMessage => ({
  body: Buffer.from(body),
  envelope: {
    bodyMd5: BODY_MD5,
    sender: "s",
    attributes: { a: { type: "String", text: "1" } },
    ...(group === undefined ? {} : { group }),
  },
});

describe("a queue as other services read it", () => {
  let core: Core;
  let sqs: Sqs;
  beforeEach(() => {
    const storage = new Storage({ data: undefined, survivesPowerLoss: false, onCut: () => undefined });
    const clock = steppedClock(1_000);
    core = testCore(clock, storage);
    sqs = new Sqs(core, { source: () => ({ count: () => undefined }) }, { shortReturns: false });
  });
  afterEach(() => core.storage.close());

  const create = (name: string): Queue =>
    sqs.create({ name, attributes: defaultAttributes(name.endsWith(".fifo")), tags: {} });
  const source = (name = "jobs"): QueueSource => {
    const found = sourceOf(core, sqs, core.arn("sqs", name));
    if (found === undefined) throw new Error("the queue is there");
    return found;
  };
  const gone = new AbortController().signal;

  it("is not there without a queue", () => {
    expect(sourceOf(core, sqs, core.arn("sqs", "jobs"))).to.equal(undefined);
  });

  it("gives messages whole, waits for them, deletes and gives back", async () => {
    const queue = create("jobs");
    const waiting = source().receive({ most: 10, waitMs: 20_000, gone });
    queue.send([message("a"), message("b")]);
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
    expect(await source().receive({ most: 1, waitMs: 0, gone })).to.deep.equal([]);
    source().giveBack([a?.receiptHandle ?? "", "nonsense"]);
    source().delete([b?.receiptHandle ?? "", "nonsense"]);
    expect(queue.contents.counts).to.deep.equal({ ready: 1, inFlight: 0, delayed: 0 });
  });

  it("has at most 120,000 messages in flight: a standard queue then refuses, a FIFO queue gives none", () => {
    for (const name of ["jobs", "jobs.fifo"]) {
      const queue = create(name);
      for (let n = 0; n < 121; n++) queue.send(Array.from({ length: 1_000 }, (_, at) => message("a", `${n}-${at}`)));
      for (let n = 0; n < 60; n++) expect(queue.receive({ most: 2_000 })).to.have.lengthOf(2_000);
      const more = orFault(() => queue.receive({ most: 10 }));
      if (name === "jobs") expect(more).to.be.instanceOf(AwsFault).with.property("code", "OverLimit");
      else expect(more).to.deep.equal([]);
      queue.remove(queue.contents.all().slice(0, 3));
      expect(queue.receive({ most: 10 })).to.have.lengthOf(3);
    }
  }).timeout(60_000);
});
