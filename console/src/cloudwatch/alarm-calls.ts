import { callAws } from "../aws";
import type { SeriesRequest } from "../charts/metric-series";
import { readPages, createTokenInput } from "../paging";
import type { Metric } from "./metrics";

export interface Alarm {
  readonly AlarmName: string;
  readonly StateValue: string;
  readonly StateReason?: string;
  readonly MetricName?: string;
  readonly Statistic?: string;
  readonly ComparisonOperator?: string;
  readonly Threshold?: number;
  readonly Period?: number;
  readonly EvaluationPeriods?: number;
}

/** The comparison operators, in words. */
export const COMPARISONS = {
  GreaterThanThreshold: "is more than",
  GreaterThanOrEqualToThreshold: "is at least",
  LessThanThreshold: "is less than",
  LessThanOrEqualToThreshold: "is at most",
} as const;

export type Comparison = keyof typeof COMPARISONS;

/** How a minute without a value is treated, in words. */
export const MISSING = {
  missing: "leaves the state as it is",
  notBreaching: "counts as good",
  breaching: "counts as bad",
} as const;

interface NewAlarm {
  readonly name: string;
  readonly metric: Metric;
  readonly statistic: SeriesRequest["statistic"];
  readonly comparison: Comparison;
  readonly threshold: number;
  /** How many minutes in a row the condition must hold. */
  readonly minutes: number;
  readonly missing: keyof typeof MISSING;
}

/** The alarms. @throws AwsError */
export const listAlarms = async (): Promise<readonly Alarm[]> =>
  (
    await readPages<{ MetricAlarms?: readonly Alarm[]; NextToken?: string }>(
      "cloudwatch",
      "DescribeAlarms",
      createTokenInput({}),
    )
  ).flatMap(({ MetricAlarms = [] }) => MetricAlarms);

/** Creates an alarm, or updates the one of that name. @throws AwsError */
export const putAlarm = ({ name, metric, statistic, comparison, threshold, minutes, missing }: NewAlarm) =>
  callAws("cloudwatch", "PutMetricAlarm", {
    AlarmName: name,
    Namespace: metric.namespace,
    MetricName: metric.name,
    Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: statistic,
    Period: 60,
    EvaluationPeriods: minutes,
    Threshold: threshold,
    ComparisonOperator: comparison,
    TreatMissingData: missing,
  });

/** @throws AwsError */
export const deleteAlarm = (name: string): Promise<unknown> =>
  callAws("cloudwatch", "DeleteAlarms", { AlarmNames: [name] });
