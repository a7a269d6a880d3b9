import type { ComparisonOperator, StateValue } from "@aws-sdk/client-cloudwatch";
import { formatCrossedReason, createReasonData, type EvaluatedPeriod } from "./alarm-reason";
import type { Metrics } from "./metrics";
import { computePeriodStatistic, groupByPeriod } from "./series";
import type { AlarmSettings } from "./stored-alarm";
import { toDimensionMap } from "../store/statistics";

/** The result of an alarm's evaluation: the new state and its reason. */
export interface Evaluation {
  readonly state: StateValue;
  readonly reason: string;
  readonly reasonData: string | undefined;
}

const COMPARISONS: Readonly<
  Partial<Record<ComparisonOperator, readonly [words: string, (a: number, b: number) => boolean]>>
> = {
  GreaterThanOrEqualToThreshold: ["greater than or equal to", (a, b) => a >= b],
  GreaterThanThreshold: ["greater than", (a, b) => a > b],
  LessThanOrEqualToThreshold: ["less than or equal to", (a, b) => a <= b],
  LessThanThreshold: ["less than", (a, b) => a < b],
};

/** The operators that compare one metric with a number; AWS's others compare with an anomaly detection band. */
export const COMPARED = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanThreshold",
] as const;

/**
 * Evaluates an alarm over the last complete periods.
 *
 * @remarks Where points are missing, AWS also uses a few earlier periods; the lab cloud does so only for periods of less
 * than a minute.
 * @returns undefined where the state does not change because data is missing (`ignore`)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation
 */
export function evaluateAlarm(metrics: Metrics, alarm: AlarmSettings, now: number): Evaluation | undefined {
  const { EvaluationPeriods: count, DatapointsToAlarm: toAlarm = count, TreatMissingData: treat = "missing" } = alarm;
  const [words, breaks] = COMPARISONS[alarm.ComparisonOperator] ?? ["", () => false];
  const periods = chooseEvaluated(listLastPeriods(metrics, alarm, now), count);
  const known = periods.filter(({ value }) => value !== undefined);
  const missing = periods.filter(({ value }) => value === undefined);
  const missingAs = MISSING_AS[treat];
  if (known.length === 0 && missingAs === undefined) {
    if (treat === "ignore") return undefined;
    const reasonData = createReasonData(alarm, now, { known, evaluated: missing.toReversed() });
    return { state: "INSUFFICIENT_DATA", reason: `Insufficient Data: ${count} datapoints were unknown.`, reasonData };
  }
  const isBreaching = ({ value }: EvaluatedPeriod): boolean =>
    value === undefined ? missingAs === "Breaching" : breaks(value, alarm.Threshold);
  const breaches = periods.filter(isBreaching).length >= toAlarm;
  const needed = breaches ? toAlarm : count - toAlarm + 1;
  // Without data that count, a period decides nothing.
  const deciding = (missingAs === undefined ? known : periods).filter((period) => isBreaching(period) === breaches);
  return {
    state: breaches ? "ALARM" : "OK",
    reason: formatCrossedReason(alarm, {
      ...{ words, breaches, missing, missingAs, needed },
      deciding: deciding.filter(({ value }) => value !== undefined),
    }),
    reasonData: createReasonData(alarm, now, { known, evaluated: deciding.toReversed().slice(0, needed) }),
  };
}

/** How missing data count; with other settings, they don't. */
const MISSING_AS: Readonly<Record<string, "Breaching" | "NonBreaching">> = {
  breaching: "Breaching",
  notBreaching: "NonBreaching",
};

/**
 * The periods that decide, the oldest first: the latest with points, and as few without as possible.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data
 */
function chooseEvaluated(range: readonly EvaluatedPeriod[], count: number): readonly EvaluatedPeriod[] {
  const known = range.filter(({ value }) => value !== undefined).slice(-count);
  const missing = range.filter(({ value }) => value === undefined);
  return [...known, ...missing.slice(missing.length - count + known.length)].sort((a, b) => a.at - b.at);
}

const MINUTE_SECONDS = 60;

/**
 * How many earlier periods are looked at: a metric that isn't of high resolution has its points at full minutes, and
 * also triggers an alarm of 10 s (recorded on AWS by LocalStack, 2026-02-26, test_put_metric_alarm).
 */
const countEarlierPeriods = (seconds: number): number =>
  seconds < MINUTE_SECONDS ? Math.ceil(MINUTE_SECONDS / seconds) : 0;

/** The last periods, the oldest first, with the metric's statistic in each. */
function listLastPeriods(metrics: Metrics, alarm: AlarmSettings, now: number): readonly EvaluatedPeriod[] {
  const { Namespace: namespace, MetricName: name, Period } = alarm;
  const count = alarm.EvaluationPeriods + countEarlierPeriods(Period);
  const lengthMs = Period * 1000;
  const toMs = Math.floor(now / lengthMs) * lengthMs;
  const fromMs = toMs - count * lengthMs;
  const statistic = computePeriodStatistic(alarm.Statistic ?? alarm.ExtendedStatistic ?? "Average");
  const found = metrics.listPoints(
    { namespace, name, dimensions: toDimensionMap(alarm.Dimensions) },
    { from: fromMs, to: toMs, unit: alarm.Unit },
  );
  const [points = []] = [...found.values()];
  const byStart = new Map(groupByPeriod(points, { fromMs, lengthMs }).map((period) => [period.at, period]));
  return Array.from({ length: count }, (_, index) => {
    const at = fromMs + index * lengthMs;
    const period = byStart.get(at);
    const value = period === undefined ? undefined : statistic?.(period);
    return value === undefined ? { at } : { at, value, sampleCount: period?.count ?? 0 };
  });
}
