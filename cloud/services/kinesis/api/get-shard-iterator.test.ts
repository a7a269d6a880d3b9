import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "../testing/streams";

describe("Kinesis GetShardIterator", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 2));
  const readTextsFrom = async (fields: Parameters<typeof streams.readIterator>[0]): Promise<string[]> => {
    const { Records = [] } = await streams.get(await streams.readIterator(fields));
    return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
  };
  const put = async (text: string): Promise<string> =>
    (await streams.put({ Data: toBytes(text), ExplicitHashKey: "0" })).SequenceNumber ?? "";

  it("starts at or after a record, at a time, at the oldest record, or at the next new one (KDS-017, KDS-018)", async () => {
    await put("one");
    await cloud.advance(10);
    const two = await put("two");
    await cloud.advance(10);
    await put("three");
    const latest = await streams.readIterator({ ShardIteratorType: "LATEST" });
    await put("four");
    expect(await readTextsFrom({ ShardIteratorType: "TRIM_HORIZON" })).to.deep.equal(["one", "two", "three", "four"]);
    expect(await readTextsFrom({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: two })).to.deep.equal(
      ["two", "three", "four"],
    );
    expect(
      await readTextsFrom({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber: two }),
    ).to.deep.equal(["three", "four"]);
    await cloud.advance(1);
    const createTime = (seconds: number): Date => new Date(Date.parse(START) + seconds * 1000);
    expect(await readTextsFrom({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: createTime(11) })).to.deep.equal([
      "two",
      "three",
      "four",
    ]);
    expect(await readTextsFrom({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: createTime(11.001) })).to.deep.equal([
      "three",
      "four",
    ]);
    await cloud.advance(1);
    expect((await streams.get(latest)).Records).to.have.lengthOf(1);
  });

  it("accepts a shard's starting sequence number", async () => {
    await put("one");
    const [first] = await streams.listShards();
    const StartingSequenceNumber = first?.SequenceNumberRange?.StartingSequenceNumber;
    expect(await readTextsFrom({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber })).to.deep.equal([
      "one",
    ]);
  });

  const must =
    "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ";
  const wrong = {
    "a number that is missing (KDS-017)": [
      { ShardIteratorType: "AT_SEQUENCE_NUMBER" },
      `${must}Request specified AT_SEQUENCE_NUMBER and no StartingSequenceNumber.`,
    ],
    "a number too many (KDS-017)": [
      { ShardIteratorType: "LATEST", StartingSequenceNumber: "0" },
      `${must}Request specified LATEST and also a StartingSequenceNumber.`,
    ],
    "a time that is missing (KDS-018)": [
      { ShardIteratorType: "AT_TIMESTAMP" },
      "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.",
    ],
    "a time to come (KDS-018)": [
      { ShardIteratorType: "AT_TIMESTAMP", Timestamp: new Date(Date.parse(START) + 1001) },
      "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: 1893456001001, currentTimestampInMillis: 1893456001000",
    ],
  } as const;
  for (const [title, [fields, message]] of Object.entries(wrong)) {
    it(`rejects ${title}`, async () => {
      expect(await catchFault(streams.readIterator(fields))).to.include({ name: "InvalidArgumentException", message });
    });
  }

  it("rejects the sequence number of another shard (KDS-020)", async () => {
    const { SequenceNumber } = await streams.put({ ExplicitHashKey: String(2n ** 127n) });
    expect(
      await catchFault(
        streams.readIterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: SequenceNumber }),
      ),
    ).to.include({
      name: "InvalidArgumentException",
      message:
        "Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used in a call to a shard with shardId-000000000000",
    });
  });

  const describeUsed = (number: string, end: string): string =>
    `StartingSequenceNumber ${number} used in GetShardIterator on shard shardId-000000000000 in stream trips under account 000000000000 is invalid${end}`;
  const readAt = (StartingSequenceNumber: string) =>
    catchFault(streams.readIterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber }));

  it("rejects an invalid sequence number (KDS-036)", async () => {
    const number = "49590338271490256608559692538361571095921575989136588899"; // of version 3
    expect(await readAt(number)).to.include({ name: "InvalidArgumentException", message: describeUsed(number, ".") });
  });

  it("rejects the sequence number of a stream created at another time (KDS-036)", async () => {
    const number = await put("one");
    await cloud.kinesis.deleteStream({ StreamName: STREAM });
    await cloud.advance(5);
    await streams.make(STREAM, 2);
    expect(await readAt(number)).to.include({
      name: "InvalidArgumentException",
      message: describeUsed(number, " because it did not come from this stream."),
    });
  });

  it("fails like AWS for a sequence number of version 0, such as 0 (KDS-036, KDS-038)", async () => {
    const fault = await readAt("0");
    expect(fault.name).to.equal("InternalFailure");
    expect(fault.$metadata?.httpStatusCode).to.equal(500);
  });

  for (const ShardId of ["shardId-0", "0", "x-000000000000", "shardId-000000000000000"]) {
    it(`reads ${ShardId} as shardId-000000000000 (KDS-033)`, async () => {
      await put("one");
      expect(await readTextsFrom({ ShardId })).to.deep.equal(["one"]);
    });
  }

  it("reports a missing stream as a missing shard, after parsing the shard's id (KDS-034)", async () => {
    expect(await catchFault(streams.readIterator({ StreamName: "none", ShardId: "5" }))).to.include({
      name: "ResourceNotFoundException",
      message: "Shard shardId-000000000005 in stream none under account 000000000000 does not exist",
    });
    expect(await catchFault(streams.readIterator({ StreamName: "none", ShardId: "five" }))).to.include({
      message: "Could not find shard five in stream none under account 000000000000.",
    });
  });

  it("rejects a missing shard, and an invalid shard id (KDS-019)", async () => {
    expect(await catchFault(streams.readIterator({ ShardId: formatShardName(5) }))).to.include({
      name: "ResourceNotFoundException",
      message: "Shard shardId-000000000005 in stream trips under account 000000000000 does not exist",
    });
    expect(await catchFault(streams.readIterator({ ShardId: "shard-one" }))).to.include({
      name: "ResourceNotFoundException",
      message: "Could not find shard shard-one in stream trips under account 000000000000.",
    });
  });

  it("rejects shards of a stream that is still being created (KDS-004)", async () => {
    await cloud.kinesis.createStream({ StreamName: "young", ShardCount: 1 });
    expect(await catchFault(streams.readIterator({ StreamName: "young" }))).to.include({
      name: "ResourceNotFoundException",
      message: "Shard shardId-000000000000 in stream young under account 000000000000 does not exist",
    });
  });
});
