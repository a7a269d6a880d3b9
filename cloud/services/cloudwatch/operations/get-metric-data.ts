import {
  GetMetricData$,
  type GetMetricDataInput,
  type GetMetricDataOutput,
  type MessageData,
  type MetricDataQuery,
  type MetricStat,
  type StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import { optional, refused, required, structure, type CheckedInput, type Members } from "../../../core/members";
import { createMemberNotEmulated } from "../../../core/faults";
import type { Reply } from "../../../core/operation";
import { boolean, integer, list, oneOf, string, timestamp } from "../../../core/rules";
import type { Lab } from "../../lab";
import { operation } from "../../operation";
import { cutIntoPage, type QueryResult } from "../data-page";
import * as faults from "../faults";
import { metric, period, unit } from "../fields";
import { toDimensionMap } from "../metric-name";
import { computeMathResults, type MathQuery } from "../math/results";
import { createSeries, type TimeSeries } from "../math/value";
import { computePeriodStatistic } from "../period-statistic";
import { checkPeriod, groupByPeriod } from "../periods";

const statMembers = {
  Metric: required(metric),
  Period: required(period),
  Stat: required(string()),
  Unit: optional(unit),
} satisfies Members<MetricStat>;

const queryMembers = {
  Id: required(string({ length: { min: 1, max: 255 }, pattern: "[a-z][a-zA-Z0-9_]*" })),
  MetricStat: optional(structure(statMembers)),
  Expression: optional(string({ length: { min: 1, max: 2048 } })),
  Label: optional(string()),
  ReturnData: optional(boolean()),
  Period: optional(period),
  AccountId: refused(),
} satisfies Members<MetricDataQuery>;

const members = {
  MetricDataQueries: required(list(structure(queryMembers), { max: 500 })),
  StartTime: required(timestamp()),
  EndTime: required(timestamp()),
  NextToken: optional(string()),
  ScanBy: optional(oneOf(["TimestampDescending", "TimestampAscending"])),
  MaxDatapoints: optional(integer({ min: 1 })),
  LabelOptions: refused(),
} satisfies Members<GetMetricDataInput>;

type Query = CheckedInput<typeof queryMembers>;

const MAX_POINTS = 100_800;

export const getMetricData = operation(GetMetricData$, members, (cloud, request): Reply<GetMetricDataOutput> => {
  const { MetricDataQueries, ScanBy = "TimestampDescending", MaxDatapoints = MAX_POINTS, NextToken } = request;
  const [fromMs, toMs] = [request.StartTime.getTime(), request.EndTime.getTime()];
  if (fromMs >= toMs) throw faults.createTimesInDisorderFault();
  checkIds(MetricDataQueries);
  const wanted = createResults(cloud, MetricDataQueries, { fromMs, toMs }).map((result) =>
    ScanBy === "TimestampAscending" ? result : { ...result, points: [...result.points].reverse() },
  );
  const page = cutIntoPage(wanted, Math.min(MaxDatapoints, MAX_POINTS), NextToken);
  return {
    MetricDataResults: page.results.map(({ id, label, points, messages, isComplete }) => ({
      Id: id,
      Label: label,
      Timestamps: points.map(({ at }) => new Date(at)),
      Values: points.map(({ value }) => value),
      StatusCode: isComplete ? ("Complete" as const) : ("PartialData" as const),
      ...(messages === undefined ? {} : { Messages: [...messages] }),
    })),
    Messages: [],
    // With an expression among the queries, AWS answers no token.
    ...(page.nextToken === undefined || MetricDataQueries.some(({ Expression }) => Expression !== undefined)
      ? {}
      : { NextToken: page.nextToken }),
  };
});

function checkIds(queries: readonly Query[]): void {
  const seen = new Set<string>();
  for (const { Id } of queries) {
    if (seen.has(Id)) throw faults.createDuplicateQueryIdFault(Id);
    seen.add(Id);
  }
}

interface Time {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The results to return, in the order of the queries. */
function createResults(cloud: Lab, queries: readonly Query[], time: Time): readonly QueryResult[] {
  const expressions = queries.map(createMathQuery).filter((query) => query !== undefined);
  const labelOf = listLabels(queries);
  const metrics = new Map(
    queries.flatMap((query): readonly [string, MetricSeries][] =>
      query.MetricStat === undefined ? [] : [[query.Id, listSeries(cloud, { ...query, Label: labelOf(query) }, time)]],
    ),
  );
  const computed = computeMathResults(expressions, { ...time, metrics });
  return queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .flatMap(({ Id }): readonly QueryResult[] => {
      const metric = metrics.get(Id);
      return metric === undefined ? (computed.get(Id) ?? []) : [{ ...metric, id: Id }];
    });
}

/**
 * The label of a metric: its name, followed by the statistic and the period if the request's metrics differ in these
 * (recorded on AWS by LocalStack, 2025-09-19, test_cloudwatch.py, test_label_generation).
 */
function listLabels(queries: readonly Query[]): (query: Query) => string | undefined {
  const stats = queries.flatMap(({ MetricStat }) => MetricStat ?? []);
  const hasSeveral = (of: (stat: (typeof stats)[number]) => unknown): boolean => new Set(stats.map(of)).size > 1;
  const [namesStatistic, namesPeriod] = [hasSeveral(({ Stat }) => Stat), hasSeveral(({ Period }) => Period)];
  return ({ Label, MetricStat: stat }) =>
    Label ??
    [stat?.Metric.MetricName, ...(namesStatistic ? [stat?.Stat] : []), ...(namesPeriod ? [stat?.Period] : [])].join(
      " ",
    );
}

/** The math query of a query; undefined if the query asks for a metric itself. */
function createMathQuery({ Id, MetricStat, Expression, Label, Period }: Query): MathQuery | undefined {
  // AWS replaces `${…}` in labels by values and dimensions.
  if (Label?.includes("${") === true) throw createMemberNotEmulated("MetricDataQueries.member.Label: ${…}");
  if ((MetricStat === undefined) === (Expression === undefined)) throw faults.createStatOrExpressionFault();
  if (Expression !== undefined && Period !== undefined) checkPeriod(Period);
  // AWS documents Period for expressions; its effect on a query with a metric, which has a period of its own, is not
  // known.
  if (Expression === undefined && Period !== undefined)
    throw createMemberNotEmulated("MetricDataQueries.member.Period");
  return Expression === undefined
    ? undefined
    : { id: Id, text: Expression, label: Label, periodMs: Period === undefined ? undefined : Period * 1000 };
}

type MetricSeries = TimeSeries & Pick<QueryResult, "messages">;

/**
 * Points in different units are separate metrics. Without a unit AWS answers one of them, and a message that names all:
 * that which comes first here (recorded on AWS by LocalStack, 2025-09-19, test_get_metric_data_different_units_no_unit_in_query,
 * for Count, Milliseconds and Seconds; the list of all is the note in that test).
 */
const UNIT_ORDER: readonly StandardUnit[] = [
  ...(["Megabits", "Terabits", "Gigabits", "Count", "Bytes", "Gigabytes", "Gigabytes/Second", "Kilobytes"] as const),
  ...(["Kilobits/Second", "Terabytes", "Terabits/Second", "Bytes/Second", "Percent", "Megabytes"] as const),
  ...(["Megabits/Second", "Milliseconds", "Microseconds", "Kilobytes/Second", "Gigabits/Second"] as const),
  ...(["Megabytes/Second", "Bits", "Bits/Second", "Count/Second", "Seconds", "Kilobits", "Terabytes/Second"] as const),
  "None",
];

const splitByUnit = (units: readonly StandardUnit[]): MessageData => ({
  Code: "MultipleUnits",
  Value: `Multiple units returned: '[${units.join(", ")}]'`,
});

/** The series of a metric. An unknown metric has no points, which is no error (SVC-023). */
function listSeries(cloud: Lab, { MetricStat: stat, Label }: Query, { fromMs, toMs }: Time): MetricSeries {
  if (stat === undefined) throw faults.createStatOrExpressionFault();
  const {
    Metric: { Namespace = "", MetricName = "", Dimensions },
    Period,
    Stat,
    Unit,
  } = stat;
  checkPeriod(Period);
  const ask = computePeriodStatistic(Stat);
  if (ask === undefined) throw faults.createUnknownStatisticFault(Stat, "Stat");
  const name = { namespace: Namespace, name: MetricName, dimensions: toDimensionMap(Dimensions) };
  const periodMs = Period * 1000;
  const first = Math.floor(fromMs / periodMs) * periodMs;
  const to = Math.min(toMs, cloud.cloudwatch.seenUntil);
  const found = cloud.cloudwatch.listPoints(name, { from: first, to, unit: Unit });
  const units = [...found.keys()].sort((a, b) => UNIT_ORDER.indexOf(a) - UNIT_ORDER.indexOf(b));
  const points = found.get(units[0] ?? "None") ?? [];
  const values = groupByPeriod(points, { fromMs: 0, lengthMs: periodMs }).map((period) => ({
    at: period.at,
    value: ask(period) ?? NaN,
  }));
  return {
    ...createSeries({ label: Label ?? MetricName, periodMs }, values),
    isMetric: true,
    ...(units.length > 1 ? { messages: [splitByUnit(units)] } : {}),
  };
}
