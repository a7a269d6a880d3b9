import type { StreamMode } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { STREAM, createStreams } from "../testing/streams";

const StreamARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";

describe("Kinesis UpdateStreamMode and UpdateMaxRecordSize", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 2));
  const change = async (StreamMode: StreamMode): Promise<void> => {
    await cloud.kinesis.updateStreamMode({ StreamARN, StreamModeDetails: { StreamMode } });
  };

  it("change the mode twice in 24 hours (KDS-025)", async () => {
    await change("ON_DEMAND");
    expect((await streams.describe()).StreamStatus).to.equal("UPDATING");
    await cloud.advance(1);
    expect((await streams.describe()).StreamModeDetails).to.deep.equal({ StreamMode: "ON_DEMAND" });
    expect(await cloud.kinesis.describeLimits({})).to.deep.include({
      ShardLimit: 500,
      OpenShardCount: 2,
      OnDemandStreamCount: 1,
    });
    await change("PROVISIONED");
    await cloud.advance(1);
    expect((await catchFault(change("ON_DEMAND"))).name).to.equal("LimitExceededException");
    await cloud.advance(24 * 3600);
    await change("ON_DEMAND");
  });

  it("allow records of up to 10 MiB (KDS-012)", async () => {
    const large = { Data: new Uint8Array(3 * 1024 * 1024) };
    expect((await catchFault(streams.put(large))).name).to.equal("ValidationException");
    await cloud.kinesis.updateMaxRecordSize({ StreamARN, MaxRecordSizeInKiB: 4096 });
    await cloud.advance(1);
    await streams.put(large);
    expect(
      (await catchFault(cloud.kinesis.updateMaxRecordSize({ StreamARN, MaxRecordSizeInKiB: 10_241 }))).name,
    ).to.equal("ValidationException");
  });
});
