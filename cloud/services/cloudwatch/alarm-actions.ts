import { serviceOfArn } from "../../core/arn-parts";
import type { Core } from "../../core/core";
import { serviceNote } from "../../core/service-note";
import { namedFunction } from "../lambda/function-name";
import type { Lambda } from "../lambda/lambda";
import type { Lab } from "../lab";
import { serviceCall } from "../service-call";
import { sns } from "../sns/index";
import { publish } from "../sns/operations/publish";
import { alarmMessage } from "./alarm-message";
import type { TellAction } from "./alarms";

/** @param lab asked when an alarm changes its state: by then all services are open */
export function tellActions(core: Core, functions: Lambda, lab: () => Lab): TellAction {
  const [toFunction, toTopic] = [tellFunctions(core, functions), tellTopics(core, lab)];
  return (action, event) => {
    (serviceOfArn(action) === "sns" ? toTopic : toFunction)(action, event);
  };
}

/**
 * Publishes to topics when an alarm's state changes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
const tellTopics =
  (core: Core, lab: () => Lab): TellAction =>
  (TopicArn, { alarm, before }) => {
    const input = { TopicArn, ...alarmMessage(core, alarm, before) };
    serviceCall(lab(), { service: sns, operation: publish, input, caller: "cloudwatch.amazonaws.com" }).catch(
      (error: unknown) => {
        core.log(`cloudwatch: ${TopicArn} was not told of an alarm: ${String(error)}`);
      },
    );
  };

const CALLER = "lambda.alarms.cloudwatch.amazonaws.com";

/**
 * Calls functions as events when an alarm's state changes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
const tellFunctions =
  (core: Core, functions: Lambda): TellAction =>
  (action, { alarm, before }) => {
    const { settings, state, reason, reasonData, stateAt } = alarm;
    const { name, qualifier } = namedFunction(core, action);
    const note = serviceNote(core, {
      service: "lambda",
      operation: "Invoke",
      input: { FunctionName: action, InvocationType: "Event" },
      caller: CALLER,
    });
    const payload = JSON.stringify({
      source: "aws.cloudwatch",
      alarmArn: core.arn("cloudwatch", `alarm:${settings.AlarmName}`),
      accountId: core.account,
      time: new Date(stateAt).toISOString(),
      region: core.region,
      alarmData: {
        alarmName: settings.AlarmName,
        state: { value: state, reason, reasonData, timestamp: new Date(stateAt).toISOString() },
        previousState: { value: before },
        configuration: { description: settings.AlarmDescription },
      },
    });
    const id = functions.calls.newRequestId();
    functions.events.add({ id, name, payload, ...(qualifier === undefined ? {} : { qualifier }) });
    note.answered({ StatusCode: 202 });
  };
