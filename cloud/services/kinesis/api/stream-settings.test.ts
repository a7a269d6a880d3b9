import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, STREAM, createStreams } from "../testing/streams";
import type { StreamMode } from "@aws-sdk/client-kinesis";

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

describe("Kinesis IncreaseStreamRetentionPeriod and DecreaseStreamRetentionPeriod", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 1));
  const increase = async (RetentionPeriodHours: number): Promise<void> => {
    await cloud.kinesis.increaseStreamRetentionPeriod({ StreamName: STREAM, RetentionPeriodHours });
    await cloud.advance(1);
  };
  const decrease = async (RetentionPeriodHours: number): Promise<void> => {
    await cloud.kinesis.decreaseStreamRetentionPeriod({ StreamName: STREAM, RetentionPeriodHours });
    await cloud.advance(1);
  };

  it("keep records longer, and then shorter again (KDS-028)", async () => {
    await streams.put({ Data: toBytes("one") });
    await increase(48);
    await cloud.advance(30 * 3600);
    expect(await streams.listTexts(0)).to.deep.equal(["one"]);
    expect((await streams.describe()).RetentionPeriodHours).to.equal(48);
    await decrease(24);
    expect(await streams.listTexts(0)).to.deep.equal([]);
  });

  it("change the period in one direction each, between 24 and 8760 hours (KDS-028)", async () => {
    await increase(8760);
    for (const call of [increase(24), increase(8761), decrease(23)])
      expect((await catchFault(call)).name).to.equal("InvalidArgumentException");
    await increase(8760);
    await decrease(48);
    expect((await catchFault(decrease(72))).name).to.equal("InvalidArgumentException");
    await decrease(24);
    expect((await streams.describe()).RetentionPeriodHours).to.equal(24);
  });
});
