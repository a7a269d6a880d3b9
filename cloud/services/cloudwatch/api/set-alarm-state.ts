import { SetAlarmState$, type SetAlarmStateInput } from "@aws-sdk/client-cloudwatch";
import { AwsFault } from "../../../core/faults";
import { optional, required, type Members } from "../../../core/members";
import { oneOf, string } from "../../../core/rules";
import { operation } from "../../framework/operation";

const members = {
  AlarmName: required(string({ length: { min: 1, max: 255 } })),
  StateValue: required(oneOf(["INSUFFICIENT_DATA", "ALARM", "OK"])),
  StateReason: required(string({ length: { max: 1023 } })),
  StateReasonData: optional(string({ length: { max: 4000 } })),
} satisfies Members<SetAlarmStateInput>;

/** Sets an alarm's state and runs its actions; the next evaluation of the metric may change the state again. */
export const setAlarmState = operation(SetAlarmState$, members, (cloud, request): void => {
  const alarm = cloud.alarms.find(request.AlarmName);
  if (alarm === undefined) throw new AwsFault("ResourceNotFound", "", { status: 404, queryCode: "ResourceNotFound" });
  const { StateValue: state, StateReason: reason, StateReasonData: reasonData } = request;
  if (state !== alarm.state) cloud.alarms.enter(alarm, { state, reason, reasonData });
});
