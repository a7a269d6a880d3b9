import * as faults from "../model/faults";
import {
  PutMetricData$,
  GetMetricData$,
  type MetricDatum,
  type PutMetricDataInput,
  type StatisticSet as SdkStatisticSet,
  type GetMetricDataInput,
  type GetMetricDataOutput,
  type MessageData,
  type MetricDataQuery,
  type MetricStat,
  type StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import { createMemberNotEmulated } from "../../../core/faults";
import {
  optional,
  refused,
  required,
  structure,
  type CheckedInput,
  type Members,
  type Reply,
} from "../../../core/members";
import { double, integer, list, timestamp, boolean, oneOf, string } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operation } from "../../framework/operation";
import { cutIntoPage, type QueryResult } from "../model/data-page";
import { dimensions, metricName, namespace, unit, metric, period } from "../model/fields";
import { computeMathResults, type MathQuery } from "../model/math/functions/results";
import { createSeries, type TimeSeries } from "../model/math/value";
import { computePeriodStatistic, checkPeriod, groupByPeriod } from "../model/series";
import type { StoredPoint, StoredPoints } from "../store/point-log";
import {
  isConstant,
  mergeStatistics,
  createFromValue,
  type StatisticSet,
  toDimensionMap,
  type ValueCount,
} from "../store/statistics";

const datumMembers = {
  MetricName: required(metricName),
  Dimensions: optional(dimensions),
  Timestamp: optional(timestamp()),
  Value: optional(double()),
  StatisticValues: optional(
    structure({
      SampleCount: required(double()),
      Sum: required(double()),
      Minimum: required(double()),
      Maximum: required(double()),
    } satisfies Members<SdkStatisticSet>),
  ),
  Values: optional(list(double(), { max: 150 })),
  Counts: optional(list(double(), { max: 150 })),
  Unit: optional(unit),
  StorageResolution: optional(integer({ min: 1 })),
} satisfies Members<MetricDatum>;

const putMetricDataMembers = {
  Namespace: required(namespace),
  MetricData: required(list(structure(datumMembers), { max: 1000 })),
  EntityMetricData: refused(),
  StrictEntityValidation: refused(),
} satisfies Members<PutMetricDataInput>;

type Datum = CheckedInput<typeof datumMembers>;
type StatisticSetInput = NonNullable<Datum["StatisticValues"]>;

const HOUR_MS = 3_600_000;
const OLDEST_MS = 14 * 24 * HOUR_MS;
const NEWEST_MS = 2 * HOUR_MS;
const MINUTE_MS = 60_000;

export const putMetricData = operation(PutMetricData$, putMetricDataMembers, (cloud, { Namespace, MetricData }) => {
  if (Namespace.startsWith("AWS/")) throw faults.createReservedNamespaceFault();
  const now = cloud.now();
  cloud.cloudwatch.record(
    MetricData.map((datum, index): StoredPoints => {
      const member = `MetricData.member.${index + 1}`;
      const at = getInstant(datum, now, member);
      const name = { namespace: Namespace, name: datum.MetricName, dimensions: toDimensionMap(datum.Dimensions) };
      return { name, unit: datum.Unit ?? "None", points: [{ at, ...createValues(datum, member) }] };
    }),
  );
});

/** The time of a datum: of high resolution, rounded down to the second; otherwise to the minute. */
function getInstant({ Timestamp, StorageResolution }: Datum, now: number, member: string): number {
  const at = Timestamp?.getTime() ?? now;
  if (at < now - OLDEST_MS || at > now + NEWEST_MS) throw faults.createBadTimestampFault(member);
  const step = StorageResolution === 1 ? 1000 : MINUTE_MS;
  return Math.floor(at / step) * step;
}

