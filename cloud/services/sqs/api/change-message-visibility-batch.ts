import {
  ChangeMessageVisibilityBatch$,
  type ChangeMessageVisibilityBatchRequest,
  type ChangeMessageVisibilityBatchRequestEntry,
  type ChangeMessageVisibilityBatchResult,
  ChangeMessageVisibility$,
  type ChangeMessageVisibilityRequest,
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

const changeMessageVisibilityBatchMembers = {
  QueueUrl: required(url),
  Entries: required(list(structure(entry))),
} satisfies Members<ChangeMessageVisibilityBatchRequest>;

export const changeMessageVisibilityBatch = operation(
  ChangeMessageVisibilityBatch$,
  changeMessageVisibilityBatchMembers,
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

const changeMessageVisibilityMembers = {
  QueueUrl: required(url),
  ReceiptHandle: required(handle),
  VisibilityTimeout: required(hiddenSeconds),
} satisfies Members<ChangeMessageVisibilityRequest>;

export const changeMessageVisibility = operation(
  ChangeMessageVisibility$,
  changeMessageVisibilityMembers,
  (cloud, request): void => {
    const refusal = changeVisibility(findQueueAt(cloud, request.QueueUrl), request.ReceiptHandle, {
      now: cloud.now(),
      seconds: request.VisibilityTimeout,
    });
    if (refusal !== undefined) throw refusal;
  },
);
