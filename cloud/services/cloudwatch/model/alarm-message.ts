import type { StateValue } from "@aws-sdk/client-cloudwatch";
import { formatJavaDouble } from "../../../../foundation/columnar/java-number";
import type { Core } from "../../../core/core";
import { formatJsonObject } from "./alarm-reason";
import type { AlarmSettings, StoredAlarm } from "./stored-alarm";
import { formatOffsetTime } from "../../../core/cloud-time";

/** Members as `formatJsonObject` takes them; those that are undefined are left out. */
const toJsonMembers = (members: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, JSON.stringify(value)]])),
  );

/** The names of regions in alarms' messages; other regions are named by their code. */
const REGIONS: Readonly<Record<string, string>> = {
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
  "eu-central-1": "EU (Frankfurt)",
  "eu-west-1": "EU (Ireland)",
  "eu-west-2": "EU (London)",
  "ap-northeast-1": "Asia Pacific (Tokyo)",
  "ap-northeast-2": "Asia Pacific (Seoul)",
  "ap-southeast-1": "Asia Pacific (Singapore)",
  "sa-east-1": "South America (Sao Paulo)",
};

const MAX_SUBJECT_LENGTH = 99;

/**
 * The message to a topic about an alarm whose state has changed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function createAlarmMessage(
  core: Pick<Core, "createArn" | "account" | "region">,
  { settings, state, reason, stateAt, updatedAt }: StoredAlarm,
  before: StateValue,
): { readonly Subject: string; readonly Message: string } {
  const { AlarmName, AlarmDescription = null } = settings;
  const Region = REGIONS[core.region] ?? core.region;
  return {
    Subject: `${state}: "${AlarmName}" in ${Region}`.slice(0, MAX_SUBJECT_LENGTH),
    Message: formatJsonObject({
      ...toJsonMembers({
        AlarmName,
        AlarmDescription,
        AWSAccountId: core.account,
        AlarmConfigurationUpdatedTimestamp: formatOffsetTime(updatedAt),
        NewStateValue: state,
        NewStateReason: reason,
        StateChangeTime: formatOffsetTime(stateAt),
        Region,
        AlarmArn: core.createArn("cloudwatch", `alarm:${AlarmName}`),
        OldStateValue: before,
        OKActions: settings.OKActions ?? [],
        AlarmActions: settings.AlarmActions ?? [],
        InsufficientDataActions: settings.InsufficientDataActions ?? [],
      }),
      Trigger: createTrigger(settings),
    }),
  };
}

/** Alarms' messages use CloudWatch's older names of statistics. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  Average: "AVERAGE",
  Maximum: "MAXIMUM",
  Minimum: "MINIMUM",
  SampleCount: "SAMPLE_COUNT",
  Sum: "SUM",
};

const createTrigger = (settings: AlarmSettings): string =>
  formatJsonObject({
    ...toJsonMembers({
      MetricName: settings.MetricName,
      Namespace: settings.Namespace,
      ...(settings.Statistic === undefined
        ? { StatisticType: "ExtendedStatistic", ExtendedStatistic: settings.ExtendedStatistic }
        : { StatisticType: "Statistic", Statistic: OLD_NAMES[settings.Statistic] ?? settings.Statistic }),
      Unit: settings.Unit ?? null,
      Dimensions: (settings.Dimensions ?? []).map(({ Name, Value }) => ({ value: Value, name: Name })),
      Period: settings.Period,
      EvaluationPeriods: settings.EvaluationPeriods,
      DatapointsToAlarm: settings.DatapointsToAlarm,
      ComparisonOperator: settings.ComparisonOperator,
    }),
    Threshold: formatJavaDouble(settings.Threshold),
    ...toJsonMembers({ TreatMissingData: settings.TreatMissingData ?? "", EvaluateLowSampleCountPercentile: "" }),
  });
