import { DescribeAlarms$, type DescribeAlarmsInput, type DescribeAlarmsOutput } from "@aws-sdk/client-cloudwatch";
import { optional, refused, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { integer, list, oneOf, string } from "../../../core/rules";
import { operation } from "../../operation";
import { invalidNextToken } from "../faults";

const name = string({ length: { min: 1, max: 255 } });

const members = {
  AlarmNames: optional(list(name, { max: 100 })),
  AlarmNamePrefix: optional(name),
  AlarmTypes: optional(list(oneOf(["MetricAlarm", "CompositeAlarm", "LogAlarm"]))),
  StateValue: optional(oneOf(["OK", "ALARM", "INSUFFICIENT_DATA"])),
  ActionPrefix: optional(string({ length: { min: 1, max: 1024 } })),
  MaxRecords: optional(integer({ min: 1, max: 100 })),
  NextToken: optional(string()),
  ChildrenOfAlarmName: refused(),
  ParentsOfAlarmName: refused(),
} satisfies Members<DescribeAlarmsInput>;

const USUAL_RECORDS = 50;

/** Alarms by name, by prefix or by state. All are on one metric: there are no composite ones here. */
export const describeAlarms = operation(DescribeAlarms$, members, (cloud, request): Reply<DescribeAlarmsOutput> => {
  const { AlarmNames: names, AlarmNamePrefix: prefix = "", AlarmTypes: types, MaxRecords = USUAL_RECORDS } = request;
  const after = request.NextToken === undefined ? "" : Buffer.from(request.NextToken, "base64url").toString("utf8");
  if (request.NextToken !== undefined && after === "") throw invalidNextToken();
  const wanted = cloud.alarms.all().filter(({ settings, state }) => {
    const actions = [
      ...(settings.OKActions ?? []),
      ...(settings.AlarmActions ?? []),
      ...(settings.InsufficientDataActions ?? []),
    ];
    return (
      (names?.includes(settings.AlarmName) ?? true) &&
      settings.AlarmName.startsWith(prefix) &&
      settings.AlarmName > after &&
      (types?.includes("MetricAlarm") ?? true) &&
      (request.StateValue ?? state) === state &&
      (request.ActionPrefix === undefined || actions.some((one) => one.startsWith(request.ActionPrefix ?? "")))
    );
  });
  const page = wanted.slice(0, MaxRecords);
  const last = page.at(-1);
  return {
    MetricAlarms: page.map((alarm) => cloud.alarms.describe(alarm)),
    CompositeAlarms: [],
    ...(last === undefined || page.length === wanted.length
      ? {}
      : { NextToken: Buffer.from(last.settings.AlarmName).toString("base64url") }),
  };
});
