import { expect } from "chai";
import { SegmentIndex, SegmentIndexes } from "./chunk";
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { EMPTY_LOG_BYTES } from "../../../storage/append-log";
import { Storage } from "../../../storage/storage";
import { StreamLog } from "./stream-log";

const EVERYTHING = { records: 100_000, bytes: Infinity };
const FOLDER = "kinesis/records/s";
/** About ten batches a file. */
const SEGMENT_BYTES = 12_000;
const BATCHES = 50;
const NEVER = -1;

describe("a stream's log in files", () => {
  const data = useEmptyFolder();
  let storage: Storage;
  let log: StreamLog;
  let cuts: string[] = [];
  const open = (): void => {
    cuts = [];
    storage = new Storage({ data, survivesPowerLoss: false, onCut: (line) => cuts.push(line) });
    log = new StreamLog({ storage, folder: FOLDER, indexes: new SegmentIndexes(), segmentBytes: SEGMENT_BYTES });
  };
  const openAgain = (): void => {
    storage.close();
    open();
  };
  beforeEach(() => open());
  afterEach(() => storage.close());
  /** Batch b holds record b of shard 0, and each tenth batch also a record of shard 1; it arrives at b seconds. */
  const append = (batch: number): void => {
    const createBatch = (shard: number) => ({
      shard,
      records: [{ partitionKey: String(batch), data: Buffer.alloc(1_000, batch) }],
    });
    log.append([createBatch(0), ...(batch % 10 === 0 ? [createBatch(1)] : [])], {
      arrivedAt: batch * 1_000,
      upMs: batch * 1_000,
    });
  };
  const fill = (): void => {
    for (let batch = 0; batch < BATCHES; batch += 1) append(batch);
  };
  const listFiles = (): string[] =>
    readdirSync(join(data, "services", FOLDER))
      .filter((file) => file.endsWith(".log"))
      .sort()
      .map((file) => join(data, "services", FOLDER, file));
  const listKeys = (shard: number, number = 0, aged = NEVER): number[] =>
    Array.from(log.getShard(shard).read(number, aged, EVERYTHING), ({ partitionKey }) => Number(partitionKey));
  const from = (first: number, end = BATCHES): number[] =>
    Array.from({ length: end - first }, (_, index) => first + index);

  it("reads only its newest file to continue, and others when their records are requested", () => {
    fill();
    const [, second = "", third = ""] = listFiles();
    storage.close();
    for (const file of [second, third]) {
      const bytes = readFileSync(file);
      bytes.write("damage", bytes.byteLength / 2);
      writeFileSync(file, bytes);
    }
    open();
    append(BATCHES);
    expect(log.getShard(0).next).to.equal(BATCHES + 2);
    expect(listKeys(0, 41)).to.deep.equal(from(40, BATCHES + 1));
    expect(cuts, "what was not asked for was not looked at").to.deep.equal([]);
    const read = listKeys(0);
    expect(cuts).to.have.length(2);
    expect(cuts[0]).to.match(/^Damaged data: .*000\d+\.log: \d+ bytes from byte \d+ on cannot be read/);
    const lost = from(0, BATCHES + 1).filter((key) => !read.includes(key));
    expect(lost, "one request in each of the two files").to.have.length(2);
    expect(read).to.deep.equal([...new Set(read)].sort((a, b) => a - b));
    // Record b has the number b + 1.
    for (const key of lost)
      expect([...log.getShard(0).read(key + 1, NEVER, EVERYTHING)][0]?.number, "goes on after a gap").to.equal(key + 2);
  });

  it("is complete up to the last record, wherever a kill truncates the newest file", () => {
    fill();
    storage.close();
    const newest = listFiles().at(-1) ?? "";
    copyFileSync(newest, `${data}/whole`);
    const size = readFileSync(newest).byteLength;
    const held: number[] = [];
    // Every cut inside the first frame, then only some.
    for (let cut = 0; cut < size; cut += cut < 200 ? 1 : 97) {
      copyFileSync(`${data}/whole`, newest);
      truncateSync(newest, cut);
      open();
      const next = log.getShard(0).next;
      held.push(next);
      expect(listKeys(0), `cut at ${cut}`).to.deep.equal(from(0, next - 1));
      append(next - 1);
      openAgain();
      expect(listKeys(0), `cut at ${cut}, and written to`).to.deep.equal(from(0, next));
      expect(listKeys(1).slice(0, 4), `cut at ${cut}`).to.deep.equal([0, 10, 20, 30]);
      storage.close();
    }
    open();
    expect(held).to.deep.equal([...held].sort((a, b) => a - b));
    expect([held[0], held.at(-1)], "from none of its records to all but the last").to.satisfy(
      ([none, all]: number[]) => (none ?? 0) < 48 && all === BATCHES,
    );
  });

  it("with a single file isn't opened just to check for expired records", () => {
    append(0);
    openAgain();
    const [file = ""] = listFiles();
    truncateSync(file, EMPTY_LOG_BYTES + 3);
    log.removeAged(Infinity);
    expect(cuts).to.deep.equal([]);
    expect(log.getShard(0).next).to.equal(1);
    expect(cuts).to.have.length(1);
  });
});

describe("indexes of closed files", () => {
  /** The index of a file with one chunk of each of `shards` shards. */
  const createIndex = (shards: number): SegmentIndex => {
    const index = new SegmentIndex();
    for (let shard = 0; shard < shards; shard += 1)
      index.add({ shard, number: 1, count: 1, arrivedAt: 0, upMs: 0 }, shard);
    return index;
  };

  it("estimate their memory: more than a hundred bytes per shard", () => {
    expect(createIndex(0).bytes).to.equal(0);
    expect(createIndex(2).bytes).to.equal(2 * createIndex(1).bytes);
    expect(createIndex(1).bytes).to.be.above(100);
  });

  it("stay in memory while in use, and are read again after eviction", () => {
    const indexes = new SegmentIndexes(2.5 * createIndex(1).bytes);
    const read: string[] = [];
    const ask = (...names: readonly string[]) => {
      for (const name of names)
        indexes.getIndex(name, () => {
          read.push(name);
          return createIndex(1);
        });
      return read.splice(0);
    };
    expect(ask("a", "b", "a", "b", "a")).to.deep.equal(["a", "b"]);
    expect(ask("c", "a"), "b was used longest ago").to.deep.equal(["c"]);
    expect(ask("b", "a")).to.deep.equal(["b"]);
    indexes.forget("a");
    expect(ask("b", "c", "b")).to.deep.equal(["c"]);
    indexes.keep("large", createIndex(9));
    expect(ask("large"), "one that is larger than all memory stays alone").to.deep.equal([]);
    expect(ask("b")).to.deep.equal(["b"]);
  });
});
