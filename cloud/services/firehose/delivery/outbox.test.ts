import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../../core/clock";
import { AwsFault } from "../../../core/faults";
import { destinationSettings } from "../destination/settings";
import type { ClosedBuffer } from "./closed-buffer";
import { Memory } from "./memory";
import { Outbox } from "./outbox";
import { RecordBuffer } from "./record-buffer";

const settings = destinationSettings({ RoleARN: "r", BucketARN: "arn:aws:s3:::b" });

describe("firehose outboxes", () => {
  const folder = mkdtempSync(join(tmpdir(), "outbox-"));
  const clock = new Clock({
    now: 0,
    upMs: 0,
    speed: 0,
    onError: (error) => {
      throw error;
    },
  });
  after(() => {
    clock.halt();
    rmSync(folder, { recursive: true });
  });
  const closed = (name: string): ClosedBuffer => ({
    route: { kind: "data", name, version: 1, settings },
    buffer: new RecordBuffer(new Memory(1000), join(folder, name)),
    closedAt: clock.now(),
  });
  const outbox = (delivered: string[], isRefused = (): boolean => false): Outbox =>
    new Outbox({
      clock,
      nameOf: ({ route }) => route.name,
      async put() {
        if (isRefused()) throw new AwsFault("NoSuchBucket", "");
      },
      onDelivered: (_, key, at) => delivered.push(`${key}@${at}`),
      onRefused: () => undefined,
      onLost: (_, at) => delivered.push(`lost@${at}`),
    });

  for (let turns = 0; turns < 12; turns++) {
    it(`deliver a buffer that comes ${turns} turns after another, however near its end`, async () => {
      const delivered: string[] = [];
      const box = outbox(delivered);
      box.push(closed("a"));
      for (let turn = 0; turn < turns; turn++) await undefined;
      box.push(closed("b"));
      await clock.idle();
      expect(delivered).to.deep.equal([`a@${clock.now()}`, `b@${clock.now()}`]);
    });
  }

  it("try again after 5 s, 10 s, 20 s and so on, at most a minute", async () => {
    const tries: number[] = [];
    const box = outbox([], () => tries.push(clock.now() - start) > 0);
    const start = clock.now();
    box.push(closed("a"));
    await clock.advance(200);
    expect(tries).to.deep.equal([0, 5_000, 15_000, 35_000, 75_000, 135_000, 195_000]);
    box.discard();
  });
  it("give up a buffer after 24 hours, and go on with the next", async () => {
    const delivered: string[] = [];
    let isRefused = true;
    const start = clock.now();
    const box = outbox(delivered, () => isRefused);
    box.push(closed("a"));
    await clock.advance(86_400 + 60);
    isRefused = false;
    box.push(closed("b"));
    await clock.advance(60);
    expect(delivered[0]).to.match(/^lost@/);
    expect(Number(delivered[0]?.slice(5)) - start).to.be.within(86_400_000, 86_460_000);
    expect(delivered[1]).to.match(/^b@/);
  });
  it("report what is no refusal, and try again later all the same", async () => {
    const delivered: string[] = [];
    const bugs: unknown[] = [];
    const own = new Clock({ now: 0, upMs: 0, speed: 0, onError: (error) => bugs.push(error) });
    let isBroken = true;
    const box = new Outbox({
      clock: own,
      nameOf: ({ route }) => route.name,
      put: async () => undefined,
      onRefused: () => undefined,
      onLost: () => undefined,
      onDelivered(_, key) {
        if (isBroken) throw new Error("the disk is full");
        delivered.push(key);
      },
    });
    box.push(closed("a"));
    await own.advance(4);
    expect([bugs.length, delivered]).to.deep.equal([1, []]);
    isBroken = false;
    await own.advance(1);
    expect([bugs.length, delivered]).to.deep.equal([1, ["a"]]);
    own.stop();
  });
  it("put a few at once, and ask to wait while much is on its way", async () => {
    const puts: { key: string; end: () => void }[] = [];
    const box = new Outbox({
      clock,
      nameOf: ({ route }) => route.name,
      onDelivered: () => undefined,
      onRefused: () => undefined,
      onLost: () => undefined,
      put: (_, key) => new Promise((resolve) => puts.push({ key, end: resolve })),
    });
    for (const name of ["a", "b", "c", "d"]) {
      const one = closed(name);
      one.buffer.append(Buffer.alloc(5 * 1024 * 1024), { position: 0, arrivedAt: 0 });
      box.push(one);
    }
    expect(puts.map(({ key }) => key)).to.deep.equal(["a", "b", "c"]);
    let hasRoom = false;
    const room = box.room().then(() => {
      hasRoom = true;
    });
    for (let turn = 0; turn < 20; turn++) await undefined;
    expect(hasRoom).to.equal(false);
    puts[1]?.end();
    await room;
    expect(box.list().map(({ key }) => key)).to.deep.equal(["a", "c", "d"]);
    expect(puts.map(({ key }) => key)).to.deep.equal(["a", "b", "c", "d"]);
    for (const { end } of puts) end();
    await clock.idle();
    expect(box.list()).to.deep.equal([]);
  });
  it("let records in while the bucket refuses, however much waits", async () => {
    const box = outbox([], () => true);
    const one = closed("large");
    one.buffer.append(Buffer.alloc(20 * 1024 * 1024), { position: 0, arrivedAt: 0 });
    box.push(one);
    await clock.idle();
    await box.room();
    expect(box.list()).to.have.lengthOf(1);
    box.discard();
  });
  it("stop when they are discarded", async () => {
    const delivered: string[] = [];
    const box = outbox(delivered, () => true);
    box.push(closed("a"));
    await clock.advance(1);
    box.discard();
    await clock.advance(100_000);
    expect(delivered).to.deep.equal([]);
    expect(box.list()).to.deep.equal([]);
  });
});
