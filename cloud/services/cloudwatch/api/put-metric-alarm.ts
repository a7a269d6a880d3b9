import * as faults from "../model/faults";
import {
  PutMetricAlarm$,
  type PutMetricAlarmInput,
  type Tag,
  SetAlarmState$,
  type SetAlarmStateInput,
} from "@aws-sdk/client-cloudwatch";
import { getServiceOfArn } from "../../../core/arn-parts";
import { AwsFault } from "../../../core/faults";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean, double, emulatedOf, integer, list, oneOf, string, type Rule } from "../../../core/rules";
import { NO_VIOLATIONS } from "../../../core/violations";
import { operation } from "../../framework/operation";
import { COMPARED } from "../model/alarm-evaluation";
import { dimensions, metricName, namespace, period, unit } from "../model/fields";
import { computePeriodStatistic } from "../model/period-statistic";
import { checkPeriod } from "../model/periods";
import { STATISTICS } from "../store/statistics";

const tag = {
  Key: required(string({ length: { min: 1, max: 128 } })),
  Value: required(string({ length: { max: 256 } })),
} satisfies Members<Tag>;

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
} satisfies Members<PutMetricAlarmInput>;

/**
 * Creates or changes an alarm on one metric; it is evaluated at every full minute of the cloud's clock.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const putMetricAlarm = operation(PutMetricAlarm$, putMetricAlarmMembers, (cloud, request): void => {
  const { Tags = [], ...settings } = request;
  checkPeriod(settings.Period);
  const { Statistic, ExtendedStatistic } = settings;
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
} satisfies Members<SetAlarmStateInput>;

/** Sets an alarm's state and runs its actions; the next evaluation of the metric may change the state again. */
export const setAlarmState = operation(SetAlarmState$, setAlarmStateMembers, (cloud, request): void => {
  const alarm = cloud.alarms.find(request.AlarmName);
  if (alarm === undefined) throw new AwsFault("ResourceNotFound", "", { status: 404, queryCode: "ResourceNotFound" });
  const { StateValue: state, StateReason: reason, StateReasonData: reasonData } = request;
  if (state !== alarm.state) cloud.alarms.enter(alarm, { state, reason, reasonData });
});
