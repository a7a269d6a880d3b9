import { expect } from "chai";
import { START, useCloud } from "../../../testing/use-cloud";

const AT = Date.parse(START);
const target = { logGroupName: "trips", logStreamName: "one" };

/** The expected values follow AWS's documentation: see embedded-metrics.ts. */
describe("logs: metrics in the embedded metric format", () => {
  const cloud = useCloud();
  beforeEach(async () => {
    await cloud.logs.createLogGroup({ logGroupName: "trips" });
    await cloud.logs.createLogStream(target);
  });
  const put = (...messages: readonly unknown[]): Promise<unknown> =>
    cloud.logs.putLogEvents({
      ...target,
      logEvents: messages.map((message) => ({
        timestamp: AT,
        message: typeof message === "string" ? message : JSON.stringify(message),
      })),
    });
  const listMetrics = async (): Promise<readonly string[]> => {
    const { Metrics = [] } = await cloud.cloudwatch.listMetrics({});
    return Metrics.map(
      ({ Namespace, MetricName, Dimensions = [] }) =>
        `${Namespace} ${MetricName} ${Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join()}`,
    ).sort();
  };
  const readSums = async (
    MetricName: string,
    dimensions: Readonly<Record<string, string>>,
    Stat = "Sum",
  ): Promise<unknown> => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const { MetricDataResults = [] } = await cloud.cloudwatch.getMetricData({
      StartTime: new Date(AT - 3_600_000),
      EndTime: new Date(AT + 3_600_000),
      MetricDataQueries: [
        { Id: "m", MetricStat: { Metric: { Namespace: "Trips", MetricName, Dimensions }, Period: 60, Stat } },
      ],
    });
    return MetricDataResults[0]?.Values;
  };
  const createEvent = (directive: object, members: object): object => ({
    _aws: { Timestamp: AT, CloudWatchMetrics: [{ Namespace: "Trips", ...directive }] },
    ...members,
  });

  it("become metrics under each set of dimensions, with one or many values", async () => {
    await put(
      createEvent(
        {
          Dimensions: [["city"], ["city", "lane"], []],
          Metrics: [
            { Name: "trips", Unit: "Count" },
            { Name: "ms", Unit: "Milliseconds", StorageResolution: 1 },
          ],
        },
        { city: "Ulm", lane: "left", trips: 3, ms: [10, 20, 60], note: "no metric" },
      ),
      createEvent({ Metrics: [{ Name: "trips" }] }, { trips: 4 }),
    );
    expect(await listMetrics()).to.deep.equal([
      "Trips ms ",
      "Trips ms city=Ulm",
      "Trips ms city=Ulm,lane=left",
      "Trips trips ",
      "Trips trips city=Ulm",
      "Trips trips city=Ulm,lane=left",
    ]);
    expect(await readSums("trips", { city: "Ulm" })).to.deep.equal([3]);
    expect(await readSums("ms", { city: "Ulm", lane: "left" })).to.deep.equal([90]);
    expect(await readSums("ms", {}, "p50")).to.deep.equal([20]);
  });
  it("count as errors if malformed, while other events are ignored", async () => {
    const metrics = [{ Name: "trips" }];
    await put(
      createEvent({ Metrics: metrics }, {}),
      createEvent({ Metrics: metrics }, { trips: "3" }),
      createEvent({ Metrics: metrics, Dimensions: [["city"]] }, { trips: 3 }),
      createEvent({ Metrics: [{ Name: "trips", Unit: "Trips" }] }, { trips: 3 }),
      createEvent({ Metrics: metrics, Namespace: "AWS/Trips" }, { trips: 3 }),
      { _aws: { CloudWatchMetrics: [] }, trips: 3 },
      { trips: 3, _aws: "x" },
      '{"_aws": not JSON',
      'INFO {"_aws": {"Timestamp": 1, "CloudWatchMetrics": []}}',
    );
    expect(await listMetrics()).to.deep.equal(["AWS/Logs EMFValidationErrors LogGroupName=trips"]);
  });
});
