import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "../testing/streams";

describe("Kinesis GetRecords", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 1));
  const fill = async (count: number, size: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      await streams.put({ Data: new Uint8Array(size) });
      await cloud.advance(1);
    }
  };

  it("returns records once with their times, and an iterator even without records (KDS-023)", async () => {
    await streams.put({ Data: toBytes("one"), PartitionKey: "a" });
    const first = await streams.get(await streams.readIterator());
    expect(first.Records).to.have.lengthOf(1);
    expect(first.Records?.[0]).to.include({ PartitionKey: "a" });
    expect(first.Records?.[0]?.ApproximateArrivalTimestamp).to.deep.equal(new Date("2030-01-01T00:00:01Z"));
    const second = await streams.get(first.NextShardIterator ?? "");
    expect(second).to.include({ MillisBehindLatest: 0 });
    expect(second.Records).to.deep.equal([]);
    expect(second.NextShardIterator).to.be.a("string");
  });

  it("returns many records unchanged, whatever characters their keys contain", async () => {
    const put = Array.from({ length: 200 }, (_, index) => ({
      Data: Buffer.alloc(900 + index, `${index}€`),
      PartitionKey: `станция "${index}" 😀`,
    }));
    await cloud.kinesis.putRecords({ StreamName: STREAM, Records: put });
    const { Records = [] } = await streams.get(await streams.readIterator());
    const read = Records.map(({ Data = new Uint8Array(), PartitionKey }) => ({
      Data: Buffer.from(Data),
      PartitionKey,
    }));
    expect(read).to.deep.equal(put);
  });

  it("returns the right records to many concurrent readers over HTTP/1.1 and HTTP/2", async () => {
    const [shards, records] = [8, 400];
    await streams.make("many", shards);
    const createData = (shard: number, index: number): Buffer => Buffer.alloc(1_000, `${shard}-${index} `);
    const reads = await Promise.all(
      Array.from({ length: shards }, async (_, shard) => {
        const ExplicitHashKey = String((2n ** 128n / BigInt(shards)) * BigInt(shard));
        const Records = Array.from({ length: records }, (_record, index) => ({
          ...{ Data: createData(shard, index), PartitionKey: `key ${shard}`, ExplicitHashKey },
        }));
        await cloud.kinesis.putRecords({ StreamName: "many", Records });
        return { shard, iterator: await streams.readIterator({ StreamName: "many", ShardId: formatShardName(shard) }) };
      }),
    );
    const readOverHttp1 = async (ShardIterator: string): Promise<readonly Buffer[]> => {
      const reply = await fetch(cloud.running.endpoint, {
        method: "POST",
        headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "Kinesis_20131202.GetRecords" },
        body: JSON.stringify({ ShardIterator }),
      });
      const { Records } = (await reply.json()) as { readonly Records: readonly { readonly Data: string }[] };
      return Records.map(({ Data }) => Buffer.from(Data, "base64"));
    };
    const readOverHttp2 = async (iterator: string): Promise<readonly Buffer[]> =>
      ((await streams.get(iterator)).Records ?? []).map(({ Data }) => Buffer.from(Data ?? []));
    for (let round = 0; round < 3; round += 1) {
      await cloud.advance(2);
      await Promise.all(
        reads.flatMap(({ shard, iterator }) =>
          [readOverHttp1, readOverHttp2].map(async (read) => {
            const received = await read(iterator);
            expect(received.length, `shard ${shard}`).to.equal(records);
            expect(
              received.every((item, index) => item.equals(createData(shard, index))),
              `shard ${shard}`,
            ).to.equal(true);
          }),
        ),
      );
    }
  });

  it("is journaled with its first records", async () => {
    const Records = Array.from({ length: 300 }, (_, index) => ({
      Data: Buffer.alloc(1_000),
      PartitionKey: `k${index}`,
    }));
    await cloud.kinesis.putRecords({ StreamName: STREAM, Records });
    await streams.get(await streams.readIterator());
    const { output } = cloud.running.journal.listAfter(0).at(-1) ?? {};
    const shown = (output as { Records: readonly unknown[] }).Records;
    expect(shown[0]).to.include({ PartitionKey: "k0", Data: Buffer.alloc(1_000).toString("base64") });
    expect(shown.at(-1)).to.equal("… (300 items)");
  });

  it("reports how far behind the reader is (KDS-023)", async () => {
    await streams.put();
    await streams.put();
    await cloud.advance(42);
    const first = await streams.get(await streams.readIterator(), 1);
    expect(first.MillisBehindLatest).to.equal(42_000);
    expect((await streams.get(first.NextShardIterator ?? "")).MillisBehindLatest).to.equal(0);
  });

  it("reads through many index blocks, from the beginning and from the middle", async () => {
    const numbers: string[] = [];
    for (let batch = 0; batch < 6; batch++) {
      const Records = Array.from({ length: 100 }, (_, index) => ({
        Data: Buffer.alloc(5_000, batch * 100 + index),
        PartitionKey: `k${batch * 100 + index}`,
      }));
      const put = await cloud.kinesis.putRecords({ StreamName: STREAM, Records });
      numbers.push(...(put.Records ?? []).map(({ SequenceNumber = "" }) => SequenceNumber));
      await cloud.advance(2);
    }
    const keys: (string | undefined)[] = [];
    let iterator: string | undefined = await streams.readIterator();
    while (keys.length < 600 && iterator !== undefined) {
      const { Records = [], NextShardIterator }: Awaited<ReturnType<typeof streams.get>> = await streams.get(
        iterator,
        170,
      );
      keys.push(...Records.map(({ PartitionKey }) => PartitionKey));
      iterator = NextShardIterator;
      await cloud.advance(2);
    }
    expect(keys).to.deep.equal(Array.from({ length: 600 }, (_, index) => `k${index}`));
    const middle = await streams.get(
      await streams.readIterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: numbers[347] }),
      1,
    );
    expect(middle.Records?.[0]?.PartitionKey).to.equal("k347");
  });

  it("accepts an iterator for five minutes (KDS-021)", async () => {
    const iterator = await streams.readIterator();
    await cloud.advance(300);
    await streams.get(iterator);
    await cloud.advance(0.001);
    expect(await catchFault(streams.get(iterator))).to.include({
      name: "ExpiredIteratorException",
      message:
        "Iterator expired. The iterator was created at time Tue Jan 01 00:00:01 UTC 2030 while right now it is Tue Jan 01 00:05:01 UTC 2030 " +
        "which is further in the future than the tolerated delay of 300000 milliseconds.",
    });
  });

  it("accepts an iterator copied with its quotes, and no other text (KDS-021)", async () => {
    const iterator = await streams.readIterator();
    expect((await streams.get(`"${iterator}"`)).Records).to.deep.equal([]);
    const forged = Buffer.from(iterator, "base64");
    forged[forged.length - 1] = 0x62;
    for (const text of ["garbage", forged.toString("base64")]) {
      expect(await catchFault(streams.get(text))).to.include({
        name: "InvalidArgumentException",
        message: "Invalid ShardIterator.",
      });
    }
  });

  it("allows five reads per shard and second (KDS-022)", async () => {
    const iterator = await streams.readIterator();
    for (let i = 0; i < 5; i++) await streams.get(iterator);
    expect(await catchFault(streams.get(iterator))).to.include({
      name: "ProvisionedThroughputExceededException",
      message: "Rate exceeded for shard shardId-000000000000 in stream trips under account 000000000000.",
    });
    await cloud.advance(0.2);
    await streams.get(iterator);
  });

  it("returns at most 10 MiB, and nothing for the next five seconds (KDS-022)", async () => {
    await fill(11, 1024 * 1024 - 3);
    const first = await streams.get(await streams.readIterator());
    expect(first.Records).to.have.lengthOf(10);
    const next = first.NextShardIterator ?? "";
    await cloud.advance(4.999);
    expect((await catchFault(streams.get(next))).name).to.equal("ProvisionedThroughputExceededException");
    await cloud.advance(0.002);
    expect((await streams.get(next)).Records).to.have.lengthOf(1);
  });

  it("ends a closed shard by returning its children (KDS-023, KDS-024)", async () => {
    await streams.put({ Data: toBytes("before") });
    await cloud.kinesis.splitShard({
      StreamName: STREAM,
      ShardToSplit: formatShardName(0),
      NewStartingHashKey: String(2n ** 127n),
    });
    await cloud.advance(1);
    await streams.put({ Data: toBytes("after"), ExplicitHashKey: "0" });
    const last = await streams.get(await streams.readIterator());
    expect(last.Records).to.have.lengthOf(1);
    expect(last.NextShardIterator).to.equal(undefined);
    expect(last.ChildShards).to.deep.equal([
      {
        ShardId: formatShardName(1),
        ParentShards: [formatShardName(0)],
        HashKeyRange: { StartingHashKey: "0", EndingHashKey: String(2n ** 127n - 1n) },
      },
      {
        ShardId: formatShardName(2),
        ParentShards: [formatShardName(0)],
        HashKeyRange: { StartingHashKey: String(2n ** 127n), EndingHashKey: String(2n ** 128n - 1n) },
      },
    ]);
    expect(await streams.listTexts(1)).to.deep.equal(["after"]);
  });

  it("returns both parents of a merged shard (KDS-024)", async () => {
    await streams.make("pair", 2);
    await cloud.kinesis.mergeShards({
      StreamName: "pair",
      ShardToMerge: formatShardName(0),
      AdjacentShardToMerge: formatShardName(1),
    });
    await cloud.advance(1);
    const { ChildShards } = await streams.get(
      await streams.readIterator({ StreamName: "pair", ShardId: formatShardName(1) }),
    );
    expect(ChildShards?.map(({ ShardId, ParentShards }) => [ShardId, ParentShards])).to.deep.equal([
      [formatShardName(2), [formatShardName(0), formatShardName(1)]],
    ]);
  });

  it("drops records after 24 hours", async () => {
    await streams.put({ Data: toBytes("old") });
    await cloud.advance(3600);
    await streams.put({ Data: toBytes("young") });
    await cloud.advance(23 * 3600 - 1);
    expect(await streams.listTexts(0)).to.deep.equal(["old", "young"]);
    await cloud.advance(1);
    expect(await streams.listTexts(0)).to.deep.equal(["young"]);
  });
});
