import { GetMetricData$, type GetMetricDataInput, type GetMetricDataOutput, type MetricDataQuery, type MetricStat } from "@aws-sdk/client-cloudwatch";
import { optional, refused, required, structure, type Checked, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { boolean, integer, list, oneOf, string, timestamp } from "../../../core/rules";
import type { Lab } from "../../lab";
import { operation } from "../../operation";
import { cutIntoPage, type QueryResult } from "../data-page";
import * as faults from "../faults";
import { metric, period, unit } from "../fields";
import { dimensionMap } from "../metric-name";
import { checkPeriod, inPeriods } from "../periods";
import { isStatistic, statistic } from "../statistics";

const statMembers = {
  Metric: required(metric),
  Period: required(period),
  Stat: required(string()),
  Unit: optional(unit),
} satisfies Members<MetricStat>;

const queryMembers = {
  Id: required(string({ length: { min: 1, max: 255 }, pattern: "[a-z][a-zA-Z0-9_]*" })),
  MetricStat: optional(structure(statMembers)),
  Expression: refused(),
  Label: optional(string()),
  ReturnData: optional(boolean()),
  // Only for expressions.
  Period: refused(),
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

type Query = Checked<typeof queryMembers>;

const MOST_POINTS = 100_800;

export const getMetricData = operation(GetMetricData$, members, (cloud, request): Reply<GetMetricDataOutput> => {
  const { MetricDataQueries, ScanBy = "TimestampDescending", MaxDatapoints = MOST_POINTS, NextToken } = request;
  const [fromMs, toMs] = [request.StartTime.getTime(), request.EndTime.getTime()];
  if (fromMs >= toMs) throw faults.timesInDisorder();
  checkIds(MetricDataQueries);
  const results = MetricDataQueries.map((query) => resultOf(cloud, query, { fromMs, toMs }));
  const wanted = results.filter((_, index) => MetricDataQueries[index]?.ReturnData !== false)
    .map((result) => (ScanBy === "TimestampAscending" ? result : { ...result, points: [...result.points].reverse() }));
  const page = cutIntoPage(wanted, Math.min(MaxDatapoints, MOST_POINTS), NextToken);
  return {
    MetricDataResults: page.results.map(({ id, label, points, isComplete }) => ({
      Id: id,
      Label: label,
      Timestamps: points.map(({ at }) => new Date(at)),
      Values: points.map(({ value }) => value),
      StatusCode: isComplete ? "Complete" as const : "PartialData" as const,
    })),
    Messages: [],
    ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
  };
});

function checkIds(queries: readonly Query[]): void {
  const seen = new Set<string>();
  for (const { Id } of queries) {
    if (seen.has(Id)) throw faults.duplicateQueryId(Id);
    seen.add(Id);
  }
}

/** An unknown metric has no points, and that is no error (SVC-023). */
function resultOf(cloud: Lab, { Id, MetricStat: stat, Label }: Query, { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): QueryResult {
  if (stat === undefined) throw faults.statOrExpression();
  const { Metric: { Namespace = "", MetricName = "", Dimensions }, Period, Stat, Unit } = stat;
  checkPeriod(Period);
  if (!isStatistic(Stat)) throw faults.notEmulatedStatistic(Stat);
  const name = { namespace: Namespace, name: MetricName, dimensions: dimensionMap(Dimensions) };
  const lengthMs = Period * 1000;
  const first = Math.floor(fromMs / lengthMs) * lengthMs;
  // Points in different units are different metrics; without a unit AWS takes one of them.
  const [points = []] = cloud.cloudwatch.points(name, { from: first, to: toMs, unit: Unit }).values();
  const periods = inPeriods(points, { fromMs: 0, lengthMs });
  return { id: Id, label: Label ?? MetricName, points: periods.map((point) => ({ at: point.at, value: statistic(Stat, point) })) };
}
