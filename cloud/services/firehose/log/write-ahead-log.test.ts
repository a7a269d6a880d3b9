import { expect } from "chai";
import { readdirSync } from "node:fs";
import { useEmptyFolder } from "../../../../test/temporary-folder";
import { Storage } from "../../../storage/storage";
import type { ArrivedBatch } from "./arrived";
import { NumberedLogs } from "../../../storage/numbered-logs";
import { WriteAheadLog, type LogState } from "./write-ahead-log";

const batchOf = (texts: readonly string[], read?: ArrivedBatch["read"]): ArrivedBatch => ({
  at: 5,
  records: texts.map((text) => ({
    data: Buffer.from(text),
    arrivedAt: 5,
    origin: { shardId: "s", sequenceNumber: "1", partitionKey: "k" },
  })),
  ...(read === undefined ? {} : { read }),
});

describe("firehose intake", () => {
  const data = useEmptyFolder();
  let storage: Storage;
  let kept: LogState;
  const reopened = (): Storage => {
    storage.close();
    storage = new Storage({ data, survivesPowerLoss: false, onCut: () => undefined });
    return storage;
  };
  const intake = (): WriteAheadLog =>
    new WriteAheadLog(new NumberedLogs(storage, "firehose/one", "intake"), kept, (last) => {
      kept = last;
    });
  const replayed = async (one: WriteAheadLog, done: readonly number[] = []): Promise<string[]> => {
    const texts: string[] = [];
    await one.reopen({
      donePositions: () => done,
      room: () => Promise.resolve(),
      hasRoom: () => true,
      take: ({ first, records }) =>
        records.forEach(
          ({ data: bytes }, index) => one.isOpen(first + index) && texts.push(`${first + index}:${String(bytes)}`),
        ),
    });
    return texts;
  };
  beforeEach(() => {
    kept = {
      sourcePositions: [
        { shard: 0, number: 5 },
        { shard: 1, number: 7 },
      ],
      next: 0,
    };
    storage = new Storage({ data, survivesPowerLoss: false, onCut: () => undefined });
  });
  afterEach(() => storage.close());

  it("gives each record its place, and has all of them again after a restart", async () => {
    const one = intake();
    expect(one.append(batchOf(["a", "b"])).first).to.equal(0);
    expect(one.append(batchOf(["c"])).first).to.equal(2);
    reopened();
    const again = intake();
    expect(await replayed(again)).to.deep.equal(["0:a", "1:b", "2:c"]);
    expect(again.append(batchOf(["d"])).first).to.equal(3);
  });

  it("leaves out what was delivered", async () => {
    intake().append(batchOf(["a", "b", "c"]));
    reopened();
    expect(await replayed(intake(), [0, 2])).to.deep.equal(["1:b"]);
  });

  it("calls a record done when the last of its outputs is delivered", () => {
    const one = intake();
    one.append(batchOf(["a", "b", "c"]));
    expect([one.processed(0, 2), one.processed(1, 0), one.processed(2, 1)]).to.deep.equal([false, true, false]);
    expect(one.doneBy([0, 2])).to.deep.equal([2]);
    expect(one.doneBy([0, 0, 2])).to.deep.equal([0, 2]);
    one.delivered([0, 2]);
    expect([one.isOpen(0), one.isOpen(2)]).to.deep.equal([true, false]);
    expect(one.doneBy([0])).to.deep.equal([0]);
    one.delivered([0]);
    expect(one.isOpen(0)).to.equal(false);
  });

  it("removes full logs that are done, and remembers where it was", async () => {
    const one = intake();
    const megabyte = "x".repeat(1024 * 1024);
    for (let n = 0; n < 20; n++) one.append(batchOf([megabyte], { shard: 1, next: [{ shard: 1, number: 8 + n }] }));
    const files = (): number => readdirSync(storage.subfolder("firehose/one")).length;
    expect(files()).to.equal(2);
    one.delivered(Array.from({ length: 19 }, (_, position) => position));
    one.forgetDone();
    expect(files()).to.equal(1);
    expect(one.lowest).to.equal(16);
    reopened();
    const again = intake();
    expect(await replayed(again, [16, 17, 18])).to.have.lengthOf(1);
    expect([again.next, again.sourcePositions]).to.deep.equal([
      20,
      [
        { shard: 0, number: 5 },
        { shard: 1, number: 27 },
      ],
    ]);
  });

  it("keeps where reading goes on with the records that were read, a closed shard's children included", async () => {
    const one = intake();
    one.append(batchOf(["a", "b"], { shard: 1, next: [{ shard: 1, number: 9 }] }));
    one.append(
      batchOf(["c"], {
        shard: 0,
        next: [
          { shard: 2, number: 0 },
          { shard: 3, number: 0 },
        ],
      }),
    );
    one.append(batchOf([], { shard: 3, next: [] }));
    reopened();
    const again = intake();
    expect(await replayed(again)).to.deep.equal(["0:a", "1:b", "2:c"]);
    expect(again.sourcePositions).to.deep.equal([
      { shard: 1, number: 9 },
      { shard: 2, number: 0 },
    ]);
  });

  it("goes on with the next log when one goes before it was read to its end, since all of it is done", async () => {
    const one = intake();
    for (let n = 0; n < 18; n++) one.append(batchOf(["x".repeat(1024 * 1024)]));
    reopened();
    const again = intake();
    const taken: number[] = [];
    await again.reopen({
      donePositions: () => Array.from({ length: 15 }, (_, index) => 1 + index),
      hasRoom: () => true,
      take: ({ first }) => taken.push(first),
      room: async () => {
        if (taken.length !== 1 || !again.isOpen(0)) return;
        again.delivered([0]);
        again.forgetDone();
      },
    });
    expect(taken).to.deep.equal([0, 16, 17]);
    expect(again.lowest).to.equal(16);
  });

  it("does not go back where a log in the middle is gone", async () => {
    const one = intake();
    const megabyte = "x".repeat(1024 * 1024);
    for (let n = 0; n < 33; n++)
      one.append(batchOf([megabyte], { shard: n > 16 ? 4 : 0, next: [{ shard: n < 16 ? 0 : 4, number: n }] }));
    one.delivered(Array.from({ length: 16 }, (_, index) => 16 + index));
    one.forgetDone();
    reopened();
    const again = intake();
    expect(await replayed(again)).to.have.lengthOf(17);
    expect(again.sourcePositions).to.deep.equal([
      { shard: 1, number: 7 },
      { shard: 4, number: 32 },
    ]);
  });
});
