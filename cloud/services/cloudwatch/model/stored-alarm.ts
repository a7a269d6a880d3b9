import type { ComparisonOperator, PutMetricAlarmInput, StateValue } from "@aws-sdk/client-cloudwatch";

/** The settings of an alarm: the members of PutMetricAlarm that the lab cloud supports. */
export type AlarmSettings = Pick<
  PutMetricAlarmInput,
  | "AlarmDescription"
  | "ActionsEnabled"
  | "OKActions"
  | "AlarmActions"
  | "InsufficientDataActions"
  | "Unit"
  | "DatapointsToAlarm"
> & {
  readonly AlarmName: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: { readonly Name: string; readonly Value: string }[] | undefined;
  readonly Statistic?: string | undefined;
  readonly ExtendedStatistic?: string | undefined;
  /** The period in seconds. */
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly Threshold: number;
  readonly ComparisonOperator: ComparisonOperator;
  readonly TreatMissingData?: string | undefined;
};

export interface StoredAlarm {
  readonly settings: AlarmSettings;
  readonly tags: Readonly<Record<string, string>>;
  /** When the settings were last changed, in ms since the epoch. */
  readonly updatedAt: number;
  readonly state: StateValue;
  readonly reason: string;
  readonly reasonData: string | undefined;
  readonly stateAt: number;
}
