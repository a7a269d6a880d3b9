import type { CreateStreamInput, StreamMode } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { STREAM, createStreams } from "../testing/streams";

describe("Kinesis CreateStream", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  const create = (fields: Partial<CreateStreamInput> = {}) =>
    cloud.kinesis.createStream({ StreamName: STREAM, ShardCount: 1, ...fields });

  it("creates a stream that is CREATING without shards, then ACTIVE (KDS-003)", async () => {
    await create({ ShardCount: 3 });
    expect(await streams.describe()).to.deep.include({
      StreamName: STREAM,
      StreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/trips",
      StreamStatus: "CREATING",
      Shards: [],
      HasMoreShards: false,
      RetentionPeriodHours: 24,
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      EncryptionType: "NONE",
      StreamModeDetails: { StreamMode: "PROVISIONED" },
      StreamCreationTimestamp: new Date("2030-01-01T00:00:00Z"),
    });
    await cloud.advance(1);
    expect((await streams.describe()).StreamStatus).to.equal("ACTIVE");
  });

  it("divides the hash keys evenly among the shards (KDS-009)", async () => {
    await streams.make(STREAM, 3);
    await streams.make("one", 1);
    const readRanges = async (name: string) =>
      (await streams.listShards(name)).map(({ HashKeyRange: range }) => [range?.StartingHashKey, range?.EndingHashKey]);
    expect(await readRanges(STREAM)).to.deep.equal([
      ["0", "113427455640312821154458202477256070484"],
      ["113427455640312821154458202477256070485", "226854911280625642308916404954512140969"],
      ["226854911280625642308916404954512140970", "340282366920938463463374607431768211455"],
    ]);
    expect(await readRanges("one")).to.deep.equal([["0", "340282366920938463463374607431768211455"]]);
  });

  it("creates an on-demand stream with four shards if neither count nor mode is given (KDS-007)", async () => {
    await create({ ShardCount: undefined });
    await cloud.advance(1);
    const stream = await streams.describe();
    expect(stream.StreamModeDetails).to.deep.equal({ StreamMode: "ON_DEMAND" });
    expect(stream.Shards).to.have.lengthOf(4);
  });

  it("requires a shard count for PROVISIONED, and rejects it for ON_DEMAND (KDS-008)", async () => {
    expect(
      await catchFault(create({ ShardCount: undefined, StreamModeDetails: { StreamMode: "PROVISIONED" } })),
    ).to.include({
      name: "ValidationException",
      message: "ShardCount is expected when StreamMode=PROVISIONED",
    });
    expect(await catchFault(create({ StreamModeDetails: { StreamMode: "ON_DEMAND" } }))).to.include({
      name: "ValidationException",
      message: "ShardCount is not expected when StreamMode=ON_DEMAND",
    });
  });

  it("rejects an existing name (KDS-005)", async () => {
    await create();
    expect(await catchFault(create())).to.include({
      name: "ResourceInUseException",
      message: "Stream trips under account 000000000000 already exists.",
    });
  });

  it("rejects more shards than the account's quota (KDS-006)", async () => {
    await streams.make("others", 3);
    expect((await catchFault(create({ ShardCount: 1000 }))).message).to.match(
      /^This request would exceed the shard limit for the account 000000000000 in us-east-1\. Current shard count for the account: 3\. Limit: 500\. Number of additional shards that would have resulted from this request: 1000\. /,
    );
  });

  it("creates at most five streams at once (KDS-006)", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) await create({ StreamName: name });
    expect((await catchFault(create())).name).to.equal("LimitExceededException");
    await cloud.advance(1);
    await create();
  });

  it("rejects the fifty-first on-demand stream, both new and converted, whatever the number of other streams", async () => {
    await streams.make(STREAM, 1);
    const { StreamARN } = await streams.describe();
    const change = (StreamMode: StreamMode) =>
      cloud.kinesis.updateStreamMode({ StreamARN, StreamModeDetails: { StreamMode } });
    const make = async (name: string): Promise<void> => {
      await create({ StreamName: name, ShardCount: undefined });
      await cloud.advance(1);
    };
    for (let n = 0; n < 50; n++) await make(`on-demand-${n}`);
    for (const refused of [make("one-more"), change("ON_DEMAND")])
      expect(await catchFault(refused)).to.include({
        name: "LimitExceededException",
        message: "An account can have at most 50 on-demand streams in a region.",
      });
    await streams.make("provisioned", 1);
  });

  it("rejects a wrong name or count in AWS's words (KDS-002)", async () => {
    expect((await catchFault(create({ StreamName: "a b", ShardCount: 0 }))).message).to.equal(
      "2 validation errors detected: Value 'a b' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; " +
        "Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  });
});
