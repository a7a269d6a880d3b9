import type * as sdk from "@aws-sdk/client-sqs";
import type { OperationNames } from "../../core/operation";
import { createService, type EmulatedOperations } from "../service";
import { createInvalidMembersFault } from "./faults";
import { addPermission } from "./operations/add-permission";
import { cancelMessageMoveTask } from "./operations/cancel-message-move-task";
import { changeMessageVisibility } from "./operations/change-message-visibility";
import { changeMessageVisibilityBatch } from "./operations/change-message-visibility-batch";
import { createQueue } from "./operations/create-queue";
import { deleteMessage } from "./operations/delete-message";
import { deleteMessageBatch } from "./operations/delete-message-batch";
import { deleteQueue } from "./operations/delete-queue";
import { getQueueAttributes } from "./operations/get-queue-attributes";
import { getQueueUrl } from "./operations/get-queue-url";
import { listDeadLetterSourceQueues } from "./operations/list-dead-letter-source-queues";
import { listMessageMoveTasks } from "./operations/list-message-move-tasks";
import { listQueueTags } from "./operations/list-queue-tags";
import { listQueues } from "./operations/list-queues";
import { purgeQueue } from "./operations/purge-queue";
import { receiveMessage } from "./operations/receive-message";
import { removePermission } from "./operations/remove-permission";
import { sendMessage } from "./operations/send-message";
import { sendMessageBatch } from "./operations/send-message-batch";
import { setQueueAttributes } from "./operations/set-queue-attributes";
import { startMessageMoveTask } from "./operations/start-message-move-task";
import { tagQueue } from "./operations/tag-queue";
import { untagQueue } from "./operations/untag-queue";
import { lookUpMessages } from "./messages-lookup";
import { lookUpQueue } from "./queue-lookup";
import { getLiveFigures } from "./live";
import { createViews } from "./views";
import { isForQueue, wires } from "./wires";

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
