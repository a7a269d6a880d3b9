import type { PutRecordsRequestEntry } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "../testing/streams";

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
