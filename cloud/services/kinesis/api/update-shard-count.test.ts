import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { STREAM, createStreams } from "../testing/streams";
import { divideHashSpace } from "../model/hash-keys";

describe("Kinesis UpdateShardCount", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  const update = (TargetShardCount: number) =>
    cloud.kinesis.updateShardCount({ StreamName: STREAM, TargetShardCount, ScalingType: "UNIFORM_SCALING" });
  const openRanges = async (): Promise<string[]> => {
    const open = (await streams.listShards()).filter(
      ({ SequenceNumberRange: range }) => range?.EndingSequenceNumber === undefined,
    );
    return open.map(({ HashKeyRange: range }) => `${range?.StartingHashKey}-${range?.EndingHashKey}`).sort();
  };

  for (const [from, to] of [
    [1, 2],
    [2, 1],
    [2, 3],
    [3, 2],
    [4, 6],
    [5, 3],
  ] as const) {
    it(`changes ${from} shards to ${to} of equal size`, async () => {
      await streams.make(STREAM, from);
      const { CurrentShardCount, TargetShardCount } = await update(to);
      expect([CurrentShardCount, TargetShardCount]).to.deep.equal([from, to]);
      expect((await streams.describe()).StreamStatus).to.equal("UPDATING");
      await cloud.advance(1);
      expect(await openRanges()).to.deep.equal(
        divideHashSpace(to)
          .map(({ first, last }) => `${first}-${last}`)
          .sort(),
      );
    });
  }

  it("is limited to doubling and halving (KDS-025)", async () => {
    await streams.make(STREAM, 4);
    expect(await catchFault(update(9))).to.include({
      name: "LimitExceededException",
      message:
        "UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 4 Target shard count: 9",
    });
    expect((await catchFault(update(1))).name).to.equal("LimitExceededException");
  });

  it("can be called ten times in 24 hours (KDS-025)", async () => {
    await streams.make(STREAM, 2);
    for (let i = 0; i < 10; i++) {
      await update(2 + ((i + 1) % 2));
      await cloud.advance(1);
    }
    // The first of the ten was 10 s ago.
    await cloud.advance(24 * 3600 - 10.001);
    expect((await catchFault(update(3))).name).to.equal("LimitExceededException");
    await cloud.advance(0.001);
    await update(3);
  });
});
