import { ReceiveMessage$, SendMessage$, DeleteMessage$ } from "@aws-sdk/client-sqs";
import type * as sdk from "@aws-sdk/client-sqs";
import { optional, required, type CheckedInput, type Members, type Reply } from "../../../core/members";
import { list } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operation } from "../../framework/operation";
import * as fields from "../model/fields";
import { createReceivedFigures, createSentFigures, createDeletedFigures } from "../model/state/metrics";
import { findQueueAt } from "./queue-url";
import { poll, type Poll } from "../model/queue/poll";
import type { Queue } from "../model/queue/queue";
import { deleteByHandle } from "../model/queue/receipts";
import { createReceivedMessage, type RequestedAttributes } from "../model/state/received-message";
import { prepareMessage, TRACE_HEADER, send, checkToken } from "../model/sending/prepare-message";

const receiveMessageMembers = {
  QueueUrl: required(fields.url),
  AttributeNames: optional(list(fields.named<sdk.QueueAttributeName>())),
  MessageSystemAttributeNames: optional(list(fields.named<sdk.MessageSystemAttributeName>())),
  MessageAttributeNames: optional(fields.texts),
  MaxNumberOfMessages: optional(fields.upTo10),
  VisibilityTimeout: optional(fields.hiddenSeconds),
  WaitTimeSeconds: optional(fields.waitSeconds),
  ReceiveRequestAttemptId: optional(fields.anyText),
} satisfies Members<sdk.ReceiveMessageRequest>;

/** Without messages the answer has no `Messages` (SVC-004). */
export const receiveMessage = operation(
  ReceiveMessage$,
  receiveMessageMembers,
  (cloud, request, call): Reply<sdk.ReceiveMessageResult> => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const {
      MaxNumberOfMessages: max = 1,
      VisibilityTimeout,
      WaitTimeSeconds,
      ReceiveRequestAttemptId: attempt,
    } = request;
    checkToken(attempt, "ReceiveRequestAttemptId");
    const waitMs = WaitTimeSeconds === undefined ? queue.settings.waitMs : WaitTimeSeconds * 1000;
    const isShort = waitMs === 0 && !queue.settings.isFifo;
    const requested = getWantedAttributes(request);
    const options: Poll<sdk.ReceiveMessageResult> = {
      max,
      waitMs,
      getDisconnectSignal: call.createDisconnectSignal,
      visibilityMs: VisibilityTimeout === undefined ? undefined : VisibilityTimeout * 1000,
      sample: isShort ? cloud.sqs.chooseSample() : undefined,
      inTurn: isShort || queue.settings.isFifo ? undefined : cloud.sqs.machinesInTurn,
      deliver(messages) {
        cloud.sqs.metrics.createCount(queue, createReceivedFigures(messages.length));
        return messages.length === 0
          ? {}
          : { Messages: messages.map((message) => createReceivedMessage(queue, message, requested)) };
      },
    };
    // A standard queue ignores the attempt's id.
    return attempt === undefined || !queue.settings.isFifo
      ? poll(cloud, queue, options)
      : runAttempt(cloud, { queue, attempt }, options);
  },
);

const getWantedAttributes = ({
  AttributeNames = [],
  MessageSystemAttributeNames = [],
  MessageAttributeNames = [],
}: CheckedInput<typeof receiveMessageMembers>): RequestedAttributes => ({
  system: [...AttributeNames, ...MessageSystemAttributeNames],
  user: MessageAttributeNames,
});

/** Receives messages, or returns the ones that the same attempt received before. */
function runAttempt<T>(
  cloud: Services,
  { queue, attempt }: { readonly queue: Queue; readonly attempt: string },
  options: Poll<T>,
): T | Promise<T> {
  queue.settle();
  const again = queue.attempts.repeatAttempt(attempt, cloud.now());
  if (again !== undefined) {
    const { visibilityMs = queue.settings.visibilityMs } = options;
    for (const message of again) queue.hideUntil(message, cloud.now() + visibilityMs);
    queue.attempts.noteRepeated(attempt, again);
    return options.deliver(again);
  }
  return poll(cloud, queue, {
    ...options,
    deliver(messages) {
      queue.attempts.recordAttempt(attempt, messages, cloud.now());
      return options.deliver(messages);
    },
  });
}

const sendMessageMembers = {
  QueueUrl: required(fields.url),
  MessageBody: required(fields.anyText),
  DelaySeconds: optional(fields.anyNumber),
  MessageAttributes: optional(fields.attributeValues),
  MessageSystemAttributes: optional(fields.systemAttributeValues),
  MessageDeduplicationId: optional(fields.anyText),
  MessageGroupId: optional(fields.anyText),
} satisfies Members<sdk.SendMessageRequest>;

export const sendMessage = operation(
  SendMessage$,
  sendMessageMembers,
  (cloud, request, call): sdk.SendMessageResult => {
    const queue = findQueueAt(cloud, request.QueueUrl);
    const message = prepareMessage(queue, request, {
      id: call.caller.userId,
      isEntry: false,
      trace: call.http.headers[TRACE_HEADER],
    });
    const [sent] = send(queue, [message]);
    cloud.sqs.metrics.createCount(queue, createSentFigures([message.bytes]));
    return sent ?? {};
  },
);

const deleteMessageMembers = {
  QueueUrl: required(fields.url),
  ReceiptHandle: required(fields.handle),
} satisfies Members<sdk.DeleteMessageRequest>;

export const deleteMessage = operation(DeleteMessage$, deleteMessageMembers, (cloud, request): void => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const [refusal] = deleteByHandle(queue, [request.ReceiptHandle]);
  if (refusal !== undefined) throw refusal;
  cloud.sqs.metrics.createCount(queue, createDeletedFigures(1));
});
