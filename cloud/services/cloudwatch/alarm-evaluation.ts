import type { ComparisonOperator, StateValue } from "@aws-sdk/client-cloudwatch";
import { dimensionMap } from "./metric-name";
import type { Metrics } from "./metrics";
import { periodStatistic } from "./period-statistic";
import { inPeriods } from "./periods";
import type { AlarmSettings } from "./stored-alarm";

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
 * @remarks Where points are missing, AWS also uses a few earlier periods; the lab cloud only uses the evaluated ones.
 * @returns undefined where the state does not change because data is missing (`ignore`)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation
 */
export function evaluated(metrics: Metrics, alarm: AlarmSettings, now: number): Evaluation | undefined {
  const { EvaluationPeriods: count, DatapointsToAlarm: needed = count, TreatMissingData: missing = "missing" } = alarm;
  const values = lastValues(metrics, alarm, now);
  const [words, breaks] = COMPARISONS[alarm.ComparisonOperator] ?? ["", () => false];
  const known = values.filter((value) => value !== undefined);
  const breaching = known.filter((value) => breaks(value, alarm.Threshold));
  const gaps = count - known.length;
  const isAlarm = breaching.length + (missing === "breaching" ? gaps : 0) >= needed;
  const reasonData = JSON.stringify({
    version: "1.0",
    queryDate: new Date(now).toISOString(),
    statistic: alarm.Statistic ?? alarm.ExtendedStatistic,
    period: alarm.Period,
    recentDatapoints: known,
    threshold: alarm.Threshold,
  });
  const periods = { count, needed, gaps, breaching, known, words };
  if (isAlarm) return { state: "ALARM", reason: alarmReason(alarm, periods), reasonData };
  if (known.length > 0) return { state: "OK", reason: okReason(alarm, periods), reasonData };
  if (missing === "ignore") return undefined;
  return missing === "missing"
    ? { state: "INSUFFICIENT_DATA", reason: `Insufficient Data: ${count} datapoints were unknown.`, reasonData }
    : { state: "OK", reason: missingReason(gaps, "NonBreaching"), reasonData };
}

interface Periods {
  readonly count: number;
  readonly needed: number;
  readonly gaps: number;
  readonly breaching: readonly number[];
  readonly known: readonly number[];
  readonly words: string;
}

const missingReason = (gaps: number, how: "Breaching" | "NonBreaching"): string =>
  `Threshold Crossed: no datapoints were received for ${gaps} periods and ${gaps} missing datapoints were treated as [${how}].`;

/** In a reason AWS tells the newest datapoint first. */
const listed = (values: readonly number[]): string => `[${values.toReversed().join(", ")}]`;
const wasOrWere = (values: readonly number[]): string => (values.length === 1 ? "was" : "were");

/** Of the datapoints AWS tells those that breach. */
const alarmReason = ({ Threshold }: AlarmSettings, { count, needed, gaps, breaching, words }: Periods): string =>
  breaching.length === 0
    ? missingReason(gaps, "Breaching")
    : `Threshold Crossed: ${breaching.length} out of the last ${count} datapoints ${listed(breaching)} ${wasOrWere(breaching)} ${words} the threshold (${Threshold}) (minimum ${needed} datapoint${needed === 1 ? "" : "s"} for OK -> ALARM transition).`;

const okReason = ({ Threshold }: AlarmSettings, { known, words }: Periods): string =>
  `Threshold Crossed: ${known.length} datapoint${known.length === 1 ? "" : "s"} ${listed(known)} ${wasOrWere(known)} not ${words} the threshold (${Threshold}).`;

/** The metric's statistic in each of the last periods, the oldest first; undefined for a period without one. */
function lastValues(metrics: Metrics, alarm: AlarmSettings, now: number): readonly (number | undefined)[] {
  const { Namespace: namespace, MetricName: name, Period, EvaluationPeriods: count } = alarm;
  const lengthMs = Period * 1000;
  const toMs = Math.floor(now / lengthMs) * lengthMs;
  const fromMs = toMs - count * lengthMs;
  const statistic = periodStatistic(alarm.Statistic ?? alarm.ExtendedStatistic ?? "Average");
  const found = metrics.points(
    { namespace, name, dimensions: dimensionMap(alarm.Dimensions) },
    { from: fromMs, to: toMs, unit: alarm.Unit },
  );
  const [points = []] = [...found.values()];
  const byStart = new Map(inPeriods(points, { fromMs, lengthMs }).map((period) => [period.at, statistic?.(period)]));
  return Array.from({ length: count }, (_one, index) => byStart.get(fromMs + index * lengthMs));
}
