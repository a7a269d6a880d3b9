import type { CreateStreamInput, StreamMode, ListStreamsInput } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { STREAM, createStreams, toBytes } from "../testing/streams";

describe("Kinesis DeleteStream", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  const remove = (StreamName = STREAM) => cloud.kinesis.deleteStream({ StreamName });

  it("deletes within a second, and a new stream of the same name starts empty (KDS-028)", async () => {
    await streams.make(STREAM, 1);
    await streams.put({ Data: toBytes("old") });
    const iterator = await streams.readIterator();
    await remove();
    expect((await streams.describe()).StreamStatus).to.equal("DELETING");
    expect((await catchFault(streams.put())).name).to.equal("ResourceNotFoundException");
    await cloud.advance(1);
    expect((await catchFault(streams.describe())).name).to.equal("ResourceNotFoundException");
    await streams.make(STREAM, 1);
    expect(await streams.listTexts(0)).to.deep.equal([]);
    expect((await catchFault(streams.get(iterator))).message).to.equal("Invalid ShardIterator.");
  });

  it("deletes a stream that is still being created (KDS-028)", async () => {
    await cloud.kinesis.createStream({ StreamName: STREAM, ShardCount: 1 });
    await cloud.advance(0.5);
    await remove();
    await cloud.advance(0.5);
    expect((await streams.describe()).StreamStatus).to.equal("DELETING");
    await cloud.advance(0.5);
    expect((await catchFault(streams.describe())).name).to.equal("ResourceNotFoundException");
  });

  it("rejects a stream that doesn't exist (KDS-005)", async () => {
    expect(await catchFault(remove("none"))).to.include({
      name: "ResourceNotFoundException",
      message: "Stream none under account 000000000000 not found.",
    });
  });
});

describe("Kinesis ListStreams", () => {
  const cloud = useCloud();
  const list = (fields: ListStreamsInput = {}) => cloud.kinesis.listStreams(fields);
  const make = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      await cloud.kinesis.createStream({ StreamName: `s${String(i).padStart(3, "0")}`, ShardCount: 1 });
      await cloud.advance(1);
    }
  };

  it("returns nothing for an empty account", async () => {
    expect(await list()).to.deep.include({ StreamNames: [], StreamSummaries: [], HasMoreStreams: false });
  });

  it("returns at most 100 names with summaries, and continues by token or name (KDS-026)", async () => {
    await make(101);
    const first = await list({ Limit: 1000 });
    expect(first.StreamNames).to.have.lengthOf(100);
    expect(first.HasMoreStreams).to.equal(true);
    expect(first.StreamSummaries?.[0]).to.deep.equal({
      StreamName: "s000",
      StreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/s000",
      StreamStatus: "ACTIVE",
      StreamModeDetails: { StreamMode: "PROVISIONED" },
      StreamCreationTimestamp: new Date("2030-01-01T00:00:00Z"),
    });
    for (const rest of [{ NextToken: first.NextToken }, { ExclusiveStartStreamName: "s099" }]) {
      expect(await list(rest)).to.deep.include({ StreamNames: ["s100"], HasMoreStreams: false });
    }
    expect((await list({ Limit: 2 })).StreamNames).to.deep.equal(["s000", "s001"]);
  });

  it("reflects streams created and deleted between pages", async () => {
    const listNames = async () => (await list()).StreamNames;
    await make(1);
    expect(await listNames()).to.deep.equal(["s000"]);
    await cloud.kinesis.createStream({ StreamName: "another", ShardCount: 1 });
    expect(await listNames()).to.deep.equal(["another", "s000"]);
    await cloud.advance(1);
    await cloud.kinesis.deleteStream({ StreamName: "s000" });
    expect(await listNames()).to.deep.equal(["another", "s000"]);
    await cloud.advance(1);
    expect(await listNames()).to.deep.equal(["another"]);
  });

  it("rejects an unknown token", async () => {
    expect((await catchFault(list({ NextToken: "garbage" }))).name).to.equal("InvalidArgumentException");
  });
});

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
