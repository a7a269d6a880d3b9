import { DeleteAlarms$, type DeleteAlarmsInput } from "@aws-sdk/client-cloudwatch";
import { required, type Members } from "../../../core/members";
import { list, string } from "../../../core/rules";
import { operation } from "../../operation";

const members = {
  AlarmNames: required(list(string({ length: { min: 1, max: 255 } }), { max: 100 })),
} satisfies Members<DeleteAlarmsInput>;

/** Deletes alarms. An alarm that does not exist is no error. */
export const deleteAlarms = operation(DeleteAlarms$, members, (cloud, { AlarmNames }): void => {
  for (const name of AlarmNames) cloud.alarms.remove(name);
});
