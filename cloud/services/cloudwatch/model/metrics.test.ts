import type { ListMetricsCommandInput, MetricDatum } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";

const DAY_S = 86_400;

describe("CloudWatch metrics", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const put = (...MetricData: MetricDatum[]): Promise<unknown> =>
    cloud.cloudwatch.putMetricData({ Namespace: "Lab", MetricData });
  const list = async (listMetricsCommandInput: ListMetricsCommandInput = {}): Promise<string[]> =>
    ((await cloud.cloudwatch.listMetrics(listMetricsCommandInput)).Metrics ?? []).map(
      ({ MetricName, Dimensions = [] }) => [MetricName, ...Dimensions.map(({ Value }) => Value)].join("/"),
    );
  const sum = async (MetricName: string): Promise<number | undefined> =>
    (
      await cloud.cloudwatch.getMetricStatistics({
        Namespace: "Lab",
        MetricName,
        StartTime: new Date(START),
        EndTime: new Date(Date.parse(START) + 1000 * DAY_S),
        Period: DAY_S,
        Statistics: ["Sum"],
      })
    ).Datapoints?.[0]?.Sum;
  const on = (Value: string): MetricDatum["Dimensions"] => [{ Name: "Stream", Value }];

  it("are listed by namespace, name and dimensions", async () => {
    await put(
      { MetricName: "a", Value: 1 },
      { MetricName: "a", Value: 1, Dimensions: on("x") },
      { MetricName: "b", Value: 1, Dimensions: on("y") },
    );
    expect(await list({ Namespace: "Lab" })).to.deep.equal(["a", "a/x", "b/y"]);
    expect(await list({ MetricName: "a" })).to.deep.equal(["a", "a/x"]);
    expect(await list({ Dimensions: [{ Name: "Stream" }] })).to.deep.equal(["a/x", "b/y"]);
    expect(await list({ Dimensions: [{ Name: "Stream", Value: "y" }] })).to.deep.equal(["b/y"]);
    expect(await list({ Namespace: "Other" })).to.deep.equal([]);
  });
  it("count as recently active for three hours, and are listed for two weeks", async () => {
    await put({ MetricName: "a", Value: 1 });
    await cloud.advance(3 * 3600 + 60);
    expect([await list(), await list({ RecentlyActive: "PT3H" })]).to.deep.equal([["a"], []]);
    await cloud.advance(14 * DAY_S);
    expect(await list()).to.deep.equal([]);
  });
  it("are as recent as their newest datapoint in any unit", async () => {
    for (const first of ["Count", "Bytes"] as const) {
      await put({ MetricName: first, Value: 1, Unit: first });
      await cloud.advance(7200);
      await put({ MetricName: first, Value: 1, Unit: "Seconds" });
      await put({
        MetricName: first,
        Value: 1,
        Unit: first,
        Timestamp: new Date(cloud.running.clock.now() - 7_200_000),
      });
      await cloud.advance(7200);
      expect(await list({ RecentlyActive: "PT3H" })).to.include(first);
    }
  });
  it("are listed 500 at a time", async () => {
    await put(...Array.from({ length: 501 }, (_, n) => ({ MetricName: `m${n}`, Value: 1 })));
    const first = await cloud.cloudwatch.listMetrics({});
    expect(first.Metrics).to.have.lengthOf(500);
    expect(await list({ NextToken: first.NextToken })).to.deep.equal(["m500"]);
    expect(await catchFault(list({ NextToken: "x" }))).to.include({ name: "InvalidNextToken" });
  });
  it("survive a restart", async () => {
    await put({ MetricName: "a", Value: 4 });
    await cloud.restart();
    await put({ MetricName: "a", Value: 3, Timestamp: new Date(START) });
    expect(await sum("a")).to.equal(7);
  });
  it("are forgotten after 15 days", async () => {
    await put({ MetricName: "a", Value: 4 });
    await cloud.advance(14 * DAY_S);
    await put({ MetricName: "b", Value: 1 });
    expect(await sum("a")).to.equal(4);
    await cloud.advance(DAY_S);
    await put({ MetricName: "b", Value: 1 });
    expect(await sum("a")).to.equal(undefined);
    await cloud.restart();
    expect(await sum("a")).to.equal(undefined);
  });
  it("are rejected when CloudWatch rejects them", async () => {
    expect(
      await catchFault(
        cloud.cloudwatch.putMetricData({ Namespace: "AWS/Kinesis", MetricData: [{ MetricName: "a", Value: 1 }] }),
      ),
    ).to.include({ name: "InvalidParameterValueException" });
    expect(await catchFault(put({ MetricName: "a" }))).to.include({ name: "MissingRequiredParameterException" });
    expect(await catchFault(put({ MetricName: "a", Value: 1, Values: [1] }))).to.include({
      name: "InvalidParameterCombinationException",
    });
    expect(await catchFault(put({ MetricName: "a", Values: [1, 2], Counts: [1] }))).to.include({
      name: "InvalidParameterValueException",
    });
    expect(await catchFault(put({ MetricName: "a", Value: Infinity }))).to.be.an("error");
    expect(
      await catchFault(put({ MetricName: "a", Value: 1, Timestamp: new Date(Date.parse(START) - 15 * DAY_S * 1000) })),
    ).to.include({ name: "InvalidParameterValueException" });
    expect(
      await catchFault(put({ MetricName: "a", Value: 1, Timestamp: new Date(Date.parse(START) + 3 * 3_600_000) })),
    ).to.include({ name: "InvalidParameterValueException" });
    expect(await catchFault(put({ MetricName: "", Value: 1 }))).to.be.an("error");
    expect(await catchFault(cloud.cloudwatch.putAlarmMuteRule({ Name: "x", Rule: undefined }))).to.include({
      name: "NotImplemented",
    });
  });
  it("accept a large request, which the SDK compresses", async () => {
    await put(
      ...Array.from({ length: 1000 }, () => ({ MetricName: "many", Value: 2, Dimensions: on("x".repeat(200)) })),
    );
    expect(await list({ MetricName: "many" })).to.have.lengthOf(1);
  });

  it("are the same in JSON and in the query protocol (SVC-023)", async () => {
    await put({ MetricName: "a", Value: 4, Unit: "Count" });
    const { endpoint } = cloud.running;
    const json = await fetch(endpoint, {
      method: "POST",
      body: JSON.stringify({ Namespace: "Lab" }),
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "GraniteServiceVersion20100801.ListMetrics",
      },
    });
    expect(await json.json()).to.deep.equal({ Metrics: [{ Namespace: "Lab", MetricName: "a", Dimensions: [] }] });
    const query = await fetch(`${endpoint}/?Action=ListMetrics&Version=2010-08-01&Namespace=Lab`);
    expect(await query.text()).to.contain(
      "<ListMetricsResult><Metrics><member><Namespace>Lab</Namespace><MetricName>a</MetricName>",
    );
    const statistics = await fetch(
      `${endpoint}/?Action=GetMetricStatistics&Version=2010-08-01&Namespace=Lab&MetricName=a&Period=60&Statistics.member.1=Sum&StartTime=${START}&EndTime=2030-01-01T00:10:00Z`,
    );
    expect(await statistics.text()).to.match(
      /<Datapoints><member><Timestamp>2030-01-01T00:00:00Z<\/Timestamp><Sum>4.0<\/Sum><Unit>Count<\/Unit><\/member><\/Datapoints>/,
    );
    const fault = await fetch(
      `${endpoint}/?Action=GetMetricStatistics&Version=2010-08-01&Namespace=Lab&MetricName=a&Period=60&Statistics.member.1=Sum&StartTime=${START}&EndTime=2031-01-01T00:00:00Z`,
    );
    expect([fault.status, await fault.text()]).to.satisfy(
      ([status, body]: [number, string]) => status === 400 && body.includes("<Code>InvalidParameterCombination</Code>"),
    );
  });
});
