import type { SplitShardInput } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "../testing/streams";

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
