import {
  SendMessageBatch$,
  DeleteMessageBatch$,
  type SendMessageBatchRequest,
  type SendMessageBatchRequestEntry,
  type SendMessageBatchResult,
  type DeleteMessageBatchRequest,
  type DeleteMessageBatchRequestEntry,
  type DeleteMessageBatchResult,
} from "@aws-sdk/client-sqs";
import { AwsFault } from "../../../core/faults";
import { optional, required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { checkBatch, createFailedEntry, listOrNone, catchFault, createBatchResult } from "./batch";
import { createBatchTooLongFault, createEntryWithoutGroupFault, createNoDeduplicationIdFault } from "../model/faults";
import { anyNumber, anyText, attributeValues, systemAttributeValues, url, handle } from "../model/fields";
import { createSentFigures, createDeletedFigures } from "../model/state/metrics";
import { findQueueAt } from "./queue-url";
import type { Queue } from "../model/queue/queue";
import { deleteByHandle } from "../model/queue/receipts";
import { prepareMessage, TRACE_HEADER, type PreparedMessage, type SendRequest } from "../model/sending/prepare-message";
import { send } from "../model/sending/accept-messages";

const entry = {
  Id: required(anyText),
  MessageBody: required(anyText),
  DelaySeconds: optional(anyNumber),
  MessageAttributes: optional(attributeValues),
  MessageSystemAttributes: optional(systemAttributeValues),
  MessageDeduplicationId: optional(anyText),
  MessageGroupId: optional(anyText),
} satisfies Members<SendMessageBatchRequestEntry>;

const sendMessageBatchMembers = {
  QueueUrl: required(url),
  Entries: required(list(structure(entry))),
} satisfies Members<SendMessageBatchRequest>;

const MAX_BYTES = 1_048_576;

/** Failures of single messages are part of the answer; the other messages are written in one go. */
export const sendMessageBatch = operation(
  SendMessageBatch$,
  sendMessageBatchMembers,
  (cloud, request, call): SendMessageBatchResult => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const { Entries: entries } = request;
    checkBatch(entries, "SendMessageBatchRequestEntry");
    checkFifoEntries(queue, entries);
    const sender = { id: call.caller.userId, isEntry: true, trace: call.http.headers[TRACE_HEADER] };
    const outcomes = entries.map((entry) => ({
      Id: entry.Id,
      outcome: catchFault(() => prepareMessage(queue, entry, sender)),
    }));
    const good = outcomes.flatMap(({ Id, outcome }) => (outcome instanceof AwsFault ? [] : [{ Id, message: outcome }]));
    checkSize(good.map(({ message }) => message));
    const sent = send(
      queue,
      good.map(({ message }) => message),
    );
    cloud.sqs.metrics.createCount(queue, createSentFigures(good.map(({ message }) => message.bytes)));
    return {
      Successful: listOrNone(
        good.flatMap(({ Id }, index) => (sent[index] === undefined ? [] : [{ Id, ...sent[index] }])),
      ),
      Failed: listOrNone(
        outcomes.flatMap(({ Id, outcome }) => (outcome instanceof AwsFault ? [createFailedEntry(Id, outcome)] : [])),
      ),
    };
  },
);

/** A single entry without these members fails the whole batch (measured). */
function checkFifoEntries({ settings }: Queue, entries: readonly SendRequest[]): void {
  if (!settings.isFifo) return;
  for (const { MessageGroupId, MessageDeduplicationId } of entries) {
    if (MessageGroupId === undefined) throw createEntryWithoutGroupFault();
    if (MessageDeduplicationId === undefined && !settings.deduplicatesContent) throw createNoDeduplicationIdFault();
  }
}

function checkSize(messages: readonly PreparedMessage[]): void {
  const bytes = messages.reduce((sum, message) => sum + message.bytes, 0);
  if (bytes > MAX_BYTES) throw createBatchTooLongFault(bytes, MAX_BYTES);
}

const entryOfDeleteMessageBatch = {
  Id: required(anyText),
  ReceiptHandle: required(handle),
} satisfies Members<DeleteMessageBatchRequestEntry>;

const deleteMessageBatchMembers = {
  QueueUrl: required(url),
  Entries: required(list(structure(entryOfDeleteMessageBatch))),
} satisfies Members<DeleteMessageBatchRequest>;

export const deleteMessageBatch = operation(
  DeleteMessageBatch$,
  deleteMessageBatchMembers,
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
