import type { GetMetricDataCommandOutput, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../../testing/use-cloud";

const FROM = Date.parse(START);
const toTime = (seconds: number): Date => new Date(FROM + seconds * 1000);

describe("large CloudWatch metric math", () => {
  const cloud = useCloud();
  const full: MetricDataQuery = {
    Id: "full",
    MetricStat: { Metric: { Namespace: "Lab", MetricName: "full" }, Period: 60, Stat: "Sum" },
    ReturnData: false,
  };
  const get = (MetricDataQueries: MetricDataQuery[], EndTime = toTime(300)): Promise<GetMetricDataCommandOutput> =>
    cloud.cloudwatch.getMetricData({ MetricDataQueries, StartTime: toTime(0), EndTime, ScanBy: "TimestampAscending" });

  it("computes 500 long expressions, each of which uses the next", async () => {
    for (const [minute, Value] of [1, 2, 3, 4, 5].entries())
      await cloud.cloudwatch.putMetricData({
        Namespace: "Lab",
        MetricData: [{ MetricName: "full", Value, Timestamp: toTime(minute * 60) }],
      });
    const long = "+0".repeat(1000);
    const queries = Array.from({ length: 499 }, (_unused, index) => ({
      Id: `e${index}`,
      Expression: `${index === 498 ? "full" : `e${index + 1}`}${long}`,
      ReturnData: index === 0,
    }));
    expect((await get([full, ...queries])).MetricDataResults?.[0]?.Values).to.deep.equal([1, 2, 3, 4, 5]);
  });
  it("returns no more points than AWS does", async () => {
    expect(
      (await catchFault(get([{ Id: "e1", Expression: "TIME_SERIES(1)", Period: 1 }], toTime(86_400 * 2)))).message,
    ).to.contain("100800");
  });
  it("computes no more than memory allows", async () => {
    const doubled = Array.from({ length: 40 }, (_unused, index) => ({
      Id: `e${index}`,
      Expression: index === 0 ? "[full, full]" : `[e${index - 1}, e${index - 1}]`,
      ReturnData: false,
    }));
    expect((await catchFault(get([full, ...doubled]))).message).to.match(
      /^Error in expression 'e\d+': The request computes more than 5000000 data points$/,
    );
    const long = Array.from({ length: 400 }, (_unused, index) => ({
      Id: `e${index}`,
      Expression: "TIME_SERIES(1)",
      Period: 60,
    }));
    expect((await catchFault(get(long, toTime(86_400 * 69)))).message).to.contain("more than 5000000 data points");
  });
});
