import { expect } from "chai";
import { createTemporaryFolder } from "../../../testing/temporary-folder";
import { Storage } from "../../../storage/storage";
import { SegmentIndexes } from "./chunk";
import type { ShardLog } from "./shard-log";
import { StreamLog } from "./stream-log";

const EVERYTHING = { records: 100_000, bytes: Infinity };
const SEGMENT_BYTES = 100_000;
/** Room for few indexes, so that they are dropped and read again. */
const MAX_INDEX_BYTES = 3_000;

describe("a shard's records in files", () => {
  const data = createTemporaryFolder();
  let storage: Storage;
  let stream: StreamLog;
  let log: ShardLog;
  const open = (): void => {
    storage = new Storage({ data, survivesPowerLoss: false, onCut: () => undefined });
    stream = new StreamLog({
      storage,
      folder: "kinesis/records/s",
      indexes: new SegmentIndexes(MAX_INDEX_BYTES),
      segmentBytes: SEGMENT_BYTES,
    });
    log = stream.getShard(0);
  };
  beforeEach(open);
  afterEach(() => {
    storage.clear();
    storage.close();
  });
  /** 200 batches of five records of 1 KB; batch b arrives at b seconds. */
  const fill = (): void => {
    for (let batch = 0; batch < 200; batch++) {
      const records = Array.from({ length: 5 }, (_, index) => ({
        partitionKey: `k${batch * 5 + index}`,
        data: Buffer.alloc(1_000, batch),
      }));
      // Another shard's records lie in between, now few, now many.
      const others = Array.from({ length: batch % 40 }, () => ({ partitionKey: "other", data: Buffer.alloc(500) }));
      stream.append([{ shard: 0, records }, ...(others.length === 0 ? [] : [{ shard: 1, records: others }])], {
        arrivedAt: batch * 1_000,
        upMs: batch * 1_000,
      });
    }
  };
  const listKeys = (number: number, aged = -1, limits = EVERYTHING): string[] =>
    Array.from(log.read(number, aged, limits), ({ partitionKey }) => partitionKey);
  const listKeysFrom = (first: number): string[] =>
    Array.from({ length: 1_000 - first }, (_, index) => `k${first + index}`);

  it("are read in order across files, from any sequence number", () => {
    fill();
    expect(storage.listLogs("kinesis/records/s").length).to.be.above(5);
    for (const number of [0, 1, 2, 97, 500, 999, 1_000])
      expect(listKeys(number), `from ${number}`).to.deep.equal(listKeysFrom(Math.max(0, number - 1)));
    expect(listKeys(1_001)).to.deep.equal([]);
  });

  it("are read up to the limits, but at least one record", () => {
    fill();
    expect(listKeys(11, -1, { records: 3, bytes: Infinity })).to.deep.equal(["k10", "k11", "k12"]);
    expect(listKeys(11, -1, { records: 100, bytes: 2_100 })).to.deep.equal(["k10", "k11"]);
    expect(listKeys(11, -1, { records: 100, bytes: 1 })).to.deep.equal(["k10"]);
  });

  it("are found by arrival time", () => {
    fill();
    for (const [time, number] of [
      [-1, 1],
      [0, 1],
      [1, 6],
      [1_000, 6],
      [123_456, 621],
      [199_000, 996],
      [199_001, 1_001],
    ] as const) {
      expect(log.findNumberAt(time), `at ${time}`).to.equal(number);
    }
  });

  it("expire first for readers, then on disk", () => {
    fill();
    const files = storage.listLogs("kinesis/records/s").length;
    expect(listKeys(0, 99_000)).to.deep.equal(listKeysFrom(500));
    expect(storage.listLogs("kinesis/records/s")).to.have.lengthOf(files);
    stream.removeAged(99_000);
    expect(storage.listLogs("kinesis/records/s").length).to.be.within(files / 2 - 3, files / 2 + 3);
    expect(listKeys(0, 99_000)).to.deep.equal(listKeysFrom(500));
    stream.removeAged(Infinity);
    expect(log.next).to.equal(1_001);
  });

  it("are complete after a restart, and numbers continue", () => {
    fill();
    stream.removeAged(99_000);
    storage.close();
    open();
    expect(listKeys(0, 99_000)).to.deep.equal(listKeysFrom(500));
    const [placed] = stream.append([{ shard: 0, records: [{ partitionKey: "new", data: new Uint8Array() }] }], {
      arrivedAt: 0,
      upMs: 200_000,
    });
    expect(placed).to.include({ number: 1_001, arrivedAt: 199_000 });
    expect(listKeys(1_001)).to.deep.equal(["new"]);
  });

  it("continue their numbers after a kill between a new file and its first frame, when old files are gone", () => {
    const append = () =>
      stream.append([{ shard: 0, records: [{ partitionKey: "k", data: Buffer.alloc(SEGMENT_BYTES) }] }], {
        arrivedAt: 1,
        upMs: 1,
      });
    append();
    // A kill right after the file's creation leaves it empty.
    const [name = ""] = storage.listLogs("kinesis/records/s");
    const { log: file } = stream.open()[0] ?? {};
    storage.log(`kinesis/records/s/${String(file?.bytes ?? 0).padStart(16, "0")}`, () => undefined);
    storage.close();
    open();
    append();
    append();
    stream.removeAged(1);
    expect(storage.listLogs("kinesis/records/s")).to.not.include(name);
    storage.close();
    open();
    expect(log.next).to.equal(4);
  });
});
