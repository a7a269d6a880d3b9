import type * as sdk from "@aws-sdk/client-scheduler";
import type { OmittedOperation, OperationNames } from "../../core/members";
import type { View } from "../../core/service";
import { createValidationException } from "../../core/rules";
import { createRestJson } from "../../protocols/rest-json";
import { createService, type OperationTable } from "../framework/create-service";
import type { Services } from "../framework/services";
import { createSchedule, deleteSchedule, getSchedule, listSchedules, updateSchedule } from "./api/schedules";

/** Operations on groups and tags, by method and path: the lab cloud has the default group alone, and refuses these by name. */
const createNotEmulated = <N extends string>(name: N, method: string, path: string): OmittedOperation => ({
  kind: "not emulated",
  name,
  schema: [9, "com.amazonaws.scheduler", name, { http: [method, path, 200] }, "unit", "unit"],
});

/** The schedules, as the console shows them. */
const createSchedulesView = ({ schedules }: Services): View => ({
  title: "Schedules",
  columns: ["Name", "Expression", "Time zone", "Target", "State"],
  rows: schedules
    .listAll()
    .map(({ name, expression, timeZone, target, state }) => [name, expression, timeZone, target.Arn ?? "", state]),
});

/** Amazon EventBridge Scheduler: schedules in the default group that invoke functions and queues. */
export const scheduler = createService({
  name: "scheduler",
  signingName: "scheduler",
  protocols: [createRestJson()],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: createValidationException,
  isClaiming: ({ path }) => /^\/(?:schedules|schedule-groups)(?:\/|$)/.test(path),
  operations: {
    CreateSchedule: createSchedule,
    CreateScheduleGroup: createNotEmulated("CreateScheduleGroup", "POST", "/schedule-groups/{Name}"),
    DeleteSchedule: deleteSchedule,
    DeleteScheduleGroup: createNotEmulated("DeleteScheduleGroup", "DELETE", "/schedule-groups/{Name}"),
    GetSchedule: getSchedule,
    GetScheduleGroup: createNotEmulated("GetScheduleGroup", "GET", "/schedule-groups/{Name}"),
    ListScheduleGroups: createNotEmulated("ListScheduleGroups", "GET", "/schedule-groups"),
    ListSchedules: listSchedules,
    ListTagsForResource: createNotEmulated("ListTagsForResource", "GET", "/tags/{ResourceArn}"),
    TagResource: createNotEmulated("TagResource", "POST", "/tags/{ResourceArn}"),
    UntagResource: createNotEmulated("UntagResource", "DELETE", "/tags/{ResourceArn}"),
    UpdateSchedule: updateSchedule,
  } satisfies OperationTable<OperationNames<typeof sdk>>,
  createViews: (cloud) => [createSchedulesView(cloud)],
});
