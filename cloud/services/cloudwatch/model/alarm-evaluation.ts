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
 * Evaluates an alarm over the last complete periods; where points are missing, over some before them, too.
 *
 * @returns undefined where the state does not change because data is missing (`ignore`)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluateAlarm(metrics: Metrics, alarm: AlarmSettings, now: number): Evaluation | undefined {
  const { EvaluationPeriods: count, DatapointsToAlarm: toAlarm = count, TreatMissingData: treat = "missing" } = alarm;
  const [words, breaks] = COMPARISONS[alarm.ComparisonOperator] ?? ["", () => false];
  const range = listLastPeriods(metrics, alarm, now);
  const periods = chooseEvaluated(range, count);
  const known = periods.filter(({ value }) => value !== undefined);
  const missing = periods.filter(({ value }) => value === undefined);
  const missingAs = MISSING_AS[treat];
  const isBreaching = ({ value }: EvaluatedPeriod): boolean =>
    value === undefined ? missingAs === "Breaching" : breaks(value, alarm.Threshold);
  const state = chooseState({ range, periods }, isBreaching, { toAlarm, treat });
  if (state === undefined) return undefined;
  if (state === "INSUFFICIENT_DATA") {
    const reasonData = createReasonData(alarm, now, { known, evaluated: missing.toReversed() });
    return { state, reason: `Insufficient Data: ${count} datapoints were unknown.`, reasonData };
  }
  const breaches = state === "ALARM";
  const needed = breaches ? toAlarm : count - toAlarm + 1;
  // Without data that count, a period decides nothing.
  const deciding = (missingAs === undefined ? known : periods).filter((period) => isBreaching(period) === breaches);
  return {
    state,
    reason: formatCrossedReason(alarm, {
      ...{ words, breaches, missing, missingAs, needed },
      deciding: deciding.filter(({ value }) => value !== undefined),
    }),
    reasonData: createReasonData(alarm, now, { known, evaluated: deciding.toReversed().slice(0, needed) }),
  };
}

/**
 * The state that the evaluated periods lead to, as in the tables of AWS's page.
 *
 * @returns undefined where the alarm keeps its state
 */
function chooseState(
  { range, periods }: { readonly range: readonly EvaluatedPeriod[]; readonly periods: readonly EvaluatedPeriod[] },
  isBreaching: (period: EvaluatedPeriod) => boolean,
  { toAlarm, treat }: { readonly toAlarm: number; readonly treat: string },
): StateValue | undefined {
  if (periods.filter(isBreaching).length >= toAlarm) return "ALARM";
  const known = periods.filter(({ value }) => value !== undefined);
  if (treat in MISSING_AS || !known.every(isBreaching)) return "OK";
  // A few points that all breach do not decide before they are old enough: AWS expects that a good one can still come.
  if (known.length > 0 && measureAge(range) < toAlarm) return "OK";
  if (treat === "ignore") return undefined;
  return known.length > 0 ? "ALARM" : "INSUFFICIENT_DATA";
}

/** How many periods ago the oldest point is, from 1 for the latest period. */
const measureAge = (range: readonly EvaluatedPeriod[]): number =>
  range.length - range.findIndex(({ value }) => value !== undefined);

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

/** How many earlier periods AWS's tables show, for alarms with three evaluation periods. */
const EARLIER_PERIODS = 2;

/**
 * How many earlier periods are looked at. Points can come late: Lambda's metrics have the minute in which a function
 * was called, and are sent when it has ended. And a metric that isn't of high resolution has its points at full
 * minutes, and also triggers an alarm of 10 s (recorded on AWS by LocalStack, 2026-02-26, test_put_metric_alarm).
 */
const countEarlierPeriods = (seconds: number): number => Math.max(EARLIER_PERIODS, Math.ceil(MINUTE_SECONDS / seconds));

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
