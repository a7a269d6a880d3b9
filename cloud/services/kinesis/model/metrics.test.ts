import { expect } from "chai";
import { useCloud } from "../../../testing/use-cloud";
import { toBytes, STREAM, createStreams } from "../testing/streams";

describe("Kinesis metrics", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 1));

  it("count incoming, rejected and read records per minute (KDS-032)", async () => {
    await streams.put({ Data: toBytes("12345"), PartitionKey: "abc" });
    const Records = Array.from({ length: 500 }, () => ({ Data: toBytes("1"), PartitionKey: "a" }));
    for (let i = 0; i < 3; i++) await cloud.kinesis.putRecords({ StreamName: STREAM, Records });
    await streams.get(await streams.readIterator(), 10);
    expect(
      await streams.readSums(
        "IncomingRecords",
        "IncomingBytes",
        "PutRecord.Success",
        "PutRecords.TotalRecords",
        "PutRecords.SuccessfulRecords",
        "PutRecords.ThrottledRecords",
        "PutRecords.FailedRecords",
        "WriteProvisionedThroughputExceeded",
        "GetRecords.Records",
        "GetRecords.Bytes",
        "GetRecords.Success",
      ),
    ).to.deep.equal({
      IncomingRecords: 1000,
      IncomingBytes: 8 + 999 * 2,
      "PutRecord.Success": 1,
      "PutRecords.TotalRecords": 1500,
      "PutRecords.SuccessfulRecords": 999,
      "PutRecords.ThrottledRecords": 501,
      "PutRecords.FailedRecords": 0,
      WriteProvisionedThroughputExceeded: 501,
      "GetRecords.Records": 10,
      "GetRecords.Bytes": 8 + 9 * 2,
      "GetRecords.Success": 1,
    });
  });

  it("report the age of the newest record read (KDS-032)", async () => {
    await streams.put();
    await cloud.advance(7);
    await streams.get(await streams.readIterator());
    expect(await streams.readSums("GetRecords.IteratorAgeMilliseconds")).to.deep.equal({
      "GetRecords.IteratorAgeMilliseconds": 7_000,
    });
  });
});
