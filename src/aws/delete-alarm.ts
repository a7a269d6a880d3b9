import { CloudWatchClient, DeleteAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { findAlarmState } from "./find-alarm-state";

/** Deletes an alarm of CloudWatch, and prints that it did. */
export async function deleteAlarm({ alarmName }: { alarmName: string }): Promise<void> {
  const isThere = (await findAlarmState({ alarmName })) !== undefined;
  if (isThere) await new CloudWatchClient({}).send(new DeleteAlarmsCommand({ AlarmNames: [alarmName] }));
  console.log(`Alarm ${alarmName} ${isThere ? "deleted" : "does not exist"}.`);
}
