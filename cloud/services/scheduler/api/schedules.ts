import {
  CreateSchedule$,
  DeleteSchedule$,
  GetSchedule$,
  ListSchedules$,
  UpdateSchedule$,
  type CreateScheduleInput,
  type CreateScheduleOutput,
  type DeleteScheduleInput,
  type DeleteScheduleOutput,
  type GetScheduleInput,
  type GetScheduleOutput,
  type ListSchedulesInput,
  type ListSchedulesOutput,
  type Target,
  type UpdateScheduleInput,
  type UpdateScheduleOutput,
} from "@aws-sdk/client-scheduler";
import { optional, refused, required, type CheckedInput, type Members } from "../../../core/members";
import { getServiceOfArn } from "../../../core/arn-parts";
import { operation } from "../../framework/operation";
import { createPage } from "../../framework/page";
import type { Services } from "../../framework/services";
import { checkExpression, isOnce } from "../model/expression";
import * as faults from "../model/faults";
import * as fields from "../model/fields";
import { assertGroup, GROUP, type StoredSchedule } from "../model/schedules";

const scheduleMembers = {
  Name: required(fields.scheduleName),
  GroupName: optional(fields.scheduleName),
  ScheduleExpression: required(fields.expression),
  StartDate: optional(fields.date),
  EndDate: optional(fields.date),
  Description: optional(fields.description),
  ScheduleExpressionTimezone: optional(fields.timeZone),
  State: optional(fields.state),
  KmsKeyArn: refused(),
  Target: required(fields.target),
  FlexibleTimeWindow: required(fields.flexibleTimeWindow),
  ClientToken: optional(fields.clientToken),
  ActionAfterCompletion: optional(fields.afterCompletion),
} satisfies Members<CreateScheduleInput> & Members<UpdateScheduleInput>;

type ScheduleRequest = CheckedInput<typeof scheduleMembers>;

const UTC = "UTC";

/** @throws AwsFault ValidationException, NotImplemented */
function toSchedule(services: Services, request: ScheduleRequest, before?: StoredSchedule): StoredSchedule {
  const { Name: name, ScheduleExpression: expression, ScheduleExpressionTimezone: timeZone = UTC, Target } = request;
  const now = services.now();
  checkExpression(expression, timeZone);
  checkTarget(services, Target);
  return {
    ...{ name, expression, timeZone, ...toPeriod(request, now) },
    description: request.Description,
    state: request.State ?? "ENABLED",
    target: Target,
    windowMinutes: getWindow(request.FlexibleTimeWindow),
    afterCompletion: request.ActionAfterCompletion ?? "NONE",
    token: before?.token ?? request.ClientToken,
    createdAt: before?.createdAt ?? now,
    modifiedAt: now,
  };
}

/** When a schedule begins and ends. @throws AwsFault ValidationException */
function toPeriod({ StartDate, EndDate, ScheduleExpression }: ScheduleRequest, now: number) {
  const [startDate, endsAt] = [StartDate?.getTime(), EndDate?.getTime()];
  const startsAt = Math.max(startDate ?? now, isOnce(ScheduleExpression) ? 0 : now);
  if (endsAt !== undefined && endsAt <= startsAt) throw faults.createInvalidFault("EndDate must be after StartDate.");
  return { startsAt, endsAt, startDate };
}

function getWindow({
  Mode,
  MaximumWindowInMinutes: minutes,
}: ScheduleRequest["FlexibleTimeWindow"]): number | undefined {
  if ((Mode === "FLEXIBLE") !== (minutes !== undefined))
    throw faults.createInvalidFault("MaximumWindowInMinutes is required for the mode FLEXIBLE, and only for it.");
  return minutes;
}

/** The services whose resources the lab cloud invokes: queues and functions. */
const TARGETS = ["lambda", "sqs"];

function checkTarget({ iam }: Services, { Arn, RoleArn }: ScheduleRequest["Target"]): void {
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(Arn))
    throw faults.createInvalidFault(`Provided Arn is not in correct format.`);
  if (!TARGETS.includes(getServiceOfArn(Arn)) || Arn.endsWith(".fifo"))
    throw faults.createNotEmulatedFault(`schedules with the target ${Arn}: a target is a function or a standard queue`);
  if (iam.findRefusal(RoleArn, "scheduler.amazonaws.com") !== undefined) throw faults.createRoleNotUsableFault();
}

