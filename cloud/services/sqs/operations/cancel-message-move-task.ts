import {
  CancelMessageMoveTask$,
  type CancelMessageMoveTaskRequest,
  type CancelMessageMoveTaskResult,
} from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { badTaskHandle, sourceMissing, taskEnded, taskMissing } from "../faults";
import { anyText } from "../fields";
import { taskIn } from "../task-handle";

const members = { TaskHandle: required(anyText) } satisfies Members<CancelMessageMoveTaskRequest>;

/** Messages that were already moved stay in their new queues. */
export const cancelMessageMoveTask = operation(
  CancelMessageMoveTask$,
  members,
  (cloud, request): CancelMessageMoveTaskResult => {
    const named = taskIn(request.TaskHandle);
    if (named === undefined) throw badTaskHandle();
    if (cloud.sqs.byArn(named.sourceArn) === undefined) throw sourceMissing();
    const task = cloud.sqs.moveTasks.find(named.id);
    if (task === undefined || task.sourceArn !== named.sourceArn) throw taskMissing();
    if (task.status !== "RUNNING") throw taskEnded();
    cloud.sqs.moveTasks.cancel(task);
    return { ApproximateNumberOfMessagesMoved: task.moved };
  },
);
