import type { ListShardsInput, SplitShardInput } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { formatShardName, STREAM, createStreams, toBytes } from "../testing/streams";
import { divideHashSpace } from "../model/shard";

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

const HALF = String(2n ** 127n);

describe("Kinesis SplitShard", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 1));
  const split = (fields: Partial<SplitShardInput> = {}) =>
    cloud.kinesis.splitShard({
      StreamName: STREAM,
      ShardToSplit: formatShardName(0),
      NewStartingHashKey: HALF,
      ...fields,
    });

  it("closes the parent, and gives its hash keys to two children (KDS-024)", async () => {
    await split();
    expect((await streams.describe()).StreamStatus).to.equal("UPDATING");
    await cloud.advance(1);
    expect((await streams.describe()).StreamStatus).to.equal("ACTIVE");
    const [parent, low, high] = await streams.listShards();
    expect(parent?.SequenceNumberRange?.EndingSequenceNumber).to.match(/^49\d{54}$/);
    expect(low).to.deep.include({
      ShardId: formatShardName(1),
      ParentShardId: formatShardName(0),
      HashKeyRange: { StartingHashKey: "0", EndingHashKey: String(2n ** 127n - 1n) },
    });
    expect(high).to.deep.include({
      ShardId: formatShardName(2),
      ParentShardId: formatShardName(0),
      HashKeyRange: { StartingHashKey: HALF, EndingHashKey: String(2n ** 128n - 1n) },
    });
    expect(low?.SequenceNumberRange?.EndingSequenceNumber).to.equal(undefined);
  });

  it("accepts and returns records throughout, each in the shard at that moment (KDS-024)", async () => {
    await streams.put({ Data: toBytes("before"), ExplicitHashKey: "0" });
    await split();
    await streams.put({ Data: toBytes("during"), ExplicitHashKey: "0" });
    await cloud.advance(1);
    const after = await streams.put({ Data: toBytes("after"), ExplicitHashKey: "0" });
    expect(after.ShardId).to.equal(formatShardName(1));
    expect(await streams.listTexts(0)).to.deep.equal(["before", "during"]);
    const [parent] = await streams.listShards();
    expect(
      BigInt(after.SequenceNumber ?? "") > BigInt(parent?.SequenceNumberRange?.EndingSequenceNumber ?? ""),
    ).to.equal(true);
  });

  for (const hash of ["0", "1", String(2n ** 128n - 1n)]) {
    it(`rejects ${hash} as the start of the second child (KDS-024, KDS-041)`, async () => {
      expect(await catchFault(split({ NewStartingHashKey: hash }))).to.include({
        name: "InvalidArgumentException",
        message:
          `NewStartingHashKey ${hash} used in SplitShard() on shard shardId-000000000000 in stream trips under account 000000000000 is not both ` +
          "greater than one plus the shard's StartingHashKey 0 and less than the shard's EndingHashKey 340282366920938463463374607431768211455.",
      });
    });
  }

  it("validates the id, then the stream, its state and its shard (KDS-033, KDS-034)", async () => {
    const request = { StreamName: "none", ShardToSplit: "shardId-2147483648" };
    expect(await catchFault(split(request))).to.include({
      name: "ResourceNotFoundException",
      message: "Could not find shard shardId-2147483648 in stream none under account 000000000000.",
    });
    expect(await catchFault(split({ ...request, ShardToSplit: "5" }))).to.include({
      name: "ResourceNotFoundException",
      message: "Stream none under account 000000000000 not found.",
    });
    await cloud.kinesis.createStream({ StreamName: "young", ShardCount: 1 });
    expect((await catchFault(split({ StreamName: "young", ShardToSplit: "5" }))).name).to.equal(
      "ResourceInUseException",
    );
    expect(await catchFault(split({ ShardToSplit: "5" }))).to.include({
      name: "ResourceNotFoundException",
      message: "Could not find shard shardId-000000000005 in stream trips under account 000000000000.",
    });
    await split({ ShardToSplit: "x-000000000000" });
  });

  it("rejects a shard that is already split", async () => {
    await split();
    await cloud.advance(1);
    expect((await catchFault(split())).message).to.contain("has already been merged or split");
  });

  it("requires an ACTIVE stream (KDS-004)", async () => {
    await cloud.kinesis.createStream({ StreamName: "young", ShardCount: 1 });
    expect(await catchFault(split({ StreamName: "young" }))).to.include({
      name: "ResourceInUseException",
      message: "Stream young under account 000000000000 not ACTIVE, instead in state CREATING",
    });
  });

  it("rejects on-demand streams (KDS-024)", async () => {
    const { StreamARN } = await streams.describe();
    await cloud.kinesis.updateStreamMode({ StreamARN, StreamModeDetails: { StreamMode: "ON_DEMAND" } });
    await cloud.advance(1);
    expect((await catchFault(split())).name).to.equal("ValidationException");
  });
});

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

