import { StartMessageMoveTask$, ListMessageMoveTasks$, CancelMessageMoveTask$ } from "@aws-sdk/client-sqs";
import type * as sdk from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import {
  createBadSourceArnFault,
  createDestinationMissingFault,
  createNotDeadLetterQueueFault,
  createOtherQueueTypeFault,
  createSourceMissingFault,
  createBadTaskHandleFault,
  createTaskEndedFault,
  createTaskMissingFault,
} from "../model/faults";
import { anyText, upTo500, upTo10 } from "../model/fields";
import type { MoveTask } from "../model/state/move-tasks";

/** The fields of a task handle. */
type TaskHandleFields = Pick<MoveTask, "id" | "sourceArn">;

/** A task's handle, which the client sends back: base64 of JSON, as on AWS. */
const createTaskHandle = ({ id, sourceArn }: TaskHandleFields): string =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString("base64");

/** @returns the task's fields; undefined if the text isn't a task handle */
function parseTaskHandle(handle: string): TaskHandleFields | undefined {
  try {
    const { taskId: id, sourceArn } = JSON.parse(Buffer.from(handle, "base64").toString()) as {
      readonly taskId?: unknown;
      readonly sourceArn?: unknown;
    };
    return typeof id === "string" && typeof sourceArn === "string" ? { id, sourceArn } : undefined;
  } catch {
    // A string that is not JSON isn't a task handle of the lab cloud.
    return undefined;
  }
}

const startMessageMoveTaskMembers = {
  SourceArn: required(anyText),
  DestinationArn: optional(anyText),
  MaxNumberOfMessagesPerSecond: optional(upTo500),
} satisfies Members<sdk.StartMessageMoveTaskRequest>;

/** Moves dead letters to a queue, or each back to its source queue. There a moved message counts as newly sent. */
export const startMessageMoveTask = operation(
  StartMessageMoveTask$,
  startMessageMoveTaskMembers,
  (cloud, request): sdk.StartMessageMoveTaskResult => {
    const { SourceArn, DestinationArn: destinationArn, MaxNumberOfMessagesPerSecond: perSecond } = request;
    if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:[^:]+$/.test(SourceArn)) throw createBadSourceArnFault();
    const source = cloud.sqs.findByArn(SourceArn);
    if (source === undefined) throw createSourceMissingFault();
    if (cloud.sqs.listSources(source).length === 0) throw createNotDeadLetterQueueFault();
    const destination = destinationArn === undefined ? source : cloud.sqs.findByArn(destinationArn);
    if (destination === undefined) throw createDestinationMissingFault();
    if (destination.settings.isFifo !== source.settings.isFifo) throw createOtherQueueTypeFault();
    return { TaskHandle: createTaskHandle(cloud.sqs.moveTasks.start(source, { destinationArn, perSecond })) };
  },
);

const listMessageMoveTasksMembers = {
  SourceArn: required(anyText),
  MaxResults: optional(upTo10),
} satisfies Members<sdk.ListMessageMoveTasksRequest>;

/** Lists a queue's latest tasks; by default only the latest one. */
export const listMessageMoveTasks = operation(
  ListMessageMoveTasks$,
  listMessageMoveTasksMembers,
  (cloud, request): sdk.ListMessageMoveTasksResult => {
    if (cloud.sqs.findByArn(request.SourceArn) === undefined) throw createSourceMissingFault();
    return {
      Results: cloud.sqs.moveTasks
        .listBySource(request.SourceArn)
        .slice(0, request.MaxResults ?? 1)
        .map(describeTask),
    };
  },
);

/** Only a running task has a handle (measured). */
function describeTask(task: MoveTask): sdk.ListMessageMoveTasksResultEntry {
  return {
    TaskHandle: task.status === "RUNNING" ? createTaskHandle(task) : undefined,
    Status: task.status,
    SourceArn: task.sourceArn,
    DestinationArn: task.destinationArn,
    MaxNumberOfMessagesPerSecond: task.perSecond,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failureReason,
    StartedTimestamp: task.startedAt,
  };
}

const cancelMessageMoveTaskMembers = {
  TaskHandle: required(anyText),
} satisfies Members<sdk.CancelMessageMoveTaskRequest>;

/** Messages that were already moved stay in their new queues. */
export const cancelMessageMoveTask = operation(
  CancelMessageMoveTask$,
  cancelMessageMoveTaskMembers,
  (cloud, request): sdk.CancelMessageMoveTaskResult => {
    const named = parseTaskHandle(request.TaskHandle);
    if (named === undefined) throw createBadTaskHandleFault();
    if (cloud.sqs.findByArn(named.sourceArn) === undefined) throw createSourceMissingFault();
    const task = cloud.sqs.moveTasks.find(named.id);
    if (task === undefined || task.sourceArn !== named.sourceArn) throw createTaskMissingFault();
    if (task.status !== "RUNNING") throw createTaskEndedFault();
    cloud.sqs.moveTasks.cancel(task);
    return { ApproximateNumberOfMessagesMoved: task.moved };
  },
);
