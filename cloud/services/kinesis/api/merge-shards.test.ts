import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "../testing/streams";

describe("Kinesis MergeShards", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 3));
  const merge = (first: string, second: string) =>
    cloud.kinesis.mergeShards({ StreamName: STREAM, ShardToMerge: first, AdjacentShardToMerge: second });

  it("closes two adjacent shards, and gives their hash keys to one child (KDS-024)", async () => {
    await merge(formatShardName(0), formatShardName(1));
    await cloud.advance(1);
    const shards = await streams.listShards();
    expect(shards.map(({ SequenceNumberRange: range }) => range?.EndingSequenceNumber !== undefined)).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
    expect(shards[3]).to.deep.include({
      ShardId: formatShardName(3),
      ParentShardId: formatShardName(0),
      AdjacentParentShardId: formatShardName(1),
      HashKeyRange: { StartingHashKey: "0", EndingHashKey: "226854911280625642308916404954512140969" },
    });
    expect((await streams.put({ ExplicitHashKey: "0", Data: toBytes("x") })).ShardId).to.equal(formatShardName(3));
  });

  it("rejects two adjacent shards in the wrong order (KDS-041)", async () => {
    expect(await catchFault(merge(formatShardName(1), formatShardName(0)))).to.include({
      name: "InvalidArgumentException",
      message:
        "Shards shardId-000000000001 and shardId-000000000000 in stream trips under account 000000000000 are not an adjacent pair of shards eligible for merging",
    });
  });

  it("validates the ids, then the stream, then the shards (KDS-033, KDS-034)", async () => {
    expect(await catchFault(merge("shardId-x", formatShardName(9)))).to.include({
      name: "ResourceNotFoundException",
      message: "Could not find shard shardId-x in stream trips under account 000000000000.",
    });
    expect(await catchFault(merge("0", "x-9"))).to.include({
      message: "Could not find shard shardId-000000000009 in stream trips under account 000000000000.",
    });
    await merge("x-0", "1");
  });

  it("rejects shards that aren't adjacent", async () => {
    expect(await catchFault(merge(formatShardName(0), formatShardName(2)))).to.include({
      name: "InvalidArgumentException",
      message:
        "Shards shardId-000000000000 and shardId-000000000002 in stream trips under account 000000000000 are not an adjacent pair of shards eligible for merging",
    });
    expect((await catchFault(merge(formatShardName(0), formatShardName(0)))).name).to.equal("InvalidArgumentException");
  });

  it("rejects a shard that is already merged", async () => {
    await merge(formatShardName(0), formatShardName(1));
    await cloud.advance(1);
    expect((await catchFault(merge(formatShardName(1), formatShardName(2)))).message).to.contain(
      "has already been merged or split",
    );
  });
});
