import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "../testing/streams";
import type { PutRecordsRequestEntry } from "@aws-sdk/client-kinesis";

const HIGH = String(2n ** 127n);

describe("Kinesis PutRecords", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 2));
  const put = (Records: PutRecordsRequestEntry[]) => cloud.kinesis.putRecords({ StreamName: STREAM, Records });
  const createEntries = (count: number, hash: string): PutRecordsRequestEntry[] =>
    Array.from({ length: count }, (_, index) => ({
      Data: toBytes(String(index)),
      PartitionKey: "k",
      ExplicitHashKey: hash,
    }));

  it("returns the results in the records' order (KDS-015)", async () => {
    const { FailedRecordCount, Records } = await put([...createEntries(1, HIGH), ...createEntries(2, "0")]);
    expect(FailedRecordCount).to.equal(0);
    expect(Records?.map(({ ShardId }) => ShardId)).to.deep.equal([
      formatShardName(1),
      formatShardName(0),
      formatShardName(0),
    ]);
    expect(await streams.listTexts(0)).to.deep.equal(["0", "1"]);
    expect(await streams.listTexts(1)).to.deep.equal(["0"]);
  });

  it("fails single records above a shard's limit per second, and writes the others (KDS-014, KDS-015)", async () => {
    await put(createEntries(500, "0"));
    await put(createEntries(499, "0"));
    const { FailedRecordCount, Records = [] } = await put([...createEntries(2, "0"), ...createEntries(1, HIGH)]);
    expect(FailedRecordCount).to.equal(1);
    expect(Records[0]?.ErrorCode).to.equal(undefined);
    expect(Records[1]).to.deep.equal({
      ErrorCode: "ProvisionedThroughputExceededException",
      ErrorMessage: "Rate exceeded for shard shardId-000000000000 in stream trips under account 000000000000.",
    });
    expect(Records[2]?.ShardId).to.equal(formatShardName(1));
    expect(await streams.listTexts(0)).to.have.lengthOf(1000);
    expect(await streams.listTexts(1)).to.deep.equal(["0"]);
  });

  it("returns 200 even if every record fails (KDS-015)", async () => {
    await put(createEntries(500, "0"));
    await put(createEntries(500, "0"));
    const reply = await put(createEntries(3, "0"));
    expect(reply.$metadata.httpStatusCode).to.equal(200);
    expect(reply.FailedRecordCount).to.equal(3);
  });

  it("rejects more than 500 records (KDS-013)", async () => {
    expect(await catchFault(put(createEntries(501, "0")))).to.include({
      name: "ValidationException",
      message:
        "1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have length less than or equal to 500",
    });
  });

  it("names the record that is too large (KDS-012)", async () => {
    const large = { Data: new Uint8Array(1024 * 1024 + 1), PartitionKey: "k" };
    expect((await catchFault(put([...createEntries(1, "0"), large]))).message).to.contain(
      "Value at 'records.2.member.data'",
    );
    expect(await streams.listTexts(0)).to.deep.equal([]);
  });

  it("rejects more than 10 MiB in one call (KDS-013)", async () => {
    const large = Array.from({ length: 11 }, () => ({ Data: new Uint8Array(1024 * 1000), PartitionKey: "k" }));
    expect(await catchFault(put(large))).to.include({
      name: "InvalidArgumentException",
      message: "Records size exceeds 10 MB limit",
    });
  });

  it("allows an on-demand stream the throughput of four shards, but one key only that of one shard (KDS-030)", async () => {
    await cloud.kinesis.createStream({ StreamName: "free" });
    await cloud.advance(1);
    const send = async (hash: string): Promise<number | undefined> =>
      (await cloud.kinesis.putRecords({ StreamName: "free", Records: createEntries(500, hash) })).FailedRecordCount;
    const failed: (number | undefined)[] = [];
    for (let quarter = 0n; quarter < 4n; quarter++)
      for (let i = 0; i < 2; i++) failed.push(await send(String(quarter * 2n ** 126n)));
    expect(failed).to.deep.equal(Array.from({ length: 8 }, () => 0));
    expect(await send("0")).to.equal(500);
  });

  it("keeps the data of concurrent large requests separate, even in shared memory", async () => {
    const createText = (request: number, index: number): string => `${request}.${index} `.repeat(150);
    const requests = Array.from({ length: 6 }, (_, request) =>
      Array.from({ length: 150 }, (_item, index) => createText(request, index)),
    );
    const putTexts = (texts: readonly string[], hash: string): Promise<unknown> =>
      put(texts.map((text) => ({ Data: toBytes(text), PartitionKey: text.slice(0, 20), ExplicitHashKey: hash })));
    await Promise.all(requests.map((texts, request) => putTexts(texts, request % 2 === 0 ? "0" : HIGH)));
    const texts = [...(await streams.listTexts(0)), ...(await streams.listTexts(1))];
    expect(texts.toSorted()).to.deep.equal(requests.flat().toSorted());
  });

  it("writes nothing if one hash key is out of range", async () => {
    await catchFault(
      put([...createEntries(1, "0"), { Data: toBytes("x"), PartitionKey: "k", ExplicitHashKey: String(2n ** 128n) }]),
    );
    expect(await streams.listTexts(0)).to.deep.equal([]);
  });
});

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
