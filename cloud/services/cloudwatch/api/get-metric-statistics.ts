import * as faults from "../model/faults";
import {
  GetMetricStatistics$,
  type Datapoint,
  type GetMetricStatisticsInput,
  type GetMetricStatisticsOutput,
} from "@aws-sdk/client-cloudwatch";
import { optional, required, type Members, type Reply } from "../../../core/members";
import { list, oneOf, string, timestamp } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { dimensions, metricName, namespace, period, unit } from "../model/fields";
import { computePeriodStatistic, type PeriodStatistic, checkPeriod, groupByPeriod, type Period } from "../model/series";
import { isStatistic, STATISTICS, toDimensionMap } from "../store/statistics";

const members = {
  Namespace: required(namespace),
  MetricName: required(metricName),
  Dimensions: optional(dimensions),
  StartTime: required(timestamp()),
  EndTime: required(timestamp()),
  Period: required(period),
  Statistics: optional(list(oneOf(STATISTICS), { min: 1, max: 5 })),
  ExtendedStatistics: optional(list(string(), { min: 1, max: 10 })),
  Unit: optional(unit),
} satisfies Members<GetMetricStatisticsInput>;

const MAX_POINTS = 1440;
const MINUTE_MS = 60_000;

export const getMetricStatistics = operation(
  GetMetricStatistics$,
  members,
  (cloud, request): Reply<GetMetricStatisticsOutput> => {
    const { Namespace, MetricName, Period, Unit } = request;
    const statistics = createStatistics(request);
    checkPeriod(Period);
    // AWS rounds the start down to a full minute; the periods are counted from there.
    const fromMs = Math.floor(request.StartTime.getTime() / MINUTE_MS) * MINUTE_MS;
    const toMs = request.EndTime.getTime();
    if (request.StartTime.getTime() >= toMs) throw faults.createTimesInDisorderFault();
    // The limit applies to the times as requested, so that a whole day of minutes may begin in the middle of a minute.
    const requested = Math.ceil((toMs - request.StartTime.getTime()) / (Period * 1000));
    if (requested > MAX_POINTS) throw faults.createTooManyPointsFault(requested);

    const name = { namespace: Namespace, name: MetricName, dimensions: toDimensionMap(request.Dimensions) };
    const to = Math.min(toMs, cloud.cloudwatch.seenUntil);
    const found = cloud.cloudwatch.listPoints(name, { from: fromMs, to, unit: Unit });
    const Datapoints = [...found].flatMap(([first, points]) =>
      groupByPeriod(points, { fromMs, lengthMs: Period * 1000 }).flatMap((period): Datapoint[] => {
        const values = statistics(period);
        return values === undefined ? [] : [{ Timestamp: new Date(period.at), ...values, Unit: first }];
      }),
    );
    return { Label: MetricName, Datapoints };
  },
);

interface RequestedStatistics {
  readonly Statistics?: readonly string[] | undefined;
  readonly ExtendedStatistics?: readonly string[] | undefined;
}

/** A function that computes the requested statistics of a period: undefined where it has none of them, such as percentiles of values that are not known one by one. */
function createStatistics({
  Statistics = [],
  ExtendedStatistics = [],
}: RequestedStatistics): (period: Period) => Partial<Datapoint> | undefined {
  if (Statistics.length === 0 && ExtendedStatistics.length === 0) throw faults.createStatisticsNeededFault();
  if (Statistics.length > 0 && ExtendedStatistics.length > 0) throw faults.createStatisticsExclusiveFault();
  const isExtended = ExtendedStatistics.length > 0;
  const requested = [...Statistics, ...ExtendedStatistics].map((name): [string, PeriodStatistic] => {
    const found = computePeriodStatistic(name);
    if (found === undefined || (isExtended && isStatistic(name)))
      throw faults.createUnknownStatisticFault(name, isExtended ? "ExtendedStatistics" : "Statistics");
    return [name, found];
  });
  return (period) => {
    const values = requested.flatMap(([name, ask]): readonly (readonly [string, number])[] => {
      const value = ask(period);
      return value === undefined ? [] : [[name, value]];
    });
    if (values.length === 0) return undefined;
    return isExtended ? { ExtendedStatistics: Object.fromEntries(values) } : Object.fromEntries(values);
  };
}
