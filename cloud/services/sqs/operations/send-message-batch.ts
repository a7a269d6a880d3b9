import {
  SendMessageBatch$,
  type SendMessageBatchRequest,
  type SendMessageBatchRequestEntry,
  type SendMessageBatchResult,
} from "@aws-sdk/client-sqs";
import { AwsFault } from "../../../core/faults";
import { optional, required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../operation";
import { checkBatch, failedEntry, listOrNone, orFault } from "../batch";
import { batchTooLong, entryWithoutGroup, noDeduplicationId } from "../faults";
import { anyNumber, anyText, attributeValues, systemAttributeValues, url } from "../fields";
import { sentFigures } from "../metrics";
import type { Queue } from "../queue/queue";
import { queueAt } from "../queue-url";
import { prepared, TRACE_HEADER, type Prepared, type SendRequest } from "../sending/prepared";
import { send } from "../sending/send";

const entry = {
  Id: required(anyText),
  MessageBody: required(anyText),
  DelaySeconds: optional(anyNumber),
  MessageAttributes: optional(attributeValues),
  MessageSystemAttributes: optional(systemAttributeValues),
  MessageDeduplicationId: optional(anyText),
  MessageGroupId: optional(anyText),
} satisfies Members<SendMessageBatchRequestEntry>;

const members = {
  QueueUrl: required(url),
  Entries: required(list(structure(entry))),
} satisfies Members<SendMessageBatchRequest>;

const MOST_BYTES = 1_048_576;

/** Failures of single messages are part of the answer; the other messages are written in one go. */
export const sendMessageBatch = operation(
  SendMessageBatch$,
  members,
  (cloud, request, call): SendMessageBatchResult => {
    const queue = queueAt(cloud, request.QueueUrl);
    const { Entries: entries } = request;
    checkBatch(entries, "SendMessageBatchRequestEntry");
    checkFifoEntries(queue, entries);
    const sender = { id: call.caller.userId, isEntry: true, trace: call.http.headers[TRACE_HEADER] };
    const outcomes = entries.map((one) => ({ Id: one.Id, outcome: orFault(() => prepared(queue, one, sender)) }));
    const good = outcomes.flatMap(({ Id, outcome }) => (outcome instanceof AwsFault ? [] : [{ Id, message: outcome }]));
    checkSize(good.map(({ message }) => message));
    const sent = send(
      queue,
      good.map(({ message }) => message),
    );
    cloud.sqs.metrics.count(queue, sentFigures(good.map(({ message }) => message.bytes)));
    return {
      Successful: listOrNone(
        good.flatMap(({ Id }, index) => (sent[index] === undefined ? [] : [{ Id, ...sent[index] }])),
      ),
      Failed: listOrNone(
        outcomes.flatMap(({ Id, outcome }) => (outcome instanceof AwsFault ? [failedEntry(Id, outcome)] : [])),
      ),
    };
  },
);

/** A single entry without these members fails the whole batch (measured). */
function checkFifoEntries({ settings }: Queue, entries: readonly SendRequest[]): void {
  if (!settings.isFifo) return;
  for (const { MessageGroupId, MessageDeduplicationId } of entries) {
    if (MessageGroupId === undefined) throw entryWithoutGroup();
    if (MessageDeduplicationId === undefined && !settings.deduplicatesContent) throw noDeduplicationId();
  }
}

function checkSize(messages: readonly Prepared[]): void {
  const bytes = messages.reduce((sum, message) => sum + message.bytes, 0);
  if (bytes > MOST_BYTES) throw batchTooLong(bytes, MOST_BYTES);
}
