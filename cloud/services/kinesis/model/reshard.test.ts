import { expect } from "chai";
import { createRandom } from "../../../../foundation/random";
import { HASH_SPACE } from "./shard";
import {
  isRightBefore,
  createFirstShards,
  merge,
  openShards,
  resize,
  split,
  type ReshardMoment,
  type Shards,
} from "./reshard";

const moment: ReshardMoment = { at: 1, upMs: 1, drawNextNumber: () => 1 };

/** Whether the open shards cover the hash space without gap or overlap. */
function isWhole(shards: Shards): boolean {
  let next = 0n;
  for (const { firstHash, lastHash } of openShards(shards)) {
    if (BigInt(firstHash) !== next || BigInt(lastHash) < next) return false;
    next = BigInt(lastHash) + 1n;
  }
  return next === HASH_SPACE;
}

describe("resharding", () => {
  it("covers the hash space exactly after any splits, merges and new counts (KDS-009, KDS-024)", () => {
    const random = createRandom("reshard");
    for (let run = 0; run < 30; run++) {
      let shards = createFirstShards(1 + random.drawBelow(6), 0);
      for (let step = 0; step < 25; step++) {
        shards = drawStep(shards, random.drawBelow(3), random.drawBelow);
        expect(isWhole(shards), `run ${run}, step ${step}`).to.equal(true);
        const indexes = shards.shards.map(({ index }) => index);
        expect(new Set(indexes).size).to.equal(indexes.length);
      }
    }
  });

  it("links a resized stream's shards through their parents to the first ones", () => {
    const before = createFirstShards(3, 0);
    const after = resize(before, 5, moment);
    const byIndex = new Map(after.shards.map((shard) => [shard.index, shard]));
    for (const { parent, index } of after.shards.slice(3)) {
      expect(parent, `shard ${index}`).to.be.below(index);
      expect(byIndex.get(parent ?? -1)?.closed).not.to.equal(undefined);
    }
  });
});

function drawStep(shards: Shards, kind: number, below: (limit: number) => number): Shards {
  const open = openShards(shards);
  const shard = open[below(open.length)];
  if (shard === undefined) throw new Error("a stream always has an open shard");
  if (kind === 0) {
    const width = BigInt(shard.lastHash) - BigInt(shard.firstHash);
    return width < 3n
      ? shards
      : split(shards, { shard: shard.index, hashKey: String(BigInt(shard.firstHash) + width / 2n + 1n) }, moment);
  }
  if (kind === 1) {
    const neighbor = open.find((other) => isRightBefore(shard, other));
    return neighbor === undefined ? shards : merge(shards, { shard: shard.index, neighbour: neighbor.index }, moment);
  }
  return resize(shards, 1 + below(2 * open.length), moment);
}
