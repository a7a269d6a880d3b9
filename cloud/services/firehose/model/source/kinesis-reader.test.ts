import type { Shard } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { useCloud } from "../../../../testing/use-cloud";
import { BUCKET_ARN, createDeliveryTools, ROLE, READING_TRIPS } from "../../testing/glue-tables";

describe("Firehose's reader of a Kinesis data stream", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  const { makeBucket, create, readDelivered } = createDeliveryTools(cloud);
  const HINTS = { SizeInMBs: 1, IntervalInSeconds: 60 };
  const from = (name: string, prefix = `${name}/`): Promise<void> =>
    create(name, { Prefix: prefix, BufferingHints: HINTS }, READING_TRIPS);
  const put = (text: string, PartitionKey = text): Promise<unknown> =>
    cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey, Data: Buffer.from(text) });
  const makeStream = async (ShardCount = 1): Promise<void> => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount });
    await cloud.advance(1);
  };
  const listShards = async (): Promise<Shard[]> =>
    (await cloud.kinesis.describeStream({ StreamName: "trips" })).StreamDescription?.Shards ?? [];
  /** The content of all objects under a prefix, as one text. */
  const readText = async (prefix: string): Promise<string> =>
    (await readDelivered())
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ text }) => text)
      .join("");
  beforeEach(async () => {
    await makeBucket();
    await makeStream();
  });

  it("reads records that arrive after its creation (FH-103)", async () => {
    await put("old;");
    await from("f");
    await put("new;");
    await cloud.advance(61);
    expect(await readText("f/")).to.equal("new;");
  });
  it("reads records that arrive while it is being created (FH-103)", async () => {
    await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "f",
      S3DestinationConfiguration: { RoleARN: ROLE, BucketARN: BUCKET_ARN, Prefix: "f/", BufferingHints: HINTS },
      ...READING_TRIPS,
    });
    await put("x;");
    await cloud.advance(62);
    expect(await readText("f/")).to.equal("x;");
  });
  it("delivers every record to each of several streams (FH-103, FH-105)", async () => {
    await from("f");
    await from("g");
    for (const text of ["a;", "b;", "c;"]) await put(text);
    await cloud.advance(61);
    expect([await readText("f/"), await readText("g/")]).to.deep.equal(["a;b;c;", "a;b;c;"]);
  });
  it("reads each shard once a second (FH-103)", async () => {
    await from("f");
    await cloud.advance(0.5);
    await put("a;");
    await cloud.advance(0.499);
    // The first read is at the next whole second after the stream's creation; the buffering interval of 60 seconds
    // begins then.
    await cloud.advance(60);
    expect(await readText("f/")).to.equal("");
    await cloud.advance(0.001);
    expect(await readText("f/")).to.equal("a;");
  });
  it("names objects by the records' arrival in the data stream", async () => {
    await from("f", "");
    await cloud.advance(0.5);
    await put("a;");
    await cloud.advance(61);
    expect((await readDelivered())[0]?.key).to.contain("/f-1-2030-01-01-00-00-02-");
  });
  it("follows splits and merges, reading each record once and in its shard's order (FH-103)", async () => {
    await from("f");
    const [first] = await listShards();
    await put("before;");
    await cloud.kinesis.splitShard({
      StreamName: "trips",
      ShardToSplit: first?.ShardId,
      NewStartingHashKey: String(2n ** 127n),
    });
    await put("splitting;");
    await cloud.advance(1);
    await put("after;");
    const [, left, right] = await listShards();
    await cloud.kinesis.mergeShards({
      StreamName: "trips",
      ShardToMerge: left?.ShardId,
      AdjacentShardToMerge: right?.ShardId,
    });
    await cloud.advance(1);
    await put("merged;");
    await cloud.advance(120);
    const texts = (await readText("f/")).split(";").filter((text) => text !== "");
    expect(texts).to.deep.equal(["before", "splitting", "after", "merged"]);
  });
  it("reads many records from several shards", async () => {
    await cloud.kinesis.deleteStream({ StreamName: "trips" });
    await cloud.advance(1);
    await makeStream(4);
    await from("f");
    const texts = Array.from({ length: 1000 }, (_, n) => `${n};`);
    for (let index = 0; index < 1000; index += 500) {
      await cloud.kinesis.putRecords({
        StreamName: "trips",
        Records: texts.slice(index, index + 500).map((text) => ({ PartitionKey: text, Data: Buffer.from(text) })),
      });
    }
    await cloud.advance(62);
    expect((await readText("f/")).split(";").sort()).to.deep.equal(
      [...texts.map((text) => text.slice(0, -1)), ""].sort(),
    );
  });
  it("continues after a restart without losing or repeating a record", async () => {
    await from("f");
    await put("a;");
    await cloud.advance(1);
    await cloud.restart();
    await put("b;");
    await cloud.advance(61);
    await cloud.restart();
    await put("c;");
    await cloud.advance(61);
    expect(await readText("f/")).to.equal("a;b;c;");
  });
  it("waits while its stream is missing, and reads a re-created one from the beginning", async () => {
    await from("f");
    await put("a;");
    await cloud.advance(1);
    await cloud.kinesis.deleteStream({ StreamName: "trips" });
    await cloud.advance(10);
    await makeStream();
    await put("b;");
    await cloud.advance(62);
    expect(await readText("f/")).to.equal("a;b;");
  });
});
