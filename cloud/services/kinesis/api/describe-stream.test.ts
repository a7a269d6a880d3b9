import { DescribeStreamCommand, type DescribeStreamInput, type StreamModeDetails } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { formatShardName, STREAM, createStreams } from "../testing/streams";

describe("Kinesis DescribeStreamSummary", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);

  it("counts open shards only", async () => {
    await streams.make(STREAM, 1);
    await cloud.kinesis.splitShard({
      StreamName: STREAM,
      ShardToSplit: formatShardName(0),
      NewStartingHashKey: "1000",
    });
    await cloud.advance(1);
    const { StreamDescriptionSummary } = await cloud.kinesis.describeStreamSummary({ StreamName: STREAM });
    expect(StreamDescriptionSummary).to.deep.include({
      StreamName: STREAM,
      StreamStatus: "ACTIVE",
      OpenShardCount: 2,
      RetentionPeriodHours: 24,
      ConsumerCount: 0,
      MaxRecordSizeInKiB: 1024,
    });
  });

  it("describes the distribution of records for on-demand streams only (KDS-043)", async () => {
    const readStrategy = async (StreamModeDetails: StreamModeDetails, ShardCount?: number) => {
      const StreamName = `as-${StreamModeDetails.StreamMode}`;
      await cloud.kinesis.createStream({ StreamName, StreamModeDetails, ShardCount });
      const { StreamDescriptionSummary } = await cloud.kinesis.describeStreamSummary({ StreamName });
      return StreamDescriptionSummary?.RecordDistributionStrategy;
    };
    expect(await readStrategy({ StreamMode: "ON_DEMAND" })).to.equal("USER_PARTITION_KEY");
    expect(await readStrategy({ StreamMode: "PROVISIONED" }, 1)).to.equal(undefined);
  });
});

describe("Kinesis DescribeStream", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  const listIds = async (
    fields: Omit<DescribeStreamInput, "StreamName">,
  ): Promise<[(string | undefined)[], boolean | undefined]> => {
    const { StreamDescription } = await cloud.kinesis.describeStream({ StreamName: STREAM, ...fields });
    return [(StreamDescription?.Shards ?? []).map(({ ShardId }) => ShardId), StreamDescription?.HasMoreShards];
  };

  it("pages through shards (KDS-027)", async () => {
    await streams.make(STREAM, 3);
    expect(await listIds({ Limit: 2 })).to.deep.equal([[formatShardName(0), formatShardName(1)], true]);
    expect(await listIds({ ExclusiveStartShardId: formatShardName(1) })).to.deep.equal([[formatShardName(2)], false]);
    // Shard ids are parsed leniently (KDS-033).
    expect(await listIds({ ExclusiveStartShardId: "x-1" })).to.deep.equal([[formatShardName(2)], false]);
    const fault = await catchFault(listIds({ ExclusiveStartShardId: "one" }));
    expect(fault.message).to.equal("Could not find shard one in stream trips under account 000000000000.");
  });

  it("finds a stream by its ARN", async () => {
    await streams.make(STREAM, 1);
    const { StreamDescription } = await cloud.kinesis.describeStream({
      StreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/trips",
    });
    expect(StreamDescription?.StreamName).to.equal(STREAM);
    const elsewhere = new DescribeStreamCommand({ StreamARN: "arn:aws:kinesis:eu-west-1:000000000000:stream/trips" });
    expect((await catchFault(cloud.kinesis.send(elsewhere))).name).to.equal("ResourceNotFoundException");
  });

  it("rejects a stream that doesn't exist (KDS-005), and requires a name", async () => {
    expect(await catchFault(streams.describe("none"))).to.include({
      name: "ResourceNotFoundException",
      message: "Stream none under account 000000000000 not found.",
    });
    expect((await catchFault(cloud.kinesis.describeStream({}))).name).to.equal("InvalidArgumentException");
    const both = new DescribeStreamCommand({
      StreamName: "a",
      StreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/b",
    });
    expect((await catchFault(cloud.kinesis.send(both))).name).to.equal("InvalidArgumentException");
  });
});
