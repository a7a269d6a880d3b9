import {
  ChangeMessageVisibilityBatch$,
  type ChangeMessageVisibilityBatchRequest,
  type ChangeMessageVisibilityBatchRequestEntry,
  type ChangeMessageVisibilityBatchResult,
} from "@aws-sdk/client-sqs";
import { optional, required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createBatchResult, checkBatch } from "./batch";
import { createMissingParameterFault } from "../model/faults";
import { anyText, handle, hiddenSeconds, url } from "../model/fields";
import { changeVisibility } from "../model/queue/receipts";
import { findQueueAt } from "./queue-url";

const entry = {
  Id: required(anyText),
  ReceiptHandle: required(handle),
  VisibilityTimeout: optional(hiddenSeconds),
} satisfies Members<ChangeMessageVisibilityBatchRequestEntry>;

const members = {
  QueueUrl: required(url),
  Entries: required(list(structure(entry))),
} satisfies Members<ChangeMessageVisibilityBatchRequest>;

export const changeMessageVisibilityBatch = operation(
  ChangeMessageVisibilityBatch$,
  members,
  (cloud, request): ChangeMessageVisibilityBatchResult => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const { Entries: entries } = request;
    checkBatch(entries, "ChangeMessageVisibilityBatchRequestEntry");
    const now = cloud.now();
    const refusals = entries.map(({ ReceiptHandle, VisibilityTimeout: seconds }) =>
      seconds === undefined
        ? createMissingParameterFault("VisibilityTimeout")
        : changeVisibility(queue, ReceiptHandle, { now, seconds }),
    );
    return createBatchResult(entries, refusals);
  },
);
