import { expect } from "chai";
import { decodeBatch, encodeBatch } from "./log-frame";

describe("Firehose log frames", () => {
  it("encode direct puts with arbitrary bytes and empty records", () => {
    const records = [Buffer.from("abc"), Buffer.alloc(0), Buffer.from([0, 255, 10])].map((data) => ({
      data,
      arrivedAt: 1000,
    }));
    const read = decodeBatch(encodeBatch({ first: 2 ** 40, at: 1000, records }));
    expect(read.first).to.equal(2 ** 40);
    expect(read.read).to.equal(undefined);
    expect(read.records.map(({ data }) => [...data])).to.deep.equal([[97, 98, 99], [], [0, 255, 10]]);
    expect(read.records.map(({ arrivedAt }) => arrivedAt)).to.deep.equal([1000, 1000, 1000]);
  });
  it("encode records of a Kinesis stream with the position of each", () => {
    const origin = { shardId: "shardId-000000000001", sequenceNumber: "4".repeat(56), partitionKey: "clé-日" };
    const records = [
      { data: Buffer.from("a"), arrivedAt: 5, origin },
      {
        data: Buffer.from("bc"),
        arrivedAt: 7,
        origin: { ...origin, sequenceNumber: "5".repeat(56), partitionKey: "" },
      },
    ];
    const read = decodeBatch(
      encodeBatch({
        first: 3,
        at: 9,
        records,
        read: {
          shard: 1,
          next: [
            { shard: 2, number: 0 },
            { shard: 3, number: 0 },
          ],
        },
      }),
    );
    expect(read.read).to.deep.equal({
      shard: 1,
      next: [
        { shard: 2, number: 0 },
        { shard: 3, number: 0 },
      ],
    });
    expect(read.records.map(({ data, arrivedAt, origin: from }) => [String(data), arrivedAt, from])).to.deep.equal(
      records.map(({ data, arrivedAt, origin: from }) => [String(data), arrivedAt, from]),
    );
  });
});
