import { expect } from "chai";
import { SegmentIndex, SegmentIndexes } from "./segment-index";

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
