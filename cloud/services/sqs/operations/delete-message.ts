import { DeleteMessage$, type DeleteMessageRequest } from "@aws-sdk/client-sqs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { handle, url } from "../fields";
import { createDeletedFigures } from "../metrics";
import { deleteByHandle } from "../queue/receipts";
import { findQueueAt } from "../queue-url";

const members = { QueueUrl: required(url), ReceiptHandle: required(handle) } satisfies Members<DeleteMessageRequest>;

export const deleteMessage = operation(DeleteMessage$, members, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const [refusal] = deleteByHandle(queue, [request.ReceiptHandle]);
  if (refusal !== undefined) throw refusal;
  cloud.sqs.metrics.createCount(queue, createDeletedFigures(1));
});
