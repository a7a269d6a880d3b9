import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { toBytes, STREAM, createStreams } from "../testing/streams";

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
