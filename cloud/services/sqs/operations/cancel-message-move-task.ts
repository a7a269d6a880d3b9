import {
  CancelMessageMoveTask$,
  type CancelMessageMoveTaskRequest,
  type CancelMessageMoveTaskResult,
} from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import {
  createBadTaskHandleFault,
  createSourceMissingFault,
  createTaskEndedFault,
  createTaskMissingFault,
} from "../faults";
import { anyText } from "../fields";
import { parseTaskHandle } from "../task-handle";

const members = { TaskHandle: required(anyText) } satisfies Members<CancelMessageMoveTaskRequest>;

/** Messages that were already moved stay in their new queues. */
export const cancelMessageMoveTask = operation(
  CancelMessageMoveTask$,
  members,
  (cloud, request): CancelMessageMoveTaskResult => {
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
