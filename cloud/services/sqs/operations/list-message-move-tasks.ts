import {
  ListMessageMoveTasks$,
  type ListMessageMoveTasksRequest,
  type ListMessageMoveTasksResult,
  type ListMessageMoveTasksResultEntry,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createSourceMissingFault } from "../faults";
import { anyText, upTo10 } from "../fields";
import type { MoveTask } from "../move-tasks";
import { createTaskHandle } from "../task-handle";

const members = {
  SourceArn: required(anyText),
  MaxResults: optional(upTo10),
} satisfies Members<ListMessageMoveTasksRequest>;

/** Lists a queue's latest tasks; by default only the latest one. */
export const listMessageMoveTasks = operation(
  ListMessageMoveTasks$,
  members,
  (cloud, request): ListMessageMoveTasksResult => {
    if (cloud.sqs.findByArn(request.SourceArn) === undefined) throw createSourceMissingFault();
    return {
      Results: cloud.sqs.moveTasks
        .listOf(request.SourceArn)
        .slice(0, request.MaxResults ?? 1)
        .map(describeTask),
    };
  },
);

/** Only a running task has a handle (measured). */
function describeTask(task: MoveTask): ListMessageMoveTasksResultEntry {
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
