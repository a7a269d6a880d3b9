import { expect } from "chai";
import { readdirSync } from "node:fs";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { Storage } from "../../../storage/storage";
import type { ArrivedBatch } from "./arrived";
import { NumberedLogs } from "../../../storage/numbered-logs";
import { WriteAheadLog, type LogState } from "./write-ahead-log";

const createBatch = (texts: readonly string[], read?: ArrivedBatch["read"]): ArrivedBatch => ({
  at: 5,
  records: texts.map((text) => ({
    data: Buffer.from(text),
    arrivedAt: 5,
    origin: { shardId: "s", sequenceNumber: "1", partitionKey: "k" },
  })),
  ...(read === undefined ? {} : { read }),
});

describe("Firehose's write-ahead log", () => {
  const data = useEmptyFolder();
  let storage: Storage;
  let logState: LogState;
  const reopenStorage = (): Storage => {
    storage.close();
    storage = new Storage({ data, survivesPowerLoss: false, onCut: () => undefined });
    return storage;
  };
  const openLog = (): WriteAheadLog =>
    new WriteAheadLog(new NumberedLogs(storage, "firehose/one", "intake"), logState, (last) => {
      logState = last;
    });
  const replayLog = async (log: WriteAheadLog, done: readonly number[] = []): Promise<string[]> => {
    const texts: string[] = [];
    await log.reopen({
      listDonePositions: () => done,
      waitForCapacity: () => Promise.resolve(),
      hasCapacity: () => true,
      take: ({ first, records }) =>
        records.forEach(
          ({ data: bytes }, index) => log.isOpen(first + index) && texts.push(`${first + index}:${String(bytes)}`),
        ),
    });
    return texts;
  };
  beforeEach(() => {
    logState = {
      sourcePositions: [
        { shard: 0, number: 5 },
        { shard: 1, number: 7 },
      ],
      next: 0,
    };
    storage = new Storage({ data, survivesPowerLoss: false, onCut: () => undefined });
  });
  afterEach(() => storage.close());

  it("gives each record a position, and returns all records after a restart", async () => {
    const log = openLog();
    expect(log.append(createBatch(["a", "b"])).first).to.equal(0);
    expect(log.append(createBatch(["c"])).first).to.equal(2);
    reopenStorage();
    const again = openLog();
    expect(await replayLog(again)).to.deep.equal(["0:a", "1:b", "2:c"]);
    expect(again.append(createBatch(["d"])).first).to.equal(3);
  });

  it("omits delivered records", async () => {
    openLog().append(createBatch(["a", "b", "c"]));
    reopenStorage();
    expect(await replayLog(openLog(), [0, 2])).to.deep.equal(["1:b"]);
  });

  it("marks a record as done when its last output is delivered", () => {
    const log = openLog();
    log.append(createBatch(["a", "b", "c"]));
    expect([log.noteProcessed(0, 2), log.noteProcessed(1, 0), log.noteProcessed(2, 1)]).to.deep.equal([
      false,
      true,
      false,
    ]);
    expect(log.listDoneBy([0, 2])).to.deep.equal([2]);
    expect(log.listDoneBy([0, 0, 2])).to.deep.equal([0, 2]);
    log.noteDelivered([0, 2]);
    expect([log.isOpen(0), log.isOpen(2)]).to.deep.equal([true, false]);
    expect(log.listDoneBy([0])).to.deep.equal([0]);
    log.noteDelivered([0]);
    expect(log.isOpen(0)).to.equal(false);
  });

  it("removes full log files that are done, and remembers its position", async () => {
    const log = openLog();
    const megabyte = "x".repeat(1024 * 1024);
    for (let n = 0; n < 20; n++) log.append(createBatch([megabyte], { shard: 1, next: [{ shard: 1, number: 8 + n }] }));
    const countFiles = (): number => readdirSync(storage.createSubfolder("firehose/one")).length;
    expect(countFiles()).to.equal(2);
    log.noteDelivered(Array.from({ length: 19 }, (_, position) => position));
    log.forgetDone();
    expect(countFiles()).to.equal(1);
    expect(log.lowest).to.equal(16);
    reopenStorage();
    const again = openLog();
    expect(await replayLog(again, [16, 17, 18])).to.have.lengthOf(1);
    expect([again.next, again.sourcePositions]).to.deep.equal([
      20,
      [
        { shard: 0, number: 5 },
        { shard: 1, number: 27 },
      ],
    ]);
  });

  it("stores the shard position with the records that were read, including a closed shard's children", async () => {
    const log = openLog();
    log.append(createBatch(["a", "b"], { shard: 1, next: [{ shard: 1, number: 9 }] }));
    log.append(
      createBatch(["c"], {
        shard: 0,
        next: [
          { shard: 2, number: 0 },
          { shard: 3, number: 0 },
        ],
      }),
    );
    log.append(createBatch([], { shard: 3, next: [] }));
    reopenStorage();
    const again = openLog();
    expect(await replayLog(again)).to.deep.equal(["0:a", "1:b", "2:c"]);
    expect(again.sourcePositions).to.deep.equal([
      { shard: 1, number: 9 },
      { shard: 2, number: 0 },
    ]);
  });

  it("continues with the next log file if one is removed before it was fully read", async () => {
    const log = openLog();
    for (let n = 0; n < 18; n++) log.append(createBatch(["x".repeat(1024 * 1024)]));
    reopenStorage();
    const again = openLog();
    const taken: number[] = [];
    await again.reopen({
      listDonePositions: () => Array.from({ length: 15 }, (_, index) => 1 + index),
      hasCapacity: () => true,
      take: ({ first }) => taken.push(first),
      waitForCapacity: async () => {
        if (taken.length !== 1 || !again.isOpen(0)) return;
        again.noteDelivered([0]);
        again.forgetDone();
      },
    });
    expect(taken).to.deep.equal([0, 16, 17]);
    expect(again.lowest).to.equal(16);
  });

  it("doesn't go back if a log file in the middle is missing", async () => {
    const log = openLog();
    const megabyte = "x".repeat(1024 * 1024);
    for (let n = 0; n < 33; n++)
      log.append(createBatch([megabyte], { shard: n > 16 ? 4 : 0, next: [{ shard: n < 16 ? 0 : 4, number: n }] }));
    log.noteDelivered(Array.from({ length: 16 }, (_, index) => 16 + index));
    log.forgetDone();
    reopenStorage();
    const again = openLog();
    expect(await replayLog(again)).to.have.lengthOf(17);
    expect(again.sourcePositions).to.deep.equal([
      { shard: 1, number: 7 },
      { shard: 4, number: 32 },
    ]);
  });
});
