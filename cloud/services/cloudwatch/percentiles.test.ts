import type { GetMetricStatisticsCommandInput, MetricDatum } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { useEmptyFolder } from "../../testing/temporary-folder";
import { catchFault, START, useCloud } from "../../testing/use-cloud";

const FROM = Date.parse(START);
const toTime = (seconds: number): Date => new Date(FROM + seconds * 1000);

describe("CloudWatch percentiles", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const put = (...MetricData: Partial<MetricDatum>[]): Promise<unknown> =>
    cloud.cloudwatch.putMetricData({
      Namespace: "Lab",
      MetricData: MetricData.map((item) => ({ MetricName: "Latency", Timestamp: toTime(0), ...item })),
    });
  const get = async (
    ExtendedStatistics: string[],
    more: Partial<GetMetricStatisticsCommandInput> = {},
  ): Promise<(Record<string, number> | undefined)[]> => {
    const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
      Namespace: "Lab",
      MetricName: "Latency",
      StartTime: toTime(0),
      EndTime: toTime(600),
      Period: 60,
      ExtendedStatistics,
      ...more,
    });
    return Datapoints.sort((a, b) => Number(a.Timestamp) - Number(b.Timestamp)).map(
      (point) => point.ExtendedStatistics,
    );
  };

  it("are computed from values, single and with counts", async () => {
    await put({ Value: 10 }, { Values: [20, 30], Counts: [8, 1] }, { Value: 5, Timestamp: toTime(60) });
    expect(await get(["p10", "p50", "p90", "p99.9"])).to.deep.equal([
      { p10: 10, p50: 20, p90: 20, "p99.9": 30 },
      { p10: 5, p50: 5, p90: 5, "p99.9": 5 },
    ]);
    expect(await get(["p50", "TC(:5)"], { Period: 300 })).to.deep.equal([{ p50: 20, "TC(:5)": 1 }]);
  });
  it("are returned by GetMetricData, like trimmed means and similar statistics", async () => {
    await put({ Values: [1, 2, 3, 4, 100] });
    const stats = ["p80", "tm80", "TM(20%:80%)", "IQM", "wm80", "PR(:3)", "ts80", "tc80"];
    const { MetricDataResults = [] } = await cloud.cloudwatch.getMetricData({
      StartTime: toTime(0),
      EndTime: toTime(60),
      MetricDataQueries: stats.map((Stat, index) => ({
        Id: `q${index}`,
        MetricStat: { Metric: { Namespace: "Lab", MetricName: "Latency" }, Period: 60, Stat },
      })),
    });
    expect(MetricDataResults.map(({ Values }) => Values?.[0])).to.deep.equal([4, 2.5, 3, 3.5, 2.8, 60, 10, 4]);
  });
  it("survive a restart", async () => {
    await put({ Values: [1, 2, 3] });
    await put({ Value: 4 });
    await cloud.restart();
    await put({ Value: 5 });
    expect(await get(["p50", "p100"])).to.deep.equal([{ p50: 3, p100: 5 }]);
  });
  it("are missing for statistic sets and for values next to one, unless the set holds one value", async () => {
    await put({ StatisticValues: { SampleCount: 2, Sum: 30, Minimum: 10, Maximum: 20 } });
    await put({ StatisticValues: { SampleCount: 3, Sum: 30, Minimum: 10, Maximum: 10 }, Timestamp: toTime(60) });
    await put({ StatisticValues: { SampleCount: 1, Sum: 40, Minimum: 40, Maximum: 40 }, Timestamp: toTime(60) });
    await put({ StatisticValues: { SampleCount: 2, Sum: 10, Minimum: 10, Maximum: 10 }, Timestamp: toTime(120) });
    await put(
      { StatisticValues: { SampleCount: 2, Sum: 30, Minimum: 10, Maximum: 20 }, Timestamp: toTime(180) },
      { Value: 1, Timestamp: toTime(180) },
    );
    const inMinutes = [{ p75: 10, p76: 40 }];
    expect(await get(["p75", "p76"])).to.deep.equal(inMinutes);
    await cloud.restart();
    expect(await get(["p75", "p76"])).to.deep.equal(inMinutes);
    expect(await get(["p50"], { Period: 300 })).to.deep.equal([]);
  });
  it("are missing if a value is negative", async () => {
    await put({ Value: 3 }, { Value: -1 }, { Value: -1, Timestamp: toTime(60) }, { Value: 0, Timestamp: toTime(120) });
    expect(await get(["p50"])).to.deep.equal([{ p50: 0 }]);
  });
  it("stay within the stated error for a minute of 10,000 values, and are exact at both ends", async () => {
    for (let batch = 0; batch < 10; batch += 1) {
      await put(
        ...Array.from({ length: 10 }, (_, part) => ({
          Values: Array.from({ length: 100 }, (_, index) => batch * 1000 + part * 100 + index + 1),
        })),
      );
    }
    const [found = {}] = await get(["p0", "p1", "p50", "p99", "p100"]);
    expect([found["p0"], found["p100"]]).to.deep.equal([1, 10_000]);
    for (const percent of [1, 50, 99])
      expect(found[`p${percent}`], `p${percent}`).to.be.closeTo(percent * 100, percent * 2);
    await cloud.restart();
    expect(await get(["p0", "p1", "p50", "p99", "p100"])).to.deep.equal([found]);
  });
  it("exist for service metrics if all values of a minute are the same", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(60);
    for (const size of [5, 5])
      await cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.alloc(size) });
    await cloud.advance(60);
    for (const size of [5, 7])
      await cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.alloc(size) });
    await cloud.advance(60);
    const of = {
      Namespace: "AWS/Kinesis",
      MetricName: "IncomingBytes",
      Dimensions: [{ Name: "StreamName", Value: "trips" }],
    };
    expect((await get(["p50"], of)).length).to.equal(1);
    expect((await get([], { ...of, ExtendedStatistics: undefined, Statistics: ["Sum"] })).length).to.equal(2);
  });
  it("are rejected under invalid names, and next to basic statistics", async () => {
    expect(await catchFault(get(["p101"]))).to.include({
      name: "InvalidParameterValueException",
      message: "The value p101 for parameter ExtendedStatistics is not supported.",
    });
    expect(await catchFault(get(["Sum"]))).to.include({ name: "InvalidParameterValueException" });
    expect(await catchFault(get(["p50"], { Statistics: ["Sum"] }))).to.include({
      name: "InvalidParameterCombinationException",
    });
    const MetricStat = { Metric: { Namespace: "Lab", MetricName: "Latency" }, Period: 60, Stat: "Median" };
    expect(
      await catchFault(
        cloud.cloudwatch.getMetricData({
          StartTime: toTime(0),
          EndTime: toTime(60),
          MetricDataQueries: [{ Id: "q", MetricStat }],
        }),
      ),
    ).to.include({ name: "InvalidParameterValueException" });
  });
});
