import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../testing/temporary-folder";
import { useCloud } from "../../testing/use-cloud";
import { toBytes, formatShardName, STREAM, createStreams } from "./testing/streams";

describe("Kinesis after a restart", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  const streams = createStreams(cloud);

  it("keeps streams, shards, tags, policies and records, and continues from an iterator", async () => {
    await streams.make(STREAM, 1);
    await cloud.kinesis.addTagsToStream({ StreamName: STREAM, Tags: { lab: "01" } });
    const ResourceARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
    await cloud.kinesis.putResourcePolicy({ ResourceARN, Policy: '{"Statement":[]}' });
    await streams.put({ Data: toBytes("one") });
    await cloud.kinesis.splitShard({ StreamName: STREAM, ShardToSplit: formatShardName(0), NewStartingHashKey: "100" });
    await cloud.advance(1);
    const before = await streams.describe();
    const iterator = await streams.readIterator({ ShardId: formatShardName(2), ShardIteratorType: "LATEST" });
    await cloud.restart();
    expect(await streams.describe()).to.deep.equal(before);
    expect((await cloud.kinesis.getResourcePolicy({ ResourceARN })).Policy).to.equal('{"Statement":[]}');
    expect(await streams.listTexts(0)).to.deep.equal(["one"]);
    const { ShardId, SequenceNumber } = await streams.put({ Data: toBytes("two") });
    expect(ShardId).to.equal(formatShardName(2));
    expect((await streams.get(iterator)).Records?.map((record) => record.SequenceNumber)).to.deep.equal([
      SequenceNumber,
    ]);
  });

  it("keeps no record of a deleted stream on disk", async () => {
    const records = join(data, "services", "kinesis", "records");
    await streams.make(STREAM, 1);
    await streams.put({ Data: toBytes("gone") });
    expect(readdirSync(records)).to.have.length(1);
    await cloud.kinesis.deleteStream({ StreamName: STREAM });
    await cloud.advance(1);
    expect(readdirSync(records)).to.deep.equal([]);
  });

  it("removes only a deleted stream's records left by a kill", async () => {
    await streams.make(STREAM, 1);
    await streams.put({ Data: toBytes("kept") });
    const records = join(data, "services", "kinesis", "records");
    const stored = readdirSync(records);
    cpSync(join(records, stored[0] ?? ""), join(records, "gone"), { recursive: true });
    await cloud.restart();
    expect(readdirSync(records)).to.deep.equal(stored);
    expect(await streams.listTexts(0)).to.deep.equal(["kept"]);
  });

  it("finishes pending changes", async () => {
    await cloud.kinesis.createStream({ StreamName: STREAM, ShardCount: 1 });
    await streams.make("old", 1);
    await cloud.kinesis.createStream({ StreamName: "new", ShardCount: 2 });
    await cloud.kinesis.deleteStream({ StreamName: "old" });
    await cloud.restart();
    expect((await streams.describe("new")).StreamStatus).to.equal("CREATING");
    await cloud.advance(1);
    expect((await streams.describe("new")).StreamStatus).to.equal("ACTIVE");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal(["new", STREAM]);
  });

  it("counts retention only while the cloud runs", async () => {
    await streams.make(STREAM, 1);
    await streams.put({ Data: toBytes("kept") });
    await cloud.advance(23 * 3600);
    await cloud.restart({ startAt: "2030-01-09T00:00:00Z" });
    expect(await streams.listTexts(0)).to.deep.equal(["kept"]);
    await cloud.advance(3599);
    expect(await streams.listTexts(0)).to.deep.equal(["kept"]);
    await cloud.advance(1);
    expect(await streams.listTexts(0)).to.deep.equal([]);
  });
});