function createValues({ Value, Values, Counts, StatisticValues }: Datum, member: string): Omit<StoredPoint, "at"> {
  if (Value !== undefined && Values !== undefined) throw faults.createOneValueOnlyFault(member, "Values");
  if (Value !== undefined && StatisticValues !== undefined)
    throw faults.createOneValueOnlyFault(member, "StatisticValues");
  if (StatisticValues !== undefined) {
    const set = checkData(toPoint(StatisticValues), member);
    if (Values === undefined) return isConstant(set) ? addEach(set, [[set.min, set.count]]) : set;
    // AWS accepts Values and StatisticValues together; here both are counted.
    return mergeStatistics(set, checkData(createValueFunction(countValues(Values, Counts, member), member), member));
  }
  if (Value === undefined && Values === undefined) throw faults.createValueNeededFault(member);
  const each = countValues(Value === undefined ? (Values ?? []) : [Value], Counts, member);
  return addEach(checkData(createValueFunction(each, member), member), each);
}

function checkData(set: StatisticSet, member: string): StatisticSet {
  if (!Object.values(set).every(Number.isFinite)) throw faults.createNotANumberFault(`${member}.Value`);
  return set;
}

/**
 * Adds the single values that percentiles are computed from. CloudWatch has no percentiles if a value is negative.
 */
const addEach = (set: StatisticSet, each: readonly ValueCount[]): Omit<StoredPoint, "at"> =>
  set.min < 0 ? set : { ...set, each };

const toPoint = ({ SampleCount: count, Sum: sum, Minimum: min, Maximum: max }: StatisticSetInput): StatisticSet => ({
  count,
  sum,
  min,
  max,
});

function countValues(
  values: readonly number[],
  counts: readonly number[] | undefined,
  member: string,
): readonly ValueCount[] {
  if (counts !== undefined && counts.length !== values.length) throw faults.createCountsDifferFault(member);
  return values.map((value, index) => [value, counts?.[index] ?? 1]);
}

function createValueFunction(each: readonly ValueCount[], member: string): StatisticSet {
  const [first, ...rest] = each.map(([value, count]) => createFromValue(value, count));
  if (first === undefined) throw faults.createValueNeededFault(member);
  return rest.reduce(mergeStatistics, first);
}

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

const getMetricDataMembers = {
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

export const getMetricData = operation(
  GetMetricData$,
  getMetricDataMembers,
  (cloud, request): Reply<GetMetricDataOutput> => {
    const { MetricDataQueries, ScanBy = "TimestampDescending", MaxDatapoints = MAX_POINTS, NextToken } = request;
    const [fromMs, toMs] = [request.StartTime.getTime(), request.EndTime.getTime()];
    if (fromMs >= toMs) throw faults.createTimesInDisorderFault();
    checkIds(MetricDataQueries);
    const requested = createResults(cloud, MetricDataQueries, { fromMs, toMs }).map((result) =>
      ScanBy === "TimestampAscending" ? result : { ...result, points: [...result.points].reverse() },
    );
    const page = cutIntoPage(requested, Math.min(MaxDatapoints, MAX_POINTS), NextToken);
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
  },
);

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
function createResults(cloud: Services, queries: readonly Query[], time: Time): readonly QueryResult[] {
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

/** A query's math expression; undefined if the query requests a metric. */
function createMathQuery({ Id, MetricStat, Expression, Label, Period }: Query): MathQuery | undefined {
  // AWS replaces `${…}` in labels by values and dimensions.
  if (Label?.includes("${") === true) throw createMemberNotEmulated("MetricDataQueries.member.Label: ${…}");
  if ((MetricStat === undefined) === (Expression === undefined)) throw faults.createStatOrExpressionFault();
  if (Expression !== undefined && Period !== undefined) checkPeriod(Period);
  // AWS documents Period for expressions; its effect on a query with a metric, which has its own period, is not
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

/** The series of a metric. An unknown metric has no points, which isn't an error (SVC-023). */
function listSeries(cloud: Services, { MetricStat: stat, Label }: Query, { fromMs, toMs }: Time): MetricSeries {
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
