import type { Datapoint, GetMetricStatisticsCommandInput, MetricDatum, Statistic } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";

const FROM = Date.parse(START);
const toTime = (seconds: number): Date => new Date(FROM + seconds * 1000);

describe("CloudWatch GetMetricStatistics", () => {
  const cloud = useCloud();
  const put = (data: Partial<MetricDatum>): Promise<unknown> =>
    cloud.cloudwatch.putMetricData({ Namespace: "Lab", MetricData: [{ MetricName: "Trips", ...data }] });
  const get = async (request: Partial<GetMetricStatisticsCommandInput> = {}): Promise<Datapoint[]> => {
    const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
      Namespace: "Lab",
      MetricName: "Trips",
      StartTime: toTime(0),
      EndTime: toTime(600),
      Period: 60,
      Statistics: ["Sum"],
      ...request,
    });
    return Datapoints.sort((a, b) => Number(a.Timestamp) - Number(b.Timestamp));
  };

  it("returns every statistic of the values in a minute", async () => {
    for (const [seconds, Value] of [
      [0, 4],
      [59, 1],
      [61, 10],
    ] as const)
      await put({ Timestamp: toTime(seconds), Value, Unit: "Count" });
    const [first, second] = await get({ Statistics: ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] });
    expect(first).to.deep.equal({
      Timestamp: toTime(0),
      SampleCount: 2,
      Average: 2.5,
      Sum: 5,
      Minimum: 1,
      Maximum: 4,
      Unit: "Count",
    });
    expect(second).to.deep.equal({
      Timestamp: toTime(60),
      SampleCount: 1,
      Average: 10,
      Sum: 10,
      Minimum: 10,
      Maximum: 10,
      Unit: "Count",
    });
  });
  it("counts periods from the minute of the start, and excludes the end", async () => {
    for (const seconds of [60, 120, 180, 240]) await put({ Timestamp: toTime(seconds), Value: 1 });
    const points = await get({ StartTime: toTime(75), EndTime: toTime(240), Period: 120 });
    expect(points.map(({ Timestamp, Sum }) => [Timestamp, Sum])).to.deep.equal([
      [toTime(60), 2],
      [toTime(180), 1],
    ]);
  });
  it("distinguishes dimensions and units", async () => {
    const Dimensions = [
      { Name: "a", Value: "1" },
      { Name: "b", Value: "2" },
    ];
    await put({ Timestamp: toTime(0), Value: 1, Dimensions });
    await put({ Timestamp: toTime(0), Value: 2, Unit: "Bytes", Dimensions });
    expect((await get()).length).to.equal(0);
    const both = await get({ Dimensions: [...Dimensions].reverse() });
    expect(both.map(({ Sum, Unit }) => [Sum, Unit])).to.deep.equal([
      [1, "None"],
      [2, "Bytes"],
    ]);
    expect((await get({ Dimensions, Unit: "Bytes" })).map(({ Sum }) => Sum)).to.deep.equal([2]);
  });
  it("accepts statistic sets, and values with counts", async () => {
    await put({ Timestamp: toTime(0), StatisticValues: { SampleCount: 3, Sum: 12, Minimum: 1, Maximum: 9 } });
    await put({ Timestamp: toTime(0), Values: [2, 5], Counts: [4, 1] });
    const [point] = await get({ Statistics: ["SampleCount", "Sum", "Minimum", "Maximum"] });
    expect(point).to.include({ SampleCount: 8, Sum: 25, Minimum: 1, Maximum: 9 });
  });
  it("accepts values next to a statistic set, and a single value only by itself (recorded on AWS by LocalStack, 2025-09-19, test_put_metric_data_validation)", async () => {
    const StatisticValues = { SampleCount: 3, Sum: 12, Minimum: 1, Maximum: 9 };
    await put({ Timestamp: toTime(0), StatisticValues, Values: [2, 5], Counts: [4, 1] });
    const [point] = await get({ Statistics: ["SampleCount", "Sum", "Minimum", "Maximum"] });
    expect(point).to.include({ SampleCount: 8, Sum: 25, Minimum: 1, Maximum: 9 });
    for (const [other, fields] of [
      ["Values", { Values: [1] as number[] }],
      ["StatisticValues", { StatisticValues }],
    ] as const)
      expect(await catchFault(put({ Value: 1, ...fields }))).to.include({
        name: "InvalidParameterCombinationException",
        message: `The parameters MetricData.member.1.Value and MetricData.member.1.${other} are mutually exclusive and you have specified both.`,
      });
  });
  it("keeps seconds separate only for high-resolution metrics", async () => {
    await put({ Timestamp: toTime(1), Value: 1, StorageResolution: 1 });
    await put({ Timestamp: toTime(12), Value: 2, StorageResolution: 1 });
    expect((await get({ Period: 10 })).map(({ Timestamp, Sum }) => [Timestamp, Sum])).to.deep.equal([
      [toTime(0), 1],
      [toTime(10), 2],
    ]);
  });
  it("rejects more than 1440 datapoints in AWS's words (SVC-022)", async () => {
    expect(await catchFault(get({ EndTime: toTime(86_400 * 60) }))).to.include({
      name: "InvalidParameterCombinationException",
      message:
        "You have requested up to 86400 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.",
    });
    expect(await get({ EndTime: toTime(86_400) })).to.deep.equal([]);
    // A whole day of one-minute periods that begins in the middle of a minute.
    expect(await get({ StartTime: toTime(30), EndTime: toTime(86_430) })).to.deep.equal([]);
  });
  it("rejects invalid periods (SVC-022), unordered times, no statistic, and percentiles as statistics", async () => {
    expect(await catchFault(get({ Period: 61 }))).to.include({ name: "InvalidParameterValueException" });
    expect(await catchFault(get({ StartTime: toTime(600) }))).to.include({ name: "InvalidParameterValueException" });
    expect(await catchFault(get({ Statistics: undefined }))).to.include({ name: "MissingRequiredParameterException" });
    expect(await catchFault(get({ Statistics: ["p99" as Statistic] }))).to.include({ name: "ValidationException" });
  });

  it("rejects a start that equals its end, even within one minute (recorded on AWS by LocalStack, 2025-09-19, test_invalid_amount_of_datapoints)", async () => {
    const time = new Date(Date.parse("2030-01-01T00:00:30Z"));
    for (const StartTime of [time, new Date(time.getTime() + 1)])
      expect(await catchFault(get({ StartTime, EndTime: time }))).to.include({
        message: "The parameter StartTime must be less than the parameter EndTime.",
      });
  });
});
