import { Kinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { createKinesisDataStream } from "../aws/create-kinesis-data-stream";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { listStreamRecords } from "./list-stream-records";
import { readShards } from "./read-shards";

describe("readShards", () => {
  const lab = useLabCloud();
  captureOutput();
  const createKinesis = () => new Kinesis({});
  const put = (StreamName: string, key: string, text: string) =>
    createKinesis().putRecord({ StreamName, PartitionKey: key, Data: Buffer.from(text) });
  const createStream = async (streamName: string, shardCount: number) => {
    await createKinesisDataStream({ streamName, shardCount });
    await lab.cloud.clock.advance(10);
  };
  /**
   * The SDK itself tries three times: three throttled answers make one call fail, and the fourth answer is a success.
   */
  const throttle = (operation: string, code: string) =>
    fetch(`${lab.cloud.endpoint}/_lab/faults`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-lab-token": lab.cloud.token },
      body: JSON.stringify({ service: "kinesis", operation, code, message: "Slow down.", status: 400, times: 3 }),
    });

  it("reads all shards from the oldest record, in order within each", async () => {
    await createStream("all", 4);
    for (let n = 0; n < 40; n += 1) await put("all", `key ${n % 10}`, `${n}`);
    const read = new Map<string, number[]>();
    for await (const { shardId, records } of readShards({
      kinesis: createKinesis(),
      streamName: "all",
      untilCaughtUp: true,
    })) {
      read.set(shardId, [
        ...(read.get(shardId) ?? []),
        ...records.map(({ Data }) => Number(Buffer.from(Data ?? []).toString())),
      ]);
    }
    expect([...read.keys()].sort()).to.deep.equal([0, 1, 2, 3].map((n) => `shardId-00000000000${n}`));
    expect([...read.values()].flat().sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 40 }, (_, n) => n));
    for (const numbers of read.values()) expect(numbers).to.deep.equal([...numbers].sort((a, b) => a - b));
  });

  it("continues after the last record when its iterator has expired", async () => {
    await createStream("slow", 1);
    await put("slow", "k", "first");
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const { records } of readShards({ kinesis: createKinesis(), streamName: "slow", signal: stop.signal })) {
      for (const { Data } of records) seen.push(Buffer.from(Data ?? []).toString());
      if (seen.length === 1 && records.length === 1) {
        await put("slow", "k", "second");
        await lab.cloud.clock.advance(301); // An iterator lives for 300 seconds.
      }
      if (seen.length === 2) stop.abort();
    }
    expect(seen).to.deep.equal(["first", "second"]);
    expect(lab.getCalls("GetRecords").map(({ outcome }) => (outcome === "ok" ? "ok" : outcome.code))).to.include(
      "ExpiredIteratorException",
    );
  });

  it("reads the shards created by a split after the parent shard", async () => {
    await createStream("grows", 1);
    for (const text of ["a", "b", "c"]) await put("grows", text, text);
    await createKinesis().splitShard({
      StreamName: "grows",
      ShardToSplit: "shardId-000000000000",
      NewStartingHashKey: String(2n ** 127n),
    });
    await lab.cloud.clock.advance(60);
    for (const text of ["d", "e", "f", "g", "h"]) await put("grows", text, text);
    const seen: { shardId: string; text: string }[] = [];
    const stop = new AbortController();
    for await (const { shardId, records } of readShards({
      kinesis: createKinesis(),
      streamName: "grows",
      signal: stop.signal,
    })) {
      for (const { Data } of records) seen.push({ shardId, text: Buffer.from(Data ?? []).toString() });
      if (seen.length === 8) stop.abort();
    }
    expect(seen.slice(0, 3).map(({ text }) => text)).to.deep.equal(["a", "b", "c"]);
    expect(new Set(seen.slice(3).map(({ shardId }) => shardId))).to.deep.equal(
      new Set(["shardId-000000000001", "shardId-000000000002"]),
    );
  });

  it("pauses when AWS throttles it, then continues", async () => {
    await createStream("busy", 1);
    await put("busy", "k", "first");
    await put("busy", "k", "second");
    await throttle("GetRecords", "ProvisionedThroughputExceededException");
    const records = await listStreamRecords({ streamName: "busy" });
    expect(records.map(({ data }) => data)).to.deep.equal(["first", "second"]);
    expect(lab.getCalls("GetRecords").map(({ outcome }) => (outcome === "ok" ? "ok" : outcome.code))).to.deep.equal([
      ...Array.from({ length: 3 }, () => "ProvisionedThroughputExceededException"),
      "ok",
    ]);
  });

  for (const operation of ["DescribeStreamSummary", "ListShards"]) {
    it(`survives throttling of ${operation}, which is limited for the whole account`, async () => {
      await createStream(`account-${operation}`, 2);
      await put(`account-${operation}`, "k", "first");
      await throttle(operation, "LimitExceededException");
      const records = await listStreamRecords({ streamName: `account-${operation}` });
      expect(records.map(({ data }) => data)).to.deep.equal(["first"]);
      expect(
        lab
          .getCalls(operation)
          .map(({ outcome }) => (outcome === "ok" ? "ok" : outcome.code))
          .slice(-4),
      ).to.deep.equal([...Array.from({ length: 3 }, () => "LimitExceededException"), "ok"]);
    });
  }

  it("ends at once when stopped, even during a pause", async () => {
    await createStream("quiet", 1);
    const stop = new AbortController();
    let rounds = 0;
    for await (const batch of readShards({ kinesis: createKinesis(), streamName: "quiet", signal: stop.signal })) {
      rounds += 1;
      expect(batch.records).to.deep.equal([]);
      setImmediate(() => stop.abort());
    }
    expect(rounds).to.equal(1);
  });

  it("fails for a stream that does not exist", async () => {
    expect(await catchFailure(listStreamRecords({ streamName: "none" }))).to.equal(
      "Stream none under account 000000000000 not found.",
    );
  });
});

describe("listStreamRecords", () => {
  const lab = useLabCloud();
  captureOutput();
  it("shows JSON as values and other bytes as text, shard by shard", async () => {
    await createKinesisDataStream({ streamName: "mixed", shardCount: 2 });
    await lab.cloud.clock.advance(10);
    for (const [PartitionKey, text] of [
      ["a1", '{"a": [1]}'],
      ["c3", "no JSON"],
      ["b2", "7"],
    ] as const) {
      await new Kinesis({}).putRecord({ StreamName: "mixed", PartitionKey, Data: Buffer.from(text) });
    }
    const records = await listStreamRecords({ streamName: "mixed" });
    expect(records.map(({ shardId, partitionKey, data }) => [shardId, partitionKey, data])).to.deep.equal([
      ["shardId-000000000000", "c3", "no JSON"],
      ["shardId-000000000001", "a1", { a: [1] }],
      ["shardId-000000000001", "b2", 7],
    ]);
    expect(records[0]?.arrivedAt).to.deep.equal(new Date("2030-01-01T00:00:10.000Z"));
  });
});