export const createSchedule = operation(CreateSchedule$, scheduleMembers, (services, request): CreateScheduleOutput => {
  const { schedules } = services;
  assertGroup(request.GroupName ?? GROUP);
  const schedule = toSchedule(services, request);
  const existing = schedules.find(schedule.name);
  // The SDK makes up a token for each call, and repeats it when it tries the call again.
  const isRepeated = existing?.token !== undefined && existing.token === request.ClientToken;
  if (existing !== undefined && !isRepeated) throw faults.createScheduleExistsFault(schedule.name);
  if (!isRepeated) schedules.save(schedule);
  return { ScheduleArn: schedules.createArn(schedule.name) };
});

/** Replaces all settings: those that a request does not name get their defaults, as on AWS. */
export const updateSchedule = operation(UpdateSchedule$, scheduleMembers, (services, request): UpdateScheduleOutput => {
  const { schedules } = services;
  const before = schedules.require(request.Name, request.GroupName);
  schedules.save(toSchedule(services, request, before));
  return { ScheduleArn: schedules.createArn(request.Name) };
});

const getScheduleMembers = {
  Name: required(fields.scheduleName),
  GroupName: optional(fields.scheduleName),
} satisfies Members<GetScheduleInput>;

export const getSchedule = operation(
  GetSchedule$,
  getScheduleMembers,
  ({ schedules }, { Name, GroupName }): GetScheduleOutput => {
    const schedule = schedules.require(Name, GroupName);
    const { expression, timeZone, startDate, endsAt, description, windowMinutes, afterCompletion } = schedule;
    return {
      ...summarize(schedule, schedules.createArn(Name)),
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: timeZone,
      ...(startDate === undefined ? {} : { StartDate: new Date(startDate) }),
      ...(endsAt === undefined ? {} : { EndDate: new Date(endsAt) }),
      ...(description === undefined ? {} : { Description: description }),
      Target: addRetryPolicy(schedule.target),
      FlexibleTimeWindow:
        windowMinutes === undefined ? { Mode: "OFF" } : { Mode: "FLEXIBLE", MaximumWindowInMinutes: windowMinutes },
      ActionAfterCompletion: afterCompletion,
    };
  },
);

const addRetryPolicy = (target: Target): Target => ({
  ...target,
  RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185, ...target.RetryPolicy },
});

const summarize = (schedule: StoredSchedule, arn: string) => ({
  Arn: arn,
  GroupName: GROUP,
  Name: schedule.name,
  State: schedule.state,
  CreationDate: new Date(schedule.createdAt),
  LastModificationDate: new Date(schedule.modifiedAt),
});

const listSchedulesMembers = {
  GroupName: optional(fields.scheduleName),
  NamePrefix: optional(fields.scheduleName),
  State: optional(fields.state),
  NextToken: optional(fields.nextToken),
  MaxResults: optional(fields.pageSize),
} satisfies Members<ListSchedulesInput>;

export const listSchedules = operation(
  ListSchedules$,
  listSchedulesMembers,
  ({ schedules }, request): ListSchedulesOutput => {
    const { GroupName = GROUP, NamePrefix = "", State, NextToken: token, MaxResults: size = 100 } = request;
    assertGroup(GroupName);
    const found = schedules
      .listAll()
      .filter(({ name, state }) => name.startsWith(NamePrefix) && (State === undefined || state === State));
    const createInvalidFault = () => faults.createInvalidFault("Invalid NextToken.");
    const { items, next } = createPage(found, ({ name }) => name, { token, size, createInvalidFault });
    return {
      Schedules: items.map((schedule) => ({
        ...summarize(schedule, schedules.createArn(schedule.name)),
        Target: { Arn: schedule.target.Arn },
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
);

const deleteScheduleMembers = {
  Name: required(fields.scheduleName),
  GroupName: optional(fields.scheduleName),
  ClientToken: optional(fields.clientToken),
} satisfies Members<DeleteScheduleInput>;

export const deleteSchedule = operation(
  DeleteSchedule$,
  deleteScheduleMembers,
  ({ schedules }, { Name, GroupName }): DeleteScheduleOutput => {
    schedules.remove(schedules.require(Name, GroupName).name);
    return {};
  },
);
