import {
  DescribeAlarms$,
  DescribeAlarmsForMetric$,
  DeleteAlarms$,
  PutMetricAlarm$,
  SetAlarmState$,
} from "@aws-sdk/client-cloudwatch";
import type * as sdk from "@aws-sdk/client-cloudwatch";
import { optional, refused, required, type Members, type Reply, structure } from "../../../core/members";
import {
  integer,
  list,
  oneOf,
  string,
  boolean,
  double,
  emulatedOf,
  type Rule,
  NO_VIOLATIONS,
} from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createPage } from "../../framework/page";
import * as faults from "../model/faults";
import { createInvalidNextTokenFault } from "../model/faults";
import type { AlarmSettings, StoredAlarm } from "../model/stored-alarm";
import { getServiceOfArn } from "../../../core/arn-parts";
import { AwsFault } from "../../../core/faults";
import { COMPARED } from "../model/alarm-evaluation";
import { dimensions, metricName, namespace, period, unit } from "../model/fields";
import { computePeriodStatistic, checkPeriod } from "../model/series";
import { createMetricKey, STATISTICS, toDimensionMap } from "../store/statistics";

const tag = {
  Key: required(string({ length: { min: 1, max: 128 } })),
  Value: required(string({ length: { max: 256 } })),
} satisfies Members<sdk.Tag>;

/** Of all actions that alarms have on AWS, the lab cloud supports functions and topics. */
const action: Rule<string> = {
  check(value) {
    if (!["lambda", "sns"].includes(getServiceOfArn(String(value))))
      throw new AwsFault(
        "NotImplemented",
        `The lab cloud's alarms notify functions and topics, not [${String(value)}].`,
        {
          status: 501,
        },
      );
    return NO_VIOLATIONS;
  },
};
const actions = list(action, { max: 5 });

const putMetricAlarmMembers = {
  AlarmName: required(string({ length: { min: 1, max: 255 } })),
  AlarmDescription: optional(string({ length: { max: 1024 } })),
  ActionsEnabled: optional(boolean()),
  OKActions: optional(actions),
  AlarmActions: optional(actions),
  InsufficientDataActions: optional(actions),
  MetricName: required(metricName),
  Namespace: required(namespace),
  Statistic: optional(oneOf(STATISTICS)),
  ExtendedStatistic: optional(string()),
  Dimensions: optional(dimensions),
  Period: required(period),
  Unit: optional(unit),
  EvaluationPeriods: required(integer({ min: 1 })),
  DatapointsToAlarm: optional(integer({ min: 1 })),
  Threshold: required(double()),
  ComparisonOperator: required(
    emulatedOf(COMPARED, [
      "LessThanLowerOrGreaterThanUpperThreshold",
      "LessThanLowerThreshold",
      "GreaterThanUpperThreshold",
    ]),
  ),
  TreatMissingData: optional(oneOf(["breaching", "notBreaching", "ignore", "missing"])),
  Tags: optional(list(structure(tag), { max: 50 })),
  EvaluateLowSampleCountPercentile: refused(),
  Metrics: refused(),
  ThresholdMetricId: refused(),
  EvaluationWindow: refused(),
  WarmUpConfiguration: refused(),
  EvaluationCriteria: refused(),
  EvaluationInterval: refused(),
  ActionConfiguration: refused(),
} satisfies Members<sdk.PutMetricAlarmInput>;

/**
 * Creates or changes an alarm on one metric; it is evaluated at every full minute of the cloud's clock.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const putMetricAlarm = operation(PutMetricAlarm$, putMetricAlarmMembers, (cloud, request): void => {
  const { Tags = [], ...settings } = request;
  const { Period, EvaluationPeriods, Statistic, ExtendedStatistic } = settings;
  checkPeriod(Period);
  // As documented: a day, or a week for periods of at least an hour.
  const maxSeconds = Period < 3_600 ? 86_400 : 604_800;
  if (EvaluationPeriods * Period > maxSeconds) throw faults.createLongEvaluationFault(maxSeconds);
  if (Statistic === undefined && ExtendedStatistic === undefined) throw faults.createStatisticsNeededFault();
  if (Statistic !== undefined && ExtendedStatistic !== undefined) throw faults.createStatisticsExclusiveFault();
  const requested = Statistic ?? ExtendedStatistic ?? "";
  if (computePeriodStatistic(requested) === undefined)
    throw faults.createUnknownStatisticFault(requested, "ExtendedStatistic");
  cloud.alarms.put(settings, Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])));
});

const setAlarmStateMembers = {
  AlarmName: required(string({ length: { min: 1, max: 255 } })),
  StateValue: required(oneOf(["INSUFFICIENT_DATA", "ALARM", "OK"])),
  StateReason: required(string({ length: { max: 1023 } })),
  StateReasonData: optional(string({ length: { max: 4000 } })),
} satisfies Members<sdk.SetAlarmStateInput>;

/** Sets an alarm's state and runs its actions; the next evaluation of the metric may change the state again. */
export const setAlarmState = operation(SetAlarmState$, setAlarmStateMembers, (cloud, request): void => {
  const alarm = cloud.alarms.find(request.AlarmName);
  if (alarm === undefined) throw new AwsFault("ResourceNotFound", "", { status: 404, queryCode: "ResourceNotFound" });
  const { StateValue: state, StateReason: reason, StateReasonData: reasonData } = request;
  if (state !== alarm.state) cloud.alarms.enter(alarm, { state, reason, reasonData });
});

