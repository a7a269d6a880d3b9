import type { MetricTransformation } from "@aws-sdk/client-cloudwatch-logs";
import { expect } from "chai";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { catchFault, START, useCloud } from "../../../../testing/use-cloud";

const AT = Date.parse(START);
const METRIC: MetricTransformation = { metricNamespace: "App", metricName: "Errors", metricValue: "1" };

/**
 * Shapes and limits: recorded on AWS by LocalStack on 2026-02-05 and published in its repository (Apache-2.0), in
 * tests/aws/services/logs/test_logs_metric_filters.snapshot.json. Extracted values: AWS's own examples of
 * TestMetricFilter.
 */
describe("Logs metric filters", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const target = { logGroupName: "app", logStreamName: "one" };
  beforeEach(async () => {
    await cloud.logs.createLogGroup({ logGroupName: "app" });
    await cloud.logs.createLogStream(target);
  });
  const filter = (filterPattern: string, transformation: Partial<MetricTransformation> = {}, filterName = "f") =>
    cloud.logs.putMetricFilter({
      logGroupName: "app",
      filterName,
      filterPattern,
      metricTransformations: [{ ...METRIC, ...transformation }],
    });
  const write = (...messages: readonly unknown[]) =>
    cloud.logs.putLogEvents({
      ...target,
      logEvents: messages.map((message) => ({
        timestamp: AT,
        message: typeof message === "string" ? message : JSON.stringify(message),
      })),
    });
  const readFigures = async (
    Stat: string,
    {
      dimensions = {},
      name = "Errors",
      Unit,
    }: { dimensions?: Readonly<Record<string, string>>; name?: string; Unit?: "Milliseconds" } = {},
  ) => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const { MetricDataResults = [] } = await cloud.cloudwatch.getMetricData({
      StartTime: new Date(AT - 600_000),
      EndTime: new Date(AT + 600_000),
      MetricDataQueries: [
        {
          Id: "m",
          MetricStat: {
            Metric: { Namespace: "App", MetricName: name, Dimensions },
            Period: 60,
            Stat,
            ...(Unit === undefined ? {} : { Unit }),
          },
        },
      ],
    });
    return MetricDataResults[0]?.Values;
  };
  const readDescription = async () => (await cloud.logs.describeMetricFilters({ logGroupName: "app" })).metricFilters;

  it("count matching events from their creation on (SVC-043)", async () => {
    await write("ERROR before");
    await filter("ERROR");
    await write("ERROR one", "fine", "ERROR two");
    await write("ERROR three");
    expect(await readFigures("Sum")).to.deep.equal([3]);
  });

  it("take numbers from JSON and from columns, and ignore other values (SVC-043)", async () => {
    await filter("{ $.level = ERROR }", { metricValue: "$.ms", unit: "Milliseconds" });
    await write({ level: "ERROR", ms: 20 }, { level: "ERROR", ms: "40" }, { level: "ERROR" }, { level: "INFO", ms: 7 });
    expect(await readFigures("Average", { Unit: "Milliseconds" })).to.deep.equal([30]);
    await filter("[ip, ..., bytes > 5]", { metricName: "Bytes", metricValue: "$bytes" }, "bytes");
    await write("10.0.0.1 GET /a 100", "10.0.0.1 GET 4");
    expect(await readFigures("Maximum", { name: "Bytes" })).to.deep.equal([100]);
  });

  it("have dimensions from the event, and no datapoint without them (SVC-043)", async () => {
    await filter("{ $.level = * }", { dimensions: { Service: "$.service" } });
    await write({ level: "a", service: "trips" }, { level: "a", service: "users" }, { level: "a", service: "trips" });
    await write({ level: "a" });
    expect(await readFigures("Sum", { dimensions: { Service: "trips" } })).to.deep.equal([2]);
    expect(await readFigures("Sum", { dimensions: { Service: "users" } })).to.deep.equal([1]);
    expect(await readFigures("Sum")).to.deep.equal([]);
  });

  it("report a default value for a minute without a match (SVC-044)", async () => {
    await filter("ERROR", { defaultValue: 0 });
    await write("fine");
    await write("fine");
    await cloud.advance(60);
    expect(await readFigures("SampleCount")).to.deep.equal([1]);
    expect(await readFigures("Sum")).to.deep.equal([0]);
    await write("fine");
    await write("ERROR");
    await cloud.advance(120);
    // The events' times lie in the first minute, which has its default value and the match, but no second default.
    expect(await readFigures("SampleCount")).to.deep.equal([2]);
    expect(await readFigures("Sum")).to.deep.equal([1]);
  });

  it("are described as on AWS, counted in their group, kept through a restart, and deleted (SVC-043)", async () => {
    await filter(" ", { defaultValue: 0 });
    await cloud.restart();
    expect(await readDescription()).to.deep.equal([
      {
        filterName: "f",
        filterPattern: " ",
        metricTransformations: [{ ...METRIC, defaultValue: 0 }],
        creationTime: AT,
        logGroupName: "app",
        applyOnTransformedLogs: false,
      },
    ]);
    const { logGroups = [] } = await cloud.logs.describeLogGroups({});
    expect(logGroups[0]?.metricFilterCount).to.equal(1);
    const remove = () => cloud.logs.deleteMetricFilter({ logGroupName: "app", filterName: "f" });
    await remove();
    expect(await readDescription()).to.deep.equal([]);
    expect(await catchFault(remove())).to.include({ name: "ResourceNotFoundException" });
  });

  it("are deleted with their group", async () => {
    await filter("x");
    const listAll = async () => (await cloud.logs.describeMetricFilters({})).metricFilters;
    expect(await listAll()).to.have.length(1);
    await cloud.logs.deleteLogGroup({ logGroupName: "app" });
    expect(await listAll()).to.deep.equal([]);
  });

  it("are found by prefix and by metric in all groups, page by page", async () => {
    for (const name of ["a1", "a2", "b1"]) await filter("x", { metricName: name }, name);
    const readFound = async (input: object) => {
      const { metricFilters = [], nextToken } = await cloud.logs.describeMetricFilters(input);
      return { names: metricFilters.map(({ filterName }) => filterName), nextToken };
    };
    expect((await readFound({ filterNamePrefix: "a" })).names).to.deep.equal(["a1", "a2"]);
    expect((await readFound({ metricName: "b1", metricNamespace: "App" })).names).to.deep.equal(["b1"]);
    const { names, nextToken } = await readFound({ limit: 2 });
    expect(names).to.deep.equal(["a1", "a2"]);
    expect((await readFound({ limit: 2, nextToken })).names).to.deep.equal(["b1"]);
  });

  it("are each listed once if one name begins with another in a different group", async () => {
    await cloud.logs.createLogGroup({ logGroupName: "other" });
    for (const logGroupName of ["app", "other"])
      for (const filterName of ["a", "a b", "a-b", "ab"])
        await cloud.logs.putMetricFilter({
          logGroupName,
          filterName,
          filterPattern: "x",
          metricTransformations: [METRIC],
        });
    const names: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await cloud.logs.describeMetricFilters({ limit: 1, nextToken });
      names.push(...(page.metricFilters ?? []).map(({ filterName }) => filterName));
      nextToken = page.nextToken;
    } while (nextToken !== undefined && names.length < 20);
    expect(names).to.deep.equal(["a", "a", "a b", "a b", "a-b", "a-b", "ab", "ab"]);
  });

  it("can be tested, and return the values extracted from a message (SVC-043)", async () => {
    const testPattern = async (filterPattern: string, ...logEventMessages: string[]) =>
      (await cloud.logs.testMetricFilter({ filterPattern, logEventMessages })).matches;
    expect(
      await testPattern(
        "[ip, identity, user_id, timestamp, request, status_code, size]",
        "nothing",
        '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
      ),
    ).to.deep.equal([
      {
        eventNumber: 2,
        eventMessage: '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
        extractedValues: {
          $ip: "127.0.0.1",
          $identity: "-",
          $user_id: "frank",
          $timestamp: "10/Oct/2000:13:25:15 -0700",
          $request: "GET /index.html HTTP/1.0",
          $status_code: "404",
          $size: "1534",
        },
      },
    ]);
    const event = '{"a":"$.b","c":{"d":[7]}}';
    expect(await testPattern('{ $.a = "$.b" && $.c.d[0] > 1 }', event)).to.deep.equal([
      { eventNumber: 1, eventMessage: event, extractedValues: { "$.a": "$.b", "$.c.d[0]": "7" } },
    ]);
    const kinds = '{"a":1,"b":true,"c":null,"d":[1],"e":{"f":1}}';
    expect(
      await testPattern("{ $.a = 1 || $.b = x || $.c = x || $.d = x || $.e = x || $.g = x }", kinds),
    ).to.deep.equal([{ eventNumber: 1, eventMessage: kinds, extractedValues: { "$.a": "1", "$.b": "true" } }]);
    expect(await testPattern("a", "a", "b")).to.deep.equal([
      { eventNumber: 1, eventMessage: "a", extractedValues: {} },
    ]);
  });

  it("accept a namespace with a colon and other punctuation (test_put_metric_filter_with_special_namespace of LocalStack, validated on AWS)", async () => {
    const metricNamespace = "A.B-c_d/1#2:metricNamespace";
    await filter("x", { metricNamespace });
    const { metricFilters = [] } = await cloud.logs.describeMetricFilters({
      metricName: METRIC.metricName,
      metricNamespace,
    });
    expect(metricFilters).to.have.length(1);
  });

  for (const [title, pattern, transformation, message] of [
    [
      "dimensions of words",
      "ERROR",
      { dimensions: { Service: "$.service" } },
      "The specified filter pattern does not support dimensions",
    ],
    [
      "dimensions beside a default value",
      "{ $.a = * }",
      { dimensions: { A: "$.a" }, defaultValue: 0 },
      "Invalid metric transformation: dimensions and default value are mutually exclusive properties",
    ],
    [
      "a value that words do not have",
      "ERROR",
      { metricValue: "$.ms" },
      "Invalid metric transformation: $.ms is neither",
    ],
    [
      "a value that is not a number",
      "ERROR",
      { metricValue: "many" },
      "Invalid metric transformation: many is neither",
    ],
    ["a pattern that is none", "[a", {}, "If a filter pattern starts with '[' it must end with ']'"],
  ] as const)
    it(`reject ${title} (SVC-043)`, async () => {
      const fault = await catchFault(filter(pattern, transformation));
      expect(fault).to.include({ name: "InvalidParameterException" });
      expect(fault?.message).to.include(message);
      expect(await readDescription()).to.deep.equal([]);
    });

  it("reject names and lists that are too long, in AWS's words", async () => {
    expect(await catchFault(filter("x", {}, "X".repeat(513)))).to.include({
      name: "InvalidParameterException",
      message: `1 validation error detected: Value '${"X".repeat(513)}' at 'filterName' failed to satisfy constraint: Member must have length less than or equal to 512`,
    });
    const two = cloud.logs.putMetricFilter({
      logGroupName: "app",
      filterName: "f",
      filterPattern: "x",
      metricTransformations: [METRIC, { ...METRIC, defaultValue: 0, dimensions: { a: "$.a", b: "$.b" } }],
    });
    // Recorded on AWS by LocalStack, 2026-02-05 (test_put_metric_filter_too_many_transformations), without dimensions.
    const { metricName, metricNamespace, metricValue } = METRIC;
    const begin = `MetricTransformation(metricName=${metricName}, metricNamespace=${metricNamespace}, metricValue=${metricValue}`;
    const value = `[${begin}, defaultValue=null, unit=null, dimensions=null), ${begin}, defaultValue=0.0, unit=null, dimensions={a=$.a, b=$.b})]`;
    expect((await catchFault(two))?.message).to.equal(
      `1 validation error detected: Value '${value}' at 'metricTransformations' failed to satisfy constraint: Member must have length less than or equal to 1`,
    );
  });
});