describe("Kinesis ListShards", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  const list = async (
    fields: ListShardsInput = { StreamName: STREAM },
  ): Promise<[ids: (string | undefined)[], next: string | undefined]> => {
    const { Shards = [], NextToken } = await cloud.kinesis.listShards(fields);
    return [Shards.map(({ ShardId }) => ShardId), NextToken];
  };

  it("returns page after page (KDS-027)", async () => {
    await streams.make(STREAM, 5);
    const [first, next] = await list({ StreamName: STREAM, MaxResults: 2 });
    expect(first).to.deep.equal([formatShardName(0), formatShardName(1)]);
    const [second, last] = await list({ NextToken: next, MaxResults: 10 });
    expect(second).to.deep.equal([formatShardName(2), formatShardName(3), formatShardName(4)]);
    expect(last).to.equal(undefined);
  });

  it("requires a stream or a token, but not both (KDS-027)", async () => {
    await streams.make(STREAM, 2);
    const [, NextToken] = await list({ StreamName: STREAM, MaxResults: 1 });
    expect(await catchFault(list({ StreamName: STREAM, NextToken }))).to.include({
      name: "InvalidArgumentException",
      message: "NextToken and StreamName cannot be provided together.",
    });
    expect(await catchFault(list({}))).to.include({
      name: "InvalidArgumentException",
      message: "Either NextToken or StreamName should be provided.",
    });
    expect((await catchFault(list({ NextToken: "garbage" }))).name).to.equal("InvalidArgumentException");
    await cloud.advance(301);
    expect((await catchFault(list({ NextToken }))).name).to.equal("ExpiredNextTokenException");
  });

  it("filters by the time when shards were open", async () => {
    await streams.make(STREAM, 2);
    await cloud.advance(60);
    await cloud.kinesis.splitShard({
      StreamName: STREAM,
      ShardToSplit: formatShardName(0),
      NewStartingHashKey: "1000",
    });
    await cloud.advance(60);
    const listFiltered = async (filter: ListShardsInput["ShardFilter"]): Promise<(number | undefined)[]> =>
      (await list({ StreamName: STREAM, ShardFilter: filter }))[0].map((id) =>
        id === undefined ? undefined : Number(id.slice(-12)),
      );
    const toDate = (seconds: number): Date => new Date(Date.parse(START) + seconds * 1000);
    expect(await listFiltered({ Type: "AT_LATEST" })).to.deep.equal([1, 2, 3]);
    expect(await listFiltered({ Type: "AT_TRIM_HORIZON" })).to.deep.equal([0, 1]);
    expect(await listFiltered({ Type: "FROM_TRIM_HORIZON" })).to.deep.equal([0, 1, 2, 3]);
    expect(await listFiltered({ Type: "AT_TIMESTAMP", Timestamp: toDate(30) })).to.deep.equal([0, 1]);
    expect(await listFiltered({ Type: "AT_TIMESTAMP", Timestamp: toDate(90) })).to.deep.equal([1, 2, 3]);
    expect(await listFiltered({ Type: "FROM_TIMESTAMP", Timestamp: toDate(90) })).to.deep.equal([1, 2, 3]);
    // The stream was made in the first second, and the split ended in the sixty-second. The API reference counts both moments in.
    expect(await listFiltered({ Type: "AT_TIMESTAMP", Timestamp: toDate(0.999) })).to.deep.equal([]);
    expect(await listFiltered({ Type: "AT_TIMESTAMP", Timestamp: toDate(1) })).to.deep.equal([0, 1]);
    expect(await listFiltered({ Type: "AT_TIMESTAMP", Timestamp: toDate(62) })).to.deep.equal([0, 1, 2, 3]);
    expect(await listFiltered({ Type: "AT_TIMESTAMP", Timestamp: toDate(62.001) })).to.deep.equal([1, 2, 3]);
    expect(await listFiltered({ Type: "FROM_TIMESTAMP", Timestamp: toDate(62) })).to.deep.equal([0, 1, 2, 3]);
    expect(await listFiltered({ Type: "FROM_TIMESTAMP", Timestamp: toDate(62.001) })).to.deep.equal([1, 2, 3]);
    expect(await listFiltered({ Type: "AFTER_SHARD_ID", ShardId: formatShardName(1) })).to.deep.equal([2, 3]);
    for (const Type of ["AT_TIMESTAMP", "FROM_TIMESTAMP", "AFTER_SHARD_ID"] as const)
      expect((await catchFault(listFiltered({ Type }))).name, Type).to.equal("InvalidArgumentException");
  });

  it("drops a closed shard when its records have expired", async () => {
    await streams.make(STREAM, 1);
    await cloud.kinesis.splitShard({
      StreamName: STREAM,
      ShardToSplit: formatShardName(0),
      NewStartingHashKey: "1000",
    });
    await cloud.advance(24 * 3600);
    expect((await list())[0]).to.deep.equal([formatShardName(0), formatShardName(1), formatShardName(2)]);
    await cloud.advance(1);
    expect((await list())[0]).to.deep.equal([formatShardName(1), formatShardName(2)]);
  });
});
