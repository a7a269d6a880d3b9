import {
  SendMessageBatch$,
  DeleteMessageBatch$,
  ChangeMessageVisibilityBatch$,
  ChangeMessageVisibility$,
} from "@aws-sdk/client-sqs";
import type * as sdk from "@aws-sdk/client-sqs";
import { AwsFault } from "../../../core/faults";
import { optional, required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../framework/operation";
import {
  createBatchTooLongFault,
  createEntryWithoutGroupFault,
  createNoDeduplicationIdFault,
  createMissingParameterFault,
  createBadEntryIdFault,
  createEmptyBatchFault,
  createDuplicateEntryIdFault,
  createTooManyEntriesFault,
} from "../model/faults";
import * as fields from "../model/fields";
import { createSentFigures, createDeletedFigures } from "../model/state/metrics";
import { findQueueAt } from "./queue-url";
import type { Queue } from "../model/queue/queue";
import { deleteByHandle, changeVisibility } from "../model/queue/receipts";
import {
  prepareMessage,
  TRACE_HEADER,
  type PreparedMessage,
  type SendRequest,
  send,
} from "../model/sending/prepare-message";

const MAX_ENTRIES = 10;

/**
 * Checks the rules that all batches share.
 *
 * @param entry the name of one entry's shape, for AWS's text
 * @throws AwsFault EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct
 */
function checkBatch(entries: readonly { readonly Id: string }[], entry: string): void {
  if (entries.length === 0) throw createEmptyBatchFault(entry);
  if (entries.length > MAX_ENTRIES) throw createTooManyEntriesFault(entries.length);
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) throw createBadEntryIdFault();
    if (seen.has(Id)) throw createDuplicateEntryIdFault(Id);
    seen.add(Id);
  }
}

/** The entry of an answer for a failed message. Batches use the older error codes, in both protocols. */
const createFailedEntry = (Id: string, fault: AwsFault): sdk.BatchResultErrorEntry => ({
  Id,
  SenderFault: fault.status < 500,
  Code: fault.queryCode ?? fault.code,
  Message: fault.message,
});

/** The result of work on one entry, or the fault that it throws: in a batch, faults are data. */
export function catchFault<T>(work: () => T): T | AwsFault {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsFault) return error;
    throw error;
  }
}

/** The answer to a batch whose entries either failed or succeeded. */
function createBatchResult(
  entries: readonly { readonly Id: string }[],
  refusals: readonly (AwsFault | undefined)[],
): BatchResult {
  const outcomes = entries.map(({ Id }, index) => ({ Id, refusal: refusals[index] }));
  return {
    Successful: listOrNone(outcomes.flatMap(({ Id, refusal }) => (refusal === undefined ? [{ Id }] : []))),
    Failed: listOrNone(
      outcomes.flatMap(({ Id, refusal }) => (refusal === undefined ? [] : [createFailedEntry(Id, refusal)])),
    ),
  };
}

/** The list, or undefined if it is empty, since AWS leaves out empty lists (measured). */
const listOrNone = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);

/** The answer to a batch; it holds only the ids of successful entries. */
interface BatchResult {
  readonly Successful: { readonly Id: string }[] | undefined;
  readonly Failed: sdk.BatchResultErrorEntry[] | undefined;
}

const visibilityEntry = {
  Id: required(fields.anyText),
  ReceiptHandle: required(fields.handle),
  VisibilityTimeout: optional(fields.hiddenSeconds),
} satisfies Members<sdk.ChangeMessageVisibilityBatchRequestEntry>;

const changeMessageVisibilityBatchMembers = {
  QueueUrl: required(fields.url),
  Entries: required(list(structure(visibilityEntry))),
} satisfies Members<sdk.ChangeMessageVisibilityBatchRequest>;

export const changeMessageVisibilityBatch = operation(
  ChangeMessageVisibilityBatch$,
  changeMessageVisibilityBatchMembers,
  (cloud, request): sdk.ChangeMessageVisibilityBatchResult => {
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
  QueueUrl: required(fields.url),
  ReceiptHandle: required(fields.handle),
  VisibilityTimeout: required(fields.hiddenSeconds),
} satisfies Members<sdk.ChangeMessageVisibilityRequest>;

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

const entry = {
  Id: required(fields.anyText),
  MessageBody: required(fields.anyText),
  DelaySeconds: optional(fields.anyNumber),
  MessageAttributes: optional(fields.attributeValues),
  MessageSystemAttributes: optional(fields.systemAttributeValues),
  MessageDeduplicationId: optional(fields.anyText),
  MessageGroupId: optional(fields.anyText),
} satisfies Members<sdk.SendMessageBatchRequestEntry>;

const sendMessageBatchMembers = {
  QueueUrl: required(fields.url),
  Entries: required(list(structure(entry))),
} satisfies Members<sdk.SendMessageBatchRequest>;

const MAX_BYTES = 1_048_576;

/** Failures of single messages are part of the answer; the other messages are written in one go. */
export const sendMessageBatch = operation(
  SendMessageBatch$,
  sendMessageBatchMembers,
  (cloud, request, call): sdk.SendMessageBatchResult => {
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
  Id: required(fields.anyText),
  ReceiptHandle: required(fields.handle),
} satisfies Members<sdk.DeleteMessageBatchRequestEntry>;

const deleteMessageBatchMembers = {
  QueueUrl: required(fields.url),
  Entries: required(list(structure(entryOfDeleteMessageBatch))),
} satisfies Members<sdk.DeleteMessageBatchRequest>;

export const deleteMessageBatch = operation(
  DeleteMessageBatch$,
  deleteMessageBatchMembers,
  (cloud, request): sdk.DeleteMessageBatchResult => {
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
