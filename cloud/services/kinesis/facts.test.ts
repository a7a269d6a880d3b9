import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "./testing/streams";

const HALF = String(2n ** 127n);

describe("Kinesis responses on the wire", () => {
  const cloud = useCloud();
  const requestRaw = async (operation: string, input: object): Promise<[status: number, body: string]> => {
    const reply = await fetch(cloud.running.endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `Kinesis_20131202.${operation}` },
      body: JSON.stringify(input),
    });
    return [reply.status, await reply.text()];
  };

  it("are empty for creating, splitting, merging and deleting (KDS-001)", async () => {
    expect(await requestRaw("CreateStream", { StreamName: STREAM, ShardCount: 1 })).to.deep.equal([200, ""]);
    await cloud.advance(1);
    expect(
      await requestRaw("SplitShard", {
        StreamName: STREAM,
        ShardToSplit: formatShardName(0),
        NewStartingHashKey: HALF,
      }),
    ).to.deep.equal([200, ""]);
    await cloud.advance(1);
    expect(
      await requestRaw("MergeShards", {
        StreamName: STREAM,
        ShardToMerge: formatShardName(1),
        AdjacentShardToMerge: formatShardName(2),
      }),
    ).to.deep.equal([200, ""]);
    await cloud.advance(1);
    expect(await requestRaw("DeleteStream", { StreamName: STREAM })).to.deep.equal([200, ""]);
  });
});

describe("a Kinesis stream that is being created", () => {
  const cloud = useCloud();
  beforeEach(() => cloud.kinesis.createStream({ StreamName: STREAM, ShardCount: 2 }));

  it("is not found by PutRecords (KDS-004)", async () => {
    const put = cloud.kinesis.putRecords({ StreamName: STREAM, Records: [{ Data: toBytes("x"), PartitionKey: "k" }] });
    expect(await catchFault(put)).to.include({
      name: "ResourceNotFoundException",
      message: "Stream trips under account 000000000000 not found.",
    });
  });

  it("cannot be merged (KDS-004)", async () => {
    const merge = cloud.kinesis.mergeShards({
      StreamName: STREAM,
      ShardToMerge: formatShardName(0),
      AdjacentShardToMerge: formatShardName(1),
    });
    expect(await catchFault(merge)).to.include({
      name: "ResourceInUseException",
      message: "Stream trips under account 000000000000 not ACTIVE, instead in state CREATING",
    });
  });
});

describe("Kinesis in a smaller region", () => {
  const cloud = useCloud({ region: "eu-central-1" });

  it("limits an account to 200 shards (KDS-006)", async () => {
    const create = (StreamName: string, ShardCount: number) => cloud.kinesis.createStream({ StreamName, ShardCount });
    expect((await catchFault(create("large", 201))).message).to.contain(
      "for the account 000000000000 in eu-central-1. Current shard count for the account: 0. Limit: 200.",
    );
    await create("large", 200);
    await cloud.advance(1);
    expect(await catchFault(create("one-more", 1))).to.include({ name: "LimitExceededException" });
  });
});

describe("a shard's read limit per second", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  const KEY_BYTES = 3;
  beforeEach(() => streams.make(STREAM, 1));

  it("is 2 MiB, and a read of 4 MiB blocks the shard for two seconds (KDS-022)", async () => {
    for (let i = 0; i < 5; i++) {
      await streams.put({ Data: new Uint8Array(1024 * 1024 - KEY_BYTES) });
      await cloud.advance(1);
    }
    const first = await streams.get(await streams.readIterator(), 4);
    expect(first.Records).to.have.lengthOf(4);
    const next = first.NextShardIterator ?? "";
    await cloud.advance(1.999);
    expect((await catchFault(streams.get(next))).name).to.equal("ProvisionedThroughputExceededException");
    await cloud.advance(0.002);
    expect((await streams.get(next)).Records).to.have.lengthOf(1);
  });

  it("is 1 to 10,000 records per read (KDS-022)", async () => {
    const ShardIterator = await streams.readIterator();
    for (const [Limit, must] of [
      [0, "greater than or equal to 1"],
      [10_001, "less than or equal to 10000"],
    ] as const) {
      const fault = await catchFault(cloud.kinesis.getRecords({ ShardIterator, Limit }));
      expect(fault.message).to.equal(
        `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value ${must}`,
      );
    }
  });
});

describe("the size limit of a Kinesis record", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  const StreamARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
  beforeEach(() => streams.make(STREAM, 1));

  it("can be set from 1,024 to 10,240 KiB (KDS-012)", async () => {
    const set = (MaxRecordSizeInKiB: number) => cloud.kinesis.updateMaxRecordSize({ StreamARN, MaxRecordSizeInKiB });
    for (const size of [1_023, 10_241]) expect((await catchFault(set(size))).name).to.equal("ValidationException");
    await set(10_240);
    await cloud.advance(1);
    await streams.put({ Data: new Uint8Array(10_240 * 1024) });
  });
});

describe("Kinesis read metrics", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);

  it("count rejected records, and bytes per kind of put (KDS-032)", async () => {
    await streams.make(STREAM, 1);
    await streams.put({ Data: toBytes("12345"), PartitionKey: "abc" });
    await cloud.kinesis.putRecords({
      StreamName: STREAM,
      Records: [
        { Data: toBytes("1"), PartitionKey: "a" },
        { Data: toBytes("2"), PartitionKey: "b" },
      ],
    });
    const iterator = await streams.readIterator();
    for (let i = 0; i < 5; i++) await streams.get(iterator);
    await catchFault(streams.get(iterator));
    expect(
      await streams.readSums(
        "ReadProvisionedThroughputExceeded",
        "GetRecords.Success",
        "PutRecord.Bytes",
        "PutRecords.Bytes",
        "PutRecords.Success",
      ),
    ).to.deep.equal({
      ReadProvisionedThroughputExceeded: 1,
      "GetRecords.Success": 5,
      "PutRecord.Bytes": 8,
      "PutRecords.Bytes": 4,
      "PutRecords.Success": 1,
    });
  });
});
