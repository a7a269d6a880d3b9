import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";

/** The state of an alarm of CloudWatch: `OK`, `ALARM` or `INSUFFICIENT_DATA`; undefined if there is no such alarm. */
export async function findAlarmState({ alarmName }: { alarmName: string }): Promise<string | undefined> {
  const { MetricAlarms: [alarm] = [] } = await new CloudWatchClient({}).send(
    new DescribeAlarmsCommand({ AlarmNames: [alarmName] }),
  );
  return alarm?.StateValue;
}
