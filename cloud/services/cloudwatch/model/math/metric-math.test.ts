import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
  MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../../testing/use-cloud";

const FROM = Date.parse(START);
const toTime = (seconds: number): Date => new Date(FROM + seconds * 1000);
const MINUTES = 5;

/** Values of a metric, minute by minute; undefined where the metric has none. */
type Row = readonly (number | undefined)[];
const _ = undefined;

/** The metrics of AWS's examples, and some with gaps. */
const METRICS: Readonly<Record<string, Row>> = {
  metric1: [30, 20, 0, 0, _],
  metric2: [20, _, 20, _, _],
  if1: [1, 1, 0, 0, _],
  if2: [30, _, 0, 0, 30],
  if3: [0, 0, 20, _, 20],
  gaps: [_, 2, _, _, 8],
  full: [1, 2, 3, 4, 5],
  none: [_, _, _, _, _],
};

describe("CloudWatch metric math", () => {
  const cloud = useCloud();
  const createMetric = (MetricName: string, more: Partial<MetricDataQuery> = {}): MetricDataQuery => ({
    Id: MetricName,
    MetricStat: { Metric: { Namespace: "Lab", MetricName }, Period: 60, Stat: "Sum" },
    ReturnData: false,
    ...more,
  });
  const get = (
    queries: readonly MetricDataQuery[],
    more: Partial<GetMetricDataCommandInput> = {},
  ): Promise<GetMetricDataCommandOutput> =>
    cloud.cloudwatch.getMetricData({
      MetricDataQueries: [...queries],
      StartTime: toTime(0),
      EndTime: toTime(MINUTES * 60),
      ScanBy: "TimestampAscending",
      ...more,
    });
  const toRow = ({
    Timestamps = [],
    Values = [],
  }: {
    Timestamps?: Date[] | undefined;
    Values?: number[] | undefined;
  }): Row => {
    const row: (number | undefined)[] = Array.from({ length: MINUTES }, () => undefined);
    for (const [index, time] of Timestamps.entries()) row[(time.getTime() - FROM) / 60_000] = Values[index];
    return row;
  };
  const computeExpression = async (
    Expression: string,
    names = Object.keys(METRICS),
  ): Promise<{ label: string | undefined; row: Row }[]> => {
    const { MetricDataResults = [] } = await get([
      ...names.map((name) => createMetric(name)),
      { Id: "e1", Expression },
    ]);
    return MetricDataResults.map((result) => ({ label: result.Label, row: toRow(result) }));
  };
  const computeFault = (Expression: string): Promise<Error> => catchFault(computeExpression(Expression));
  beforeEach(async () => {
    for (const [MetricName, row] of Object.entries(METRICS)) {
      const MetricData = row.flatMap((Value, minute) =>
        Value === undefined ? [] : [{ MetricName, Value, Timestamp: toTime(minute * 60) }],
      );
      if (MetricData.length > 0) await cloud.cloudwatch.putMetricData({ Namespace: "Lab", MetricData });
    }
  });

  const groups: Readonly<Record<string, readonly (readonly [expression: string, wanted: Row])[]>> = {
    "compares and combines as AWS's examples do": [
      ["(metric1 < metric2)", [0, 0, 1, 0, _]],
      ["(metric1 >= 30)", [1, 0, 0, 0, _]],
      ["(metric1 > 15 AND metric2 > 15)", [1, 0, 0, 0, _]],
      ["metric1 > 15 && metric2 > 15", [1, 0, 0, 0, _]],
      ["metric1 > 15 OR metric2 > 15", [1, 1, 1, 0, _]],
      ["metric1 > 15 || metric2 == 20 AND metric1 != 0", [1, 1, 0, 0, _]],
      ["metric1 <= 0", [0, 0, 1, 1, _]],
    ],
    "computes; what is missing is 0, and a division by zero is dropped": [
      ["metric1 + metric2", [50, 20, 20, 0, _]],
      ["metric1 / metric2", [1.5, _, 0, _, _]],
      ["100 / metric1", [100 / 30, 5, _, _, _]],
      ["-full ^ 2", [-1, -4, -9, -16, -25]],
      ["2 ^ 3 ^ 2 + 0 * full", [512, 512, 512, 512, 512]],
      ["full * 2 - 1 / 2", [1.5, 3.5, 5.5, 7.5, 9.5]],
      ["(full - 1) * 1e-1 + .5", [0.5, 0.6, 0.7, 0.8, 0.9]],
      ["10 - 4 - 3 + 0 * full", [3, 3, 3, 3, 3]],
      ["none + 1", [_, _, _, _, _]],
    ],
    "IF takes what AWS's tables show": [
      ["IF(if1, if2, if3)", [30, 0, 20, _, _]],
      ["IF(if1, 5, if3)", [5, 5, 20, _, _]],
      ["IF(if1, if2, 5)", [30, 0, 5, 5, _]],
      ["IF(if1, 5, 7)", [5, 5, 7, 7, _]],
      ["IF(if1, if2)", [30, 0, _, _, _]],
      ["IF(full < 3, full)", [1, 2, _, _, _]],
      ["IF(full < 3, 10, 2)", [10, 10, 2, 2, 2]],
      ["IF(1, full, if3)", [1, 2, 3, 4, 5]],
      ["IF(AVG(full) > 3, full)", [_, _, _, _, _]],
      ["IF(AVG(full) > 3, full, if3)", [0, 0, 20, _, 20]],
      ["IF(FIRST(SORT([full, if3], AVG, DESC)) > 3, 1, 0)", [0, 0, 1, _, 1]],
    ],
    "fills gaps": [
      ["FILL(gaps, 0)", [0, 2, 0, 0, 8]],
      ["FILL(gaps, full)", [1, 2, 3, 4, 8]],
      ["FILL(gaps, if3)", [0, 2, 20, _, 8]],
      ["FILL(gaps, REPEAT)", [_, 2, 2, 2, 8]],
      ["FILL(gaps, LINEAR)", [_, 2, 4, 6, 8]],
      ["FILL(gaps, MIN(gaps))", [2, 2, 2, 2, 8]],
      ["FILL(none, 7)", [7, 7, 7, 7, 7]],
    ],
    "makes numbers of one series": [
      ["full - AVG(full)", [-2, -1, 0, 1, 2]],
      ["gaps / AVG(gaps)", [_, 0.4, _, _, 1.6]],
      ["SUM(gaps) + MIN(gaps) + MAX(gaps) + 0 * full", [20, 20, 20, 20, 20]],
      ["TIME_SERIES(STDDEV(gaps))", [3, 3, 3, 3, 3]],
      ["TIME_SERIES(DATAPOINT_COUNT(gaps))", [2, 2, 2, 2, 2]],
      ["TIME_SERIES(PERIOD(gaps))", [60, 60, 60, 60, 60]],
      ["TIME_SERIES(SUM(none))", [0, 0, 0, 0, 0]],
      ["TIME_SERIES(MAX(none))", [_, _, _, _, _]],
    ],
    "makes one series of many": [
      ["SUM([full, gaps])", [1, 4, 3, 4, 13]],
      ["AVG([full, gaps])", [0.5, 2, 1.5, 2, 6.5]],
      ["MIN([full, gaps])", [1, 2, 3, 4, 5]],
      ["MAX([full, gaps])", [1, 2, 3, 4, 8]],
      ["STDDEV([full, gaps])", [0, 0, 0, 0, 1.5]],
      ["DATAPOINT_COUNT([full, gaps])", [1, 2, 1, 1, 2]],
      ["SUM(100 / [full, if3])", [100, 50, 100 / 3 + 5, 25, 25]],
      ["SUM(-[full, gaps])", [-1, -4, -3, -4, -13]],
      ['SUM(METRICS("if")) + SUM([METRICS(\'gaps\'), METRICS("full")])', [32, 5, 23, 4, 63]],
      ["full / METRIC_COUNT(METRICS())", [0.125, 0.25, 0.375, 0.5, 0.625]],
      ["LAST([full, gaps])", [_, 2, _, _, 8]],
      ["FIRST(SLICE([full, gaps, if3], 1, 2))", [_, 2, _, _, 8]],
    ],
    "looks along a series": [
      ["DIFF(gaps)", [_, _, _, _, 6]],
      ["DIFF_TIME(gaps)", [_, _, _, _, 180]],
      ["RATE(gaps)", [_, _, _, _, 6 / 180]],
      ["DIFF(full ^ 2)", [_, 3, 5, 7, 9]],
      ["RUNNING_SUM(gaps)", [_, 2, _, _, 10]],
      ["ABS(metric2 - metric1)", [10, 20, 20, 0, _]],
      ["CEIL(full / 2)", [1, 1, 2, 2, 3]],
      ["FLOOR(full / 2)", [0, 1, 1, 2, 2]],
      ["LOG10(full * 0 + 1000)", [3, 3, 3, 3, 3].map(() => Math.log10(1000))],
      ["LOG(metric1)", [Math.log(30), Math.log(20), _, _, _]],
    ],
    "tells the time, in UTC, of every period": [
      ["MINUTE(gaps)", [0, 1, 2, 3, 4]],
      ["HOUR(none)", [0, 0, 0, 0, 0]],
      // The day of the test's times is a Tuesday.
      ["DAY(full)", [2, 2, 2, 2, 2]],
      ["DATE(full) + MONTH(full) * 100 + YEAR(full) * 10000", [20300101, 20300101, 20300101, 20300101, 20300101]],
      ["EPOCH(full) - 1893456000", [0, 60, 120, 180, 240]],
    ],
  };
  for (const [title, cases] of Object.entries(groups)) {
    it(title, async () => {
      const expressions = cases.map(([Expression], index) => ({ Id: `e${index}`, Expression }));
      const { MetricDataResults = [] } = await get([
        ...Object.keys(METRICS).map((name) => createMetric(name)),
        ...expressions,
      ]);
      for (const [index, [expression, expected]] of cases.entries()) {
        const found = toRow(MetricDataResults.find(({ Id }) => Id === `e${index}`) ?? {});
        for (const [minute, value] of found.entries()) {
          if (expected[minute] === undefined || value === undefined)
            expect(value, `${expression}, minute ${minute}`).to.equal(expected[minute]);
          else expect(value, `${expression}, minute ${minute}`).to.be.closeTo(expected[minute], 1e-9);
        }
      }
    });
  }

  it("returns several series under one Id, labeled by expression and metric", async () => {
    expect(await computeExpression('METRICS("if") * 2', ["if1", "if2", "full"])).to.deep.equal([
      { label: "e1 if1", row: [2, 2, 0, 0, _] },
      { label: "e1 if2", row: [60, _, 0, 0, 60] },
    ]);
    expect(
      (await computeExpression("SORT(METRICS(), AVG, DESC)", ["if1", "full", "gaps", "none"])).map(
        ({ label }) => label,
      ),
    ).to.deep.equal(["e1 gaps", "e1 full", "e1 if1", "e1 none"]);
    expect(
      (await computeExpression("SORT(METRICS(), SUM, ASC, 2)", ["if1", "full", "gaps"])).map(({ label }) => label),
    ).to.deep.equal(["e1 if1", "e1 gaps"]);
    expect(
      (await computeExpression("SLICE(SORT(METRICS(), MAX, ASC), 1)", ["if1", "full", "gaps"])).map(
        ({ label }) => label,
      ),
    ).to.deep.equal(["e1 full", "e1 gaps"]);
    for (const first of ["FIRST", "LAST"])
      expect(await computeExpression(`${first}(REMOVE_EMPTY(METRICS()))`, ["none"]), first).to.deep.equal([
        { label: "e1", row: [_, _, _, _, _] },
      ]);
    expect(
      (await computeExpression("REMOVE_EMPTY(METRICS())", ["none", "full"])).map(({ label }) => label),
    ).to.deep.equal(["e1 full"]);
    const { MetricDataResults = [] } = await get([
      createMetric("full", { Label: "Errors" }),
      { Id: "e1", Expression: "FILL(METRICS(), 0)", Label: "Filled With 0:" },
      { Id: "e2", Expression: "METRICS()", Label: "" },
      { Id: "e3", Expression: "full", Label: "All" },
    ]);
    expect(MetricDataResults.map(({ Id, Label }) => [Id, Label])).to.deep.equal([
      ["e1", "Filled With 0: Errors"],
      ["e2", "Errors"],
      ["e3", "All"],
    ]);
  });
  it("uses results of other expressions in any order, and returns only the requested ones", async () => {
    const { MetricDataResults = [] } = await get([
      { Id: "percent", Expression: "ratio * 100", Label: "Percent" },
      { Id: "ratio", Expression: "full / total", ReturnData: false },
      { Id: "total", Expression: "SUM([full, full])" },
      createMetric("full", { ReturnData: true }),
    ]);
    expect(MetricDataResults.map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode])).to.deep.equal([
      ["percent", [50, 50, 50, 50, 50], "Complete"],
      ["total", [2, 4, 6, 8, 10], "Complete"],
      ["full", [1, 2, 3, 4, 5], "Complete"],
    ]);
  });
  it("returns the newest values first by default, without a token", async () => {
    const queries = [createMetric("full"), { Id: "e1", Expression: "full * 10" }];
    const newest = await get(queries, { ScanBy: undefined });
    expect(newest.MetricDataResults?.[0]).to.deep.include({
      Timestamps: [4, 3, 2, 1, 0].map((minute) => toTime(minute * 60)),
      Values: [50, 40, 30, 20, 10],
    });
    const cut = await get(queries, { MaxDatapoints: 2 });
    expect([cut.MetricDataResults?.[0]?.Values, cut.MetricDataResults?.[0]?.StatusCode, cut.NextToken]).to.deep.equal([
      [10, 20],
      "PartialData",
      undefined,
    ]);
  });
  it("supports percentiles, longer periods, and a period of its own without a metric", async () => {
    const p50 = createMetric("full", {
      Id: "m1",
      MetricStat: { Metric: { Namespace: "Lab", MetricName: "full" }, Period: 120, Stat: "p50" },
    });
    const { MetricDataResults = [] } = await get([
      p50,
      { Id: "e1", Expression: "m1 * PERIOD(m1)" },
      { Id: "e2", Expression: "TIME_SERIES(1)" },
      { Id: "e3", Expression: "TIME_SERIES(1)", Period: 60 },
    ]);
    expect(MetricDataResults.map(({ Values }) => Values)).to.deep.equal([
      [120, 360, 600],
      [1, 1, 1],
      [1, 1, 1, 1, 1],
    ]);
    expect(
      (await get([{ Id: "e1", Expression: "TIME_SERIES(5)", Period: 300 }])).MetricDataResults?.[0]?.Values,
    ).to.deep.equal([5]);
  });

  for (const expression of [
    "full +",
    "full full",
    "(full",
    "full)",
    "[full",
    "FILL(full,)",
    "full = 1",
    "full & full",
    "1..2",
    "'open",
    "AVG",
    "REPEAT",
    '"text"',
    "full toString",
    "* full",
    "[]",
    "Full",
    "!full",
    "(".repeat(2000),
    "-".repeat(2000) + "1",
    "  ",
  ]) {
    it(`rejects ${JSON.stringify(expression).slice(0, 20)} as invalid syntax`, async () => {
      expect(await computeFault(expression)).to.include({
        name: "ValidationException",
        message: "Error in expression 'e1': Invalid syntax",
      });
    });
  }
  it("rejects unknown functions and names, wrong arguments, and a number as the result", async () => {
    expect(await computeFault("MEDIAN(full)")).to.include({
      name: "ValidationException",
      message: "Error in expression 'e1': Function 'MEDIAN' not found",
    });
    expect((await computeFault("full + m9")).message).to.contain("'e1': Undefined variable 'm9'");
    for (const wrong of [
      "AVG()",
      "AVG(full, full)",
      "AVG(1)",
      "ABS(1)",
      "FILL(full)",
      "FILL(1, 0)",
      "FILL(full, NEXT)",
      "IF(full)",
      "IF([full], 1, 2)",
      "IF(1, 2, 3)",
      "PERIOD(full + 1)",
      "HOUR([full])",
      "SORT(METRICS(), STDDEV, ASC)",
      "SORT(METRICS(), AVG, UP)",
      "SLICE(METRICS(), -1)",
      "SLICE(METRICS())",
      "FIRST(full)",
      "METRICS(full)",
      "TIME_SERIES(full)",
      "METRIC_COUNT(full)",
      "REMOVE_EMPTY(full)",
    ]) {
      expect((await computeFault(wrong)).message, wrong).to.match(
        /^Error in expression 'e1': The function [A-Z_]+ does not take these arguments$/,
      );
    }
    for (const wrong of ["1 + 1", "AVG(full)", "[1, full]", "METRICS() + METRICS()", "FIRST([full, 2])"])
      expect(await computeFault(wrong), wrong).to.include({ name: "ValidationException" });
    expect(await catchFault(get([{ Id: "e1", Expression: "TIME_SERIES(1)" }]))).to.include({
      name: "ValidationException",
    });
  });
  it("rejects circular expressions, and metrics with different periods", async () => {
    expect(
      (
        await catchFault(
          get([
            { Id: "e1", Expression: "e2 + 1" },
            { Id: "e2", Expression: "e1 + 1" },
          ]),
        )
      ).message,
    ).to.match(/^Error in expression 'e[12]': It depends on itself$/);
    const slow = createMetric("gaps", {
      MetricStat: { Metric: { Namespace: "Lab", MetricName: "gaps" }, Period: 300, Stat: "Sum" },
    });
    expect(
      (await catchFault(get([createMetric("full"), slow, { Id: "e1", Expression: "full + gaps" }]))).message,
    ).to.contain("different periods");
    expect(
      (await get([createMetric("full"), slow, { Id: "e1", Expression: "METRICS() * 2" }])).MetricDataResults?.map(
        ({ Values }) => Values,
      ),
    ).to.deep.equal([[2, 4, 6, 8, 10], [20]]);
  });
  it("rejects unsupported features by name", async () => {
    for (const [expression, name] of [
      ["SEARCH('{Lab} full', 'Sum', 60)", "SEARCH"],
      ["ANOMALY_DETECTION_BAND(full, 2)", "ANOMALY_DETECTION_BAND"],
      ['INSIGHT_RULE_METRIC("rule", "Sum")', "INSIGHT_RULE_METRIC"],
      ["DB_PERF_INSIGHTS('RDS', 'db-1', 'os.cpu')", "DB_PERF_INSIGHTS"],
      ['LAMBDA("f")', "LAMBDA"],
      ["full / SERVICE_QUOTA(full)", "SERVICE_QUOTA"],
      ["SELECT AVG(full) FROM Lab", "SELECT"],
    ] as const) {
      expect(await computeFault(expression), expression)
        .to.include({ name: "NotImplemented" })
        .and.have.property("message")
        .that.contains(name);
    }
  });
});
