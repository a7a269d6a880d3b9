import {
  DeleteMessageBatch$,
  type DeleteMessageBatchRequest,
  type DeleteMessageBatchRequestEntry,
  type DeleteMessageBatchResult,
} from "@aws-sdk/client-sqs";
import { required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../operation";
import { createBatchResult, checkBatch } from "../batch";
import { anyText, handle, url } from "../fields";
import { createDeletedFigures } from "../metrics";
import { deleteByHandle } from "../queue/receipts";
import { findQueueAt } from "../queue-url";

const entry = {
  Id: required(anyText),
  ReceiptHandle: required(handle),
} satisfies Members<DeleteMessageBatchRequestEntry>;

const members = {
  QueueUrl: required(url),
  Entries: required(list(structure(entry))),
} satisfies Members<DeleteMessageBatchRequest>;

export const deleteMessageBatch = operation(
  DeleteMessageBatch$,
  members,
  (cloud, request): DeleteMessageBatchResult => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const { Entries: entries } = request;
    checkBatch(entries, "DeleteMessageBatchRequestEntry");
    const refusals = deleteByHandle(
      queue,
      entries.map(({ ReceiptHandle }) => ReceiptHandle),
    );
    cloud.sqs.metrics.createCount(
      queue,
      createDeletedFigures(refusals.filter((refusal) => refusal === undefined).length),
    );
    return createBatchResult(entries, refusals);
  },
);
