import {
  StartMessageMoveTask$,
  type StartMessageMoveTaskRequest,
  type StartMessageMoveTaskResult,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { badSourceArn, destinationMissing, notDeadLetterQueue, otherQueueType, sourceMissing } from "../faults";
import { anyText, upTo500 } from "../fields";
import { taskHandle } from "../task-handle";

const members = {
  SourceArn: required(anyText),
  DestinationArn: optional(anyText),
  MaxNumberOfMessagesPerSecond: optional(upTo500),
} satisfies Members<StartMessageMoveTaskRequest>;

/** Moves dead letters to a queue, or each back to its source queue. There a moved message counts as newly sent. */
export const startMessageMoveTask = operation(
  StartMessageMoveTask$,
  members,
  (cloud, request): StartMessageMoveTaskResult => {
    const { SourceArn, DestinationArn: destinationArn, MaxNumberOfMessagesPerSecond: perSecond } = request;
    if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:[^:]+$/.test(SourceArn)) throw badSourceArn();
    const source = cloud.sqs.byArn(SourceArn);
    if (source === undefined) throw sourceMissing();
    if (cloud.sqs.sourcesOf(source).length === 0) throw notDeadLetterQueue();
    const destination = destinationArn === undefined ? source : cloud.sqs.byArn(destinationArn);
    if (destination === undefined) throw destinationMissing();
    if (destination.settings.isFifo !== source.settings.isFifo) throw otherQueueType();
    return { TaskHandle: taskHandle(cloud.sqs.moveTasks.start(source, { destinationArn, perSecond })) };
  },
);
