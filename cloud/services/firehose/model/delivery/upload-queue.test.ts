import { expect } from "chai";
import { join } from "node:path";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import { Clock } from "../../../../core/clock";
import { createSteppedClock } from "../../../../testing/test-core";
import { AwsFault } from "../../../../core/faults";
import { resolveDestination } from "../destination/settings";
import { Memory } from "./memory";
import { UploadQueue } from "./upload-queue";
import { RecordBuffer } from "./record-buffer";
import type { ClosedBuffer } from "./delivery-config";

const settings = resolveDestination({ RoleARN: "r", BucketARN: "arn:aws:s3:::b" });

describe("Firehose upload queues", () => {
  const folder = createTemporaryFolder();
  const clock = createSteppedClock();
  after(() => clock.halt());
  const createClosedBuffer = (name: string): ClosedBuffer => ({
    route: { kind: "data", name, version: 1, settings },
    buffer: new RecordBuffer(new Memory(1000), join(folder, name)),
    closedAt: clock.now(),
  });
  const createQueue = (delivered: string[], isRefused = (): boolean => false): UploadQueue =>
    new UploadQueue({
      clock,
      drawName: ({ route }) => route.name,
      async put() {
        if (isRefused()) throw new AwsFault("NoSuchBucket", "");
      },
      onDelivered: (_, key, at) => delivered.push(`${key}@${at}`),
      onRefused: () => undefined,
      onLost: (_, at) => delivered.push(`lost@${at}`),
    });

  for (let turns = 0; turns < 12; turns++) {
    it(`deliver a buffer that arrives ${turns} turns after another, however close to its end`, async () => {
      const delivered: string[] = [];
      const queue = createQueue(delivered);
      queue.push(createClosedBuffer("a"));
      for (let turn = 0; turn < turns; turn++) await undefined;
      queue.push(createClosedBuffer("b"));
      await clock.waitUntilIdle();
      expect(delivered).to.deep.equal([`a@${clock.now()}`, `b@${clock.now()}`]);
    });
  }

  it("retry after 5 s, 10 s, 20 s and so on, up to a minute", async () => {
    const tries: number[] = [];
    const queue = createQueue([], () => tries.push(clock.now() - start) > 0);
    const start = clock.now();
    queue.push(createClosedBuffer("a"));
    await clock.advance(200);
    expect(tries).to.deep.equal([0, 5_000, 15_000, 35_000, 75_000, 135_000, 195_000]);
    queue.discard();
  });
  it("give up a buffer after 24 hours, and continue with the next", async () => {
    const delivered: string[] = [];
    let isRefused = true;
    const start = clock.now();
    const queue = createQueue(delivered, () => isRefused);
    queue.push(createClosedBuffer("a"));
    await clock.advance(86_400 + 60);
    isRefused = false;
    queue.push(createClosedBuffer("b"));
    await clock.advance(60);
    expect(delivered[0]).to.match(/^lost@/);
    expect(Number(delivered[0]?.slice(5)) - start).to.be.within(86_400_000, 86_460_000);
    expect(delivered[1]).to.match(/^b@/);
  });
  it("report errors other than S3's refusals, and retry later", async () => {
    const delivered: string[] = [];
    const bugs: unknown[] = [];
    const failingClock = new Clock({ now: 0, upMs: 0, speed: 0, onError: (error) => bugs.push(error) });
    let isBroken = true;
    const queue = new UploadQueue({
      clock: failingClock,
      drawName: ({ route }) => route.name,
      put: async () => undefined,
      onRefused: () => undefined,
      onLost: () => undefined,
      onDelivered(_, key) {
        if (isBroken) throw new Error("the disk is full");
        delivered.push(key);
      },
    });
    queue.push(createClosedBuffer("a"));
    await failingClock.advance(4);
    expect([bugs.length, delivered]).to.deep.equal([1, []]);
    isBroken = false;
    await failingClock.advance(1);
    expect([bugs.length, delivered]).to.deep.equal([1, ["a"]]);
    failingClock.stop();
  });
  it("upload a few at once, and ask callers to wait while many are in flight", async () => {
    const puts: { key: string; end: () => void }[] = [];
    const queue = new UploadQueue({
      clock,
      drawName: ({ route }) => route.name,
      onDelivered: () => undefined,
      onRefused: () => undefined,
      onLost: () => undefined,
      put: (_, key) => new Promise((resolve) => puts.push({ key, end: resolve })),
    });
    for (const name of ["a", "b", "c", "d"]) {
      const closedBuffer = createClosedBuffer(name);
      closedBuffer.buffer.append(Buffer.alloc(5 * 1024 * 1024), { position: 0, arrivedAt: 0 });
      queue.push(closedBuffer);
    }
    expect(puts.map(({ key }) => key)).to.deep.equal(["a", "b", "c"]);
    let hasCapacity = false;
    const room = queue.waitForCapacity().then(() => {
      hasCapacity = true;
    });
    for (let turn = 0; turn < 20; turn++) await undefined;
    expect(hasCapacity).to.equal(false);
    puts[1]?.end();
    await room;
    expect(queue.list().map(({ key }) => key)).to.deep.equal(["a", "c", "d"]);
    expect(puts.map(({ key }) => key)).to.deep.equal(["a", "b", "c", "d"]);
    for (const { end } of puts) end();
    await clock.waitUntilIdle();
    expect(queue.list()).to.deep.equal([]);
  });
  it("accept records while the bucket refuses writes, however many wait", async () => {
    const queue = createQueue([], () => true);
    const closedBuffer = createClosedBuffer("large");
    closedBuffer.buffer.append(Buffer.alloc(20 * 1024 * 1024), { position: 0, arrivedAt: 0 });
    queue.push(closedBuffer);
    await clock.waitUntilIdle();
    await queue.waitForCapacity();
    expect(queue.list()).to.have.lengthOf(1);
    queue.discard();
  });
  it("stop when they are discarded", async () => {
    const delivered: string[] = [];
    const queue = createQueue(delivered, () => true);
    queue.push(createClosedBuffer("a"));
    await clock.advance(1);
    queue.discard();
    await clock.advance(100_000);
    expect(delivered).to.deep.equal([]);
    expect(queue.list()).to.deep.equal([]);
  });
});