const name = string({ length: { min: 1, max: 255 } });

const describeAlarmsMembers = {
  AlarmNames: optional(list(name, { max: 100 })),
  AlarmNamePrefix: optional(name),
  AlarmTypes: optional(list(oneOf(["MetricAlarm", "CompositeAlarm", "LogAlarm"]))),
  StateValue: optional(oneOf(["OK", "ALARM", "INSUFFICIENT_DATA"])),
  ActionPrefix: optional(string({ length: { min: 1, max: 1024 } })),
  MaxRecords: optional(integer({ min: 1, max: 100 })),
  NextToken: optional(string()),
  ChildrenOfAlarmName: refused(),
  ParentsOfAlarmName: refused(),
} satisfies Members<sdk.DescribeAlarmsInput>;

const USUAL_RECORDS = 50;

interface AlarmFilters {
  readonly AlarmNames?: readonly string[] | undefined;
  readonly AlarmNamePrefix?: string | undefined;
  readonly AlarmTypes?: readonly string[] | undefined;
  readonly StateValue?: string | undefined;
  readonly ActionPrefix?: string | undefined;
}

/**
 * Alarms by name, by prefix or by state. All are metric alarms: composite and log alarms are not supported.
 *
 * AWS documents that AlarmNamePrefix and AlarmNames exclude each other. Its refusal is recorded nowhere that we know of,
 * so both are applied here: what comes back are the named alarms with the prefix.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export const describeAlarms = operation(
  DescribeAlarms$,
  describeAlarmsMembers,
  (cloud, request): Reply<sdk.DescribeAlarmsOutput> => {
    const { MaxRecords = USUAL_RECORDS, NextToken: token } = request;
    const selected = cloud.alarms.listAll().filter((alarm) => isRequested(alarm, request));
    const { items, next } = createPage(selected, ({ settings }) => settings.AlarmName, {
      token,
      size: MaxRecords,
      createInvalidFault: createInvalidNextTokenFault,
    });
    return {
      MetricAlarms: items.map((alarm) => cloud.alarms.describe(alarm)),
      CompositeAlarms: [],
      LogAlarms: [],
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
);

function isRequested(
  { settings, state }: StoredAlarm,
  {
    AlarmNames: names,
    AlarmNamePrefix: prefix = "",
    AlarmTypes: types,
    StateValue = state,
    ActionPrefix: action,
  }: AlarmFilters,
): boolean {
  const actions = [settings.OKActions, settings.AlarmActions, settings.InsufficientDataActions].flatMap(
    (item) => item ?? [],
  );
  return (
    settings.AlarmName.startsWith(prefix) &&
    StateValue === state &&
    (names?.includes(settings.AlarmName) ?? true) &&
    (types?.includes("MetricAlarm") ?? true) &&
    (action === undefined || actions.some((item) => item.startsWith(action)))
  );
}

const describeAlarmsForMetricMembers = {
  MetricName: required(metricName),
  Namespace: required(namespace),
  Statistic: optional(oneOf(STATISTICS)),
  ExtendedStatistic: optional(string()),
  Dimensions: optional(dimensions),
  Period: optional(period),
  Unit: optional(unit),
} satisfies Members<sdk.DescribeAlarmsForMetricInput>;

const ALARM_FILTERS = ["Statistic", "ExtendedStatistic", "Period", "Unit"] as const;

/**
 * The alarms on one metric, which is named with all its dimensions, in any order.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html
 */
export const describeAlarmsForMetric = operation(
  DescribeAlarmsForMetric$,
  describeAlarmsForMetricMembers,
  (cloud, request): Reply<sdk.DescribeAlarmsForMetricOutput> => {
    const requested = createKeyOfMetric(request);
    const selected = cloud.alarms
      .listAll()
      .filter(({ settings }) => createKeyOfMetric(settings) === requested)
      .filter(({ settings }) =>
        ALARM_FILTERS.every((name) => request[name] === undefined || request[name] === settings[name]),
      );
    return { MetricAlarms: selected.map((alarm) => cloud.alarms.describe(alarm)) };
  },
);

const createKeyOfMetric = ({
  Namespace,
  MetricName,
  Dimensions,
}: Pick<AlarmSettings, "Namespace" | "MetricName" | "Dimensions">): string =>
  createMetricKey({ namespace: Namespace, name: MetricName, dimensions: toDimensionMap(Dimensions) });

const deleteAlarmsMembers = {
  AlarmNames: required(list(string({ length: { min: 1, max: 255 } }), { max: 100 })),
} satisfies Members<sdk.DeleteAlarmsInput>;

/** Deletes alarms. An alarm that does not exist isn't an error. */
export const deleteAlarms = operation(DeleteAlarms$, deleteAlarmsMembers, (cloud, { AlarmNames }): void => {
  for (const name of AlarmNames) cloud.alarms.remove(name);
});
