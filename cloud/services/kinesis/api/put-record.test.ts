import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "../testing/streams";

describe("Kinesis PutRecord", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 2));

  for (const [hash, shard] of [
    ["0", 0],
    [String(2n ** 127n - 1n), 0],
    [String(2n ** 127n), 1],
    [String(2n ** 128n - 1n), 1],
  ] as const) {
    it(`sends hash key ${hash} to shard ${shard} (KDS-010)`, async () => {
      expect((await streams.put({ ExplicitHashKey: hash })).ShardId).to.equal(formatShardName(shard));
    });
  }

  it("sends a record to the shard that owns the partition key's MD5 (KDS-010)", async () => {
    // md5("a") begins with 0c, md5("b") with 92.
    expect((await streams.put({ PartitionKey: "a" })).ShardId).to.equal(formatShardName(0));
    expect((await streams.put({ PartitionKey: "b" })).ShardId).to.equal(formatShardName(1));
  });

  it("rejects a hash key outside the 128-bit space (KDS-010)", async () => {
    const hash = String(2n ** 128n);
    expect(await catchFault(streams.put({ ExplicitHashKey: hash }))).to.include({
      name: "InvalidArgumentException",
      message: `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${hash}`,
    });
  });

  it("assigns sequence numbers of 56 digits that begin with 49 and increase within a shard (KDS-016)", async () => {
    const numbers: string[] = [];
    for (let i = 0; i < 20; i++) {
      numbers.push((await streams.put({ PartitionKey: "a" })).SequenceNumber ?? "");
      await cloud.advance(0.01);
    }
    for (const number of numbers) expect(number).to.match(/^49\d{54}$/);
    expect(numbers).to.deep.equal([...numbers].sort());
    expect(new Set(numbers)).to.have.lengthOf(20);
  });

  it("accepts a valid SequenceNumberForOrdering that isn't in the future, including 0 (KDS-037, KDS-038)", async () => {
    const { SequenceNumber = "" } = await streams.put({ PartitionKey: "a" });
    for (const SequenceNumberForOrdering of ["0", SequenceNumber])
      await streams.put({ PartitionKey: "a", SequenceNumberForOrdering });
    const future = String(BigInt(SequenceNumber) + (2n << 36n));
    for (const SequenceNumberForOrdering of [future, `49${"7".repeat(53)}8`]) {
      expect(await catchFault(streams.put({ SequenceNumberForOrdering }))).to.include({
        name: "InvalidArgumentException",
        message: `ExclusiveMinimumSequenceNumber ${SequenceNumberForOrdering} used in PutRecord on stream trips under account 000000000000 is invalid.`,
      });
    }
  });

  it("accepts an empty record, and a key of 256 characters with more than 256 bytes (KDS-011)", async () => {
    const key = "😀".repeat(256);
    await streams.put({ Data: new Uint8Array(), PartitionKey: key, ExplicitHashKey: "0" });
    const { Records = [] } = await streams.get(await streams.readIterator());
    expect(Records.map(({ Data, PartitionKey }) => [Data?.byteLength, PartitionKey])).to.deep.equal([[0, key]]);
  });

  it("lists all validation errors in one fault, in AWS's words (KDS-002)", async () => {
    expect(await catchFault(streams.put({ StreamName: "", PartitionKey: "" }))).to.include({
      name: "ValidationException",
      message:
        "3 validation errors detected: Value '' at 'partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value '' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    });
  });

  it("counts a partition key in characters, not UTF-16 units (KDS-011)", async () => {
    expect((await catchFault(streams.put({ PartitionKey: "😀".repeat(257) }))).message).to.contain(
      "Member must have length less than or equal to 256",
    );
  });

  it("rejects more than 1 MiB of data (KDS-012)", async () => {
    await streams.put({ Data: new Uint8Array(1024 * 1024) });
    expect(await catchFault(streams.put({ Data: new Uint8Array(1024 * 1024 + 1) }))).to.include({
      name: "ValidationException",
      message:
        "1 validation error detected: Value at 'data' failed to satisfy constraint: Member must have length less than or equal to 1048576",
    });
  });

  it("rejects a shard's 1,001st record in a second, and accepts it in the next (KDS-014)", async () => {
    const Records = Array.from({ length: 500 }, () => ({
      Data: toBytes("x"),
      PartitionKey: "k",
      ExplicitHashKey: "0",
    }));
    for (let i = 0; i < 2; i++) await cloud.kinesis.putRecords({ StreamName: STREAM, Records });
    expect(await catchFault(streams.put({ ExplicitHashKey: "0" }))).to.include({
      name: "ProvisionedThroughputExceededException",
      message: `Rate exceeded for shard shardId-000000000000 in stream trips under account 000000000000.`,
    });
    await streams.put({ ExplicitHashKey: String(2n ** 127n) });
    await cloud.advance(0.001);
    await streams.put({ ExplicitHashKey: "0" });
    expect((await catchFault(streams.put({ ExplicitHashKey: "0" }))).name).to.equal(
      "ProvisionedThroughputExceededException",
    );
  });

  it("counts keys and data toward 1 MiB per second (KDS-014)", async () => {
    const half = new Uint8Array(512 * 1024 - 3);
    await streams.put({ ExplicitHashKey: "0", Data: half });
    await streams.put({ ExplicitHashKey: "0", Data: half });
    expect(
      (await catchFault(streams.put({ ExplicitHashKey: "0", PartitionKey: "k", Data: new Uint8Array() }))).name,
    ).to.equal("ProvisionedThroughputExceededException");
  });

  it("rejects a stream that is still being created (KDS-004)", async () => {
    await cloud.kinesis.createStream({ StreamName: "young", ShardCount: 1 });
    expect(await catchFault(streams.put({ StreamName: "young" }))).to.include({
      name: "ResourceNotFoundException",
      message: "Stream young under account 000000000000 not found.",
    });
  });

  it("is journaled with its caller and input", async () => {
    await streams.put({ Data: toBytes("hello") });
    expect(cloud.running.journal.listAfter(1)[0]).to.deep.include({
      service: "kinesis",
      operation: "PutRecord",
      outcome: "ok",
      input: { StreamName: STREAM, PartitionKey: "key", Data: "aGVsbG8=" },
    });
  });
});
