import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
  MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";

const FROM = Date.parse(START);
const toTime = (seconds: number): Date => new Date(FROM + seconds * 1000);

describe("CloudWatch GetMetricData", () => {
  const cloud = useCloud();
  const query = (MetricName: string, more: Partial<MetricDataQuery> = {}): MetricDataQuery => ({
    Id: MetricName,
    MetricStat: { Metric: { Namespace: "Lab", MetricName }, Period: 60, Stat: "Sum" },
    ...more,
  });
  const get = (
    queries: MetricDataQuery[],
    more: Partial<GetMetricDataCommandInput> = {},
  ): Promise<GetMetricDataCommandOutput> =>
    cloud.cloudwatch.getMetricData({ MetricDataQueries: queries, StartTime: toTime(0), EndTime: toTime(600), ...more });
  beforeEach(async () => {
    for (const [MetricName, seconds, Value] of [
      ["a", 0, 1],
      ["a", 60, 2],
      ["a", 120, 3],
      ["b", 60, 20],
    ] as const) {
      await cloud.cloudwatch.putMetricData({
        Namespace: "Lab",
        MetricData: [{ MetricName, Timestamp: toTime(seconds), Value }],
      });
    }
  });

  it("returns the newest values first by default", async () => {
    const { MetricDataResults, Messages } = await get([query("a"), query("b", { Label: "Bees" })]);
    expect(MetricDataResults).to.deep.equal([
      {
        Id: "a",
        Label: "a",
        Timestamps: [toTime(120), toTime(60), toTime(0)],
        Values: [3, 2, 1],
        StatusCode: "Complete",
      },
      { Id: "b", Label: "Bees", Timestamps: [toTime(60)], Values: [20], StatusCode: "Complete" },
    ]);
    expect(Messages).to.deep.equal([]);
    expect((await get([query("a")], { ScanBy: "TimestampAscending" })).MetricDataResults?.[0]?.Values).to.deep.equal([
      1, 2, 3,
    ]);
  });
  for (const [pairs, expected] of [
    [
      ["Sum 60", "Minimum 30"],
      ["a Sum 60", "a Minimum 30"],
    ],
    [
      ["Sum 60", "Minimum 60"],
      ["a Sum", "a Minimum"],
    ],
    [
      ["Sum 60", "Sum 30"],
      ["a 60", "a 30"],
    ],
    [
      ["Sum 60", "Sum 60"],
      ["a", "a"],
    ],
  ] as const) {
    it(`labels ${pairs.join(" and ")} by their differences (recorded on AWS by LocalStack, 2025-09-19, test_label_generation)`, async () => {
      const { MetricDataResults } = await get(
        pairs.map((pair, index) => {
          const [Stat = "", Period] = pair.split(" ");
          const Metric = { Namespace: "Lab", MetricName: "a" };
          return { Id: `q${index}`, MetricStat: { Metric, Stat, Period: Number(Period) } };
        }),
      );
      expect(MetricDataResults?.map(({ Label }) => Label)).to.deep.equal(expected);
    });
  }

  it("returns nothing and no error for an unknown metric (SVC-023)", async () => {
    const { MetricDataResults, Messages } = await get([query("none")]);
    expect(MetricDataResults).to.deep.equal([
      { Id: "none", Label: "none", Timestamps: [], Values: [], StatusCode: "Complete" },
    ]);
    expect(Messages).to.deep.equal([]);
  });
  it("omits series with ReturnData set to false", async () => {
    expect(
      (await get([query("a", { ReturnData: false }), query("b")])).MetricDataResults?.map(({ Id }) => Id),
    ).to.deep.equal(["b"]);
  });
  it("pages by datapoints, counted over all queries", async () => {
    const values: number[][] = [];
    let NextToken: string | undefined;
    do {
      const page: GetMetricDataCommandOutput = await get([query("a"), query("b")], { MaxDatapoints: 2, NextToken });
      values.push((page.MetricDataResults ?? []).flatMap(({ Values = [] }) => Values));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(values).to.deep.equal([
      [3, 2],
      [1, 20],
    ]);
  });
  it("rejects a repeated id, a query with both or neither of statistic and expression, a bad token and a bad id", async () => {
    expect(await catchFault(get([query("a"), query("a")]))).to.include({ name: "InvalidParameterValueException" });
    expect(await catchFault(get([{ Id: "a" }]))).to.include({ name: "InvalidParameterCombinationException" });
    expect(await catchFault(get([query("a", { Expression: "b" })]))).to.include({
      name: "InvalidParameterCombinationException",
    });
    expect(await catchFault(get([query("a", { Period: 60 })]))).to.include({ name: "NotImplemented" });
    expect(await catchFault(get([query("a", { Label: "${MAX}" })]))).to.include({ name: "NotImplemented" });
    expect(await catchFault(get([query("a")], { NextToken: "?" }))).to.include({ name: "InvalidNextToken" });
    expect(await catchFault(get([query("a", { Id: "A" })]))).to.be.an("error");
  });
});
