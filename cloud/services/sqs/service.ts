import type * as sdk from "@aws-sdk/client-sqs";
import type { OperationNames } from "../../core/members";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { createInvalidMembersFault } from "./model/faults";
import { addPermission, removePermission } from "./api/permissions";
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from "./api/message-move-tasks";
import {
  changeMessageVisibilityBatch,
  changeMessageVisibility,
  deleteMessageBatch,
  sendMessageBatch,
} from "./api/message-batches";
import {
  createQueue,
  deleteQueue,
  listQueues,
  purgeQueue,
  getQueueAttributes,
  setQueueAttributes,
  getQueueUrl,
  listQueueTags,
  tagQueue,
  untagQueue,
} from "./api/queues";
import { deleteMessage, receiveMessage, sendMessage } from "./api/messages";
import { lookUpMessages } from "./api/messages-lookup";
import { isForQueue, wires } from "./api/wires";
import type { View } from "../../core/service";
import type { Services } from "../framework/services";
import { listDeadLetterSourceQueues, lookUpQueue } from "./api/queue-url";
import type { LiveFigures } from "../../core/live-figures";

/** Live figures of each queue: its messages. */
const getLiveFigures = ({ sqs }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    sqs.queues.map((queue) => {
      queue.settle();
      const { ready, inFlight, delayed } = queue.contents.counts;
      return [queue.name, { ready, inFlight, delayed }];
    }),
  );

/** The console's data about SQS. */
const createViews = (cloud: Services): readonly View[] => [
  {
    title: "SQS queues",
    columns: ["Queue", "Type", "Visible", "In flight", "Delayed", "Waiting receivers", "Dead letters to", "Created"],
    rows: cloud.sqs.queues.map((queue) => {
      queue.settle();
      const { ready, inFlight, delayed } = queue.contents.counts;
      const { isFifo, redrive } = queue.settings;
      const target =
        redrive === undefined
          ? ""
          : `${redrive.deadLetterArn.split(":").at(-1)}, after ${redrive.maxReceives} receives`;
      return [
        queue.name,
        isFifo ? "FIFO" : "standard",
        String(ready),
        String(inFlight),
        String(delayed),
        String(queue.waiters.count),
        target,
        new Date(queue.stored.createdAt).toISOString(),
      ];
    }),
  },
];

/** Room for 1 MiB of messages in which every character is escaped, and the JSON around them. */
const LARGEST_BODY_BYTES = 8 * 1024 * 1024;

/** Amazon Simple Queue Service: standard and FIFO queues. */
export const sqs = createService({
  name: "sqs",
  signingName: "sqs",
  target: "AmazonSQS",
  version: "2012-11-05",
  protocols: wires,
  maxBodyBytes: LARGEST_BODY_BYTES,
  isClaiming: isForQueue,
  createInvalidFault: createInvalidMembersFault,
  operations: {
    AddPermission: addPermission,
    CancelMessageMoveTask: cancelMessageMoveTask,
    ChangeMessageVisibility: changeMessageVisibility,
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
    CreateQueue: createQueue,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    DeleteQueue: deleteQueue,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
    ListMessageMoveTasks: listMessageMoveTasks,
    ListQueueTags: listQueueTags,
    ListQueues: listQueues,
    PurgeQueue: purgeQueue,
    ReceiveMessage: receiveMessage,
    RemovePermission: removePermission,
    SendMessage: sendMessage,
    SendMessageBatch: sendMessageBatch,
    SetQueueAttributes: setQueueAttributes,
    StartMessageMoveTask: startMessageMoveTask,
    TagQueue: tagQueue,
    UntagQueue: untagQueue,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  createViews,
  getLiveFigures,
  lookups: { queue: lookUpQueue, messages: lookUpMessages },
});
