import type { DescribeAlarmsForMetricInput, PutMetricAlarmInput } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html
describe("CloudWatch DescribeAlarmsForMetric", () => {
  const cloud = useCloud();
  const METRIC = { Namespace: "AWS/Kinesis", MetricName: "GetRecords.IteratorAgeMilliseconds" };
  const ORDERS = { Name: "StreamName", Value: "orders" };
  const SHARD = { Name: "ShardId", Value: "shardId-000000000000" };

  const put = (AlarmName: string, settings: Partial<PutMetricAlarmInput>) =>
    cloud.cloudwatch.putMetricAlarm({
      AlarmName,
      ...METRIC,
      ...(settings.ExtendedStatistic === undefined ? { Statistic: "Maximum" } : {}),
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 30_000,
      ComparisonOperator: "GreaterThanThreshold",
      ...settings,
    });
  const describeFor = (request: Partial<DescribeAlarmsForMetricInput>) =>
    cloud.cloudwatch.describeAlarmsForMetric({ ...METRIC, ...request });
  const listNames = async (request: Partial<DescribeAlarmsForMetricInput>) =>
    (await describeFor(request)).MetricAlarms?.map(({ AlarmName }) => AlarmName);

  it("returns the alarms whose metric has exactly these dimensions, in any order (SVC-062)", async () => {
    await put("stream", { Dimensions: [ORDERS] });
    await put("shard", { Dimensions: [ORDERS, SHARD] });
    await put("other stream", { Dimensions: [{ Name: "StreamName", Value: "clicks" }] });
    await put("other metric", { MetricName: "IncomingRecords", Dimensions: [ORDERS] });
    await put("other namespace", { Namespace: "Shop", Dimensions: [ORDERS] });
    expect(await listNames({ Dimensions: [ORDERS] })).to.deep.equal(["stream"]);
    expect(await listNames({ Dimensions: [SHARD, ORDERS] })).to.deep.equal(["shard"]);
    expect(await listNames({})).to.deep.equal([]);
  });

  it("selects by statistic, percentile, period and unit (SVC-062)", async () => {
    await put("average", { Statistic: "Average" });
    await put("p99", { ExtendedStatistic: "p99" });
    await put("five minutes", { Period: 300 });
    await put("unit", { Unit: "Milliseconds" });
    expect(await listNames({})).to.deep.equal(["average", "five minutes", "p99", "unit"]);
    expect(await listNames({ Statistic: "Average" })).to.deep.equal(["average"]);
    expect(await listNames({ ExtendedStatistic: "p99" })).to.deep.equal(["p99"]);
    expect(await listNames({ Period: 300 })).to.deep.equal(["five minutes"]);
    expect(await listNames({ Unit: "Milliseconds" })).to.deep.equal(["unit"]);
    expect(await listNames({ Statistic: "Maximum", Period: 60 })).to.deep.equal(["unit"]);
  });

  it("describes an alarm as DescribeAlarms does", async () => {
    await put("stream", { Dimensions: [ORDERS] });
    const { MetricAlarms } = await cloud.cloudwatch.describeAlarms({ AlarmNames: ["stream"] });
    expect(MetricAlarms).to.have.lengthOf(1);
    expect((await describeFor({ Dimensions: [ORDERS] })).MetricAlarms).to.deep.equal(MetricAlarms);
  });

  it("rejects a metric without a name, a period of 0 and an unknown unit", async () => {
    for (const request of [{ MetricName: "" }, { Period: 0 }, { Unit: "Hours" as "Seconds" }])
      expect(await catchFault(describeFor(request))).to.include({ name: "ValidationException" });
  });
});
