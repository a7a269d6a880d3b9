import {
  DescribeAlarms$,
  DeleteAlarms$,
  type DescribeAlarmsInput,
  type DescribeAlarmsOutput,
  type DeleteAlarmsInput,
} from "@aws-sdk/client-cloudwatch";
import { optional, refused, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { integer, list, oneOf, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createPage } from "../../framework/page";
import { createInvalidNextTokenFault } from "../model/faults";
import type { StoredAlarm } from "../model/stored-alarm";

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
} satisfies Members<DescribeAlarmsInput>;

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
  (cloud, request): Reply<DescribeAlarmsOutput> => {
    const { MaxRecords = USUAL_RECORDS, NextToken: token } = request;
    const selected = cloud.alarms.listAll().filter((alarm) => isAsked(alarm, request));
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

function isAsked(
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

const deleteAlarmsMembers = {
  AlarmNames: required(list(string({ length: { min: 1, max: 255 } }), { max: 100 })),
} satisfies Members<DeleteAlarmsInput>;

/** Deletes alarms. An alarm that does not exist is no error. */
export const deleteAlarms = operation(DeleteAlarms$, deleteAlarmsMembers, (cloud, { AlarmNames }): void => {
  for (const name of AlarmNames) cloud.alarms.remove(name);
});
