import {
  StartMessageMoveTask$,
  type StartMessageMoveTaskRequest,
  type StartMessageMoveTaskResult,
} from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import {
  createBadSourceArnFault,
  createDestinationMissingFault,
  createNotDeadLetterQueueFault,
  createOtherQueueTypeFault,
  createSourceMissingFault,
} from "../faults";
import { anyText, upTo500 } from "../fields";
import { createTaskHandle } from "../task-handle";

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
