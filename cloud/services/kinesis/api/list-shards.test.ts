import type { ListShardsInput } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { formatShardName, STREAM, createStreams } from "../testing/streams";

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
