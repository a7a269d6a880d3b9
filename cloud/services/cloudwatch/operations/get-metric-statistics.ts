import { GetMetricStatistics$, type Datapoint, type GetMetricStatisticsInput, type GetMetricStatisticsOutput } from "@aws-sdk/client-cloudwatch";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { list, string, timestamp } from "../../../core/rules";
import { operation } from "../../operation";
import * as faults from "../faults";
import { dimensions, metricName, namespace, period, unit } from "../fields";
import { dimensionMap } from "../metric-name";
import { checkPeriod, inPeriods } from "../periods";
import { isStatistic, statistic, type StatisticName } from "../statistics";

const members = {
  Namespace: required(namespace),
  MetricName: required(metricName),
  Dimensions: optional(dimensions),
  StartTime: required(timestamp()),
  EndTime: required(timestamp()),
  Period: required(period),
  // Not by a fixed set: a percentile gets the same clear refusal as in GetMetricData.
  Statistics: optional(list(string(), { min: 1, max: 5 })),
  ExtendedStatistics: optional(list(string(), { min: 1, max: 10 })),
  Unit: optional(unit),
} satisfies Members<Omit<GetMetricStatisticsInput, "Statistics"> & { Statistics?: string[] | undefined }>;

const MOST_POINTS = 1440;
const MINUTE_MS = 60_000;

export const getMetricStatistics = operation(GetMetricStatistics$, members, (cloud, request): Reply<GetMetricStatisticsOutput> => {
  const { Namespace, MetricName, Period, Unit } = request;
  const names = statisticNames(request);
  checkPeriod(Period);
  // AWS begins with the minute in which the start lies; periods count from there.
  const fromMs = Math.floor(request.StartTime.getTime() / MINUTE_MS) * MINUTE_MS;
  const toMs = request.EndTime.getTime();
  if (fromMs >= toMs) throw faults.timesInDisorder();
  const wanted = Math.ceil((toMs - fromMs) / (Period * 1000));
  if (wanted > MOST_POINTS) throw faults.tooManyPoints(wanted);

  const name = { namespace: Namespace, name: MetricName, dimensions: dimensionMap(request.Dimensions) };
  const found = cloud.cloudwatch.points(name, { from: fromMs, to: toMs, unit: Unit });
  const Datapoints = [...found].flatMap(([one, points]) => inPeriods(points, { fromMs, lengthMs: Period * 1000 }).map((point): Datapoint => ({
    Timestamp: new Date(point.at),
    ...Object.fromEntries(names.map((statisticName) => [statisticName, statistic(statisticName, point)])),
    Unit: one,
  })));
  return { Label: MetricName, Datapoints };
});

function statisticNames({ Statistics = [], ExtendedStatistics = [] }: { readonly Statistics?: readonly string[] | undefined; readonly ExtendedStatistics?: readonly string[] | undefined }): readonly StatisticName[] {
  const asked = [...Statistics, ...ExtendedStatistics];
  if (asked.length === 0) throw faults.statisticsNeeded();
  return asked.map((name) => {
    if (!isStatistic(name)) throw faults.notEmulatedStatistic(name);
    return name;
  });
}
