import { getServiceOfArn } from "../../core/arn-parts";
import type { Core } from "../../core/core";
import { parseFunctionName } from "../lambda/model/function-name";
import type { Lambda } from "../lambda/model/state/lambda";
import { createAlarmMessage } from "../cloudwatch/model/alarm-message";
import type { AlarmAction } from "../cloudwatch/model/alarms";
import type { AlarmSettings, StoredAlarm } from "../cloudwatch/model/stored-alarm";
import { createServiceNote } from "../../core/notes";
import { formatOffsetTime } from "../../core/cloud-time";
import { toDimensionMap } from "../cloudwatch/store/statistics";
import type { TopicPublisher } from "../sns/model/fields";

/** Runs the actions of an alarm: calls functions and publishes to topics. */
export function reportActions(core: Core, functions: Lambda, topics: TopicPublisher): AlarmAction {
  const [toFunction, toTopic] = [reportFunctions(core, functions), reportTopics(core, topics)];
  return (action, event) => {
    (getServiceOfArn(action) === "sns" ? toTopic : toFunction)(action, event);
  };
}

/**
 * Publishes to a topic when an alarm's state changes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
const reportTopics =
  (core: Core, topics: TopicPublisher): AlarmAction =>
  (TopicArn, { alarm, before }) => {
    topics.publish(
      { TopicArn, ...createAlarmMessage(core, alarm, before.state) },
      {
        caller: "cloudwatch.amazonaws.com",
        notify: (arn, why) => `cloudwatch: ${arn} was not notified of an alarm: ${why}`,
      },
    );
  };

const CALLER = "lambda.alarms.cloudwatch.amazonaws.com";

/**
 * Calls a function asynchronously when an alarm's state changes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
const reportFunctions =
  (core: Core, functions: Lambda): AlarmAction =>
  (action, { alarm, before }) => {
    const { settings, stateAt } = alarm;
    const { name, qualifier } = parseFunctionName(core, action);
    const note = createServiceNote(core, {
      service: "lambda",
      operation: "Invoke",
      input: { FunctionName: action, InvocationType: "Event" },
      caller: CALLER,
    });
    const payload = JSON.stringify({
      source: "aws.cloudwatch",
      alarmArn: core.createArn("cloudwatch", `alarm:${settings.AlarmName}`),
      accountId: core.account,
      time: formatOffsetTime(stateAt),
      region: core.region,
      alarmData: {
        alarmName: settings.AlarmName,
        state: describeState(alarm),
        previousState: describeState(before),
        configuration: {
          description: settings.AlarmDescription,
          metrics: [getMetric(settings, core.random.drawUuid())],
        },
      },
    });
    const id = functions.calls.createRequestId();
    functions.events.add({ id, name, payload, ...(qualifier === undefined ? {} : { qualifier }) });
    note.noteAnswer({ StatusCode: 202 });
  };

const describeState = ({ state, reason, reasonData, stateAt }: StoredAlarm): object => ({
  ...{ value: state, reason, reasonData },
  timestamp: formatOffsetTime(stateAt),
});

/** The alarm's metric, as in a query of GetMetricData. @param id AWS makes one up for an alarm on one metric */
const getMetric = (settings: AlarmSettings, id: string): object => ({
  id,
  metricStat: {
    metric: {
      namespace: settings.Namespace,
      name: settings.MetricName,
      dimensions: toDimensionMap(settings.Dimensions),
    },
    period: settings.Period,
    stat: settings.Statistic ?? settings.ExtendedStatistic,
    unit: settings.Unit,
  },
  returnData: true,
});
