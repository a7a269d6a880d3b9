import type { StreamModeDetails } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { useCloud } from "../../../testing/use-cloud";
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
