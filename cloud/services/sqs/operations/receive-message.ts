import { ReceiveMessage$, type MessageSystemAttributeName, type QueueAttributeName, type ReceiveMessageRequest, type ReceiveMessageResult } from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { list } from "../../../core/rules";
import type { Lab } from "../../lab";
import { operation } from "../../operation";
import { anyText, hiddenSeconds, named, texts, upTo10, url, waitSeconds } from "../fields";
import { receivedFigures } from "../metrics";
import { poll, type Poll } from "../queue/poll";
import type { Queue } from "../queue/queue";
import { queueAt } from "../queue-url";
import { receivedMessage } from "../received-message";
import { checkToken } from "../sending/token";

const members = {
  QueueUrl: required(url),
  AttributeNames: optional(list(named<QueueAttributeName>())),
  MessageSystemAttributeNames: optional(list(named<MessageSystemAttributeName>())),
  MessageAttributeNames: optional(texts),
  MaxNumberOfMessages: optional(upTo10),
  VisibilityTimeout: optional(hiddenSeconds),
  WaitTimeSeconds: optional(waitSeconds),
  ReceiveRequestAttemptId: optional(anyText),
} satisfies Members<ReceiveMessageRequest>;

/** Without messages the answer has no `Messages` (SVC-004). */
export const receiveMessage = operation(ReceiveMessage$, members, (cloud, request, call): Reply<ReceiveMessageResult> => {
  const queue = queueAt(cloud, request.QueueUrl);
  const { MaxNumberOfMessages: most = 1, VisibilityTimeout, WaitTimeSeconds, ReceiveRequestAttemptId: attempt } = request;
  checkToken(attempt, "ReceiveRequestAttemptId");
  const waitMs = WaitTimeSeconds === undefined ? queue.settings.waitMs : WaitTimeSeconds * 1000;
  const isShort = waitMs === 0 && !queue.settings.isFifo;
  const wanted = { system: [...(request.AttributeNames ?? []), ...(request.MessageSystemAttributeNames ?? [])], user: request.MessageAttributeNames ?? [] };
  return received(cloud, queue, {
    most, waitMs, attempt, gone: call.gone,
    visibilityMs: VisibilityTimeout === undefined ? undefined : VisibilityTimeout * 1000,
    sample: isShort ? cloud.sqs.sample() : undefined,
    inTurn: isShort || queue.settings.isFifo ? undefined : cloud.sqs.machinesInTurn,
    give(messages) {
      cloud.sqs.metrics.count(queue, receivedFigures(messages.length));
      return messages.length === 0 ? {} : { Messages: messages.map((message) => receivedMessage(queue, message, wanted)) };
    },
  });
});

/** A FIFO queue repeats an attempt; a standard queue does not look at the attempt's id. */
function received<T>(cloud: Lab, queue: Queue, { attempt, ...options }: Poll<T> & { readonly attempt: string | undefined }): T | Promise<T> {
  if (attempt === undefined || !queue.settings.isFifo) return poll(cloud, queue, options);
  queue.settle();
  const again = queue.attempts.again(attempt, cloud.now());
  if (again !== undefined) {
    const { visibilityMs = queue.settings.visibilityMs } = options;
    for (const message of again) queue.hideUntil(message, cloud.now() + visibilityMs);
    queue.attempts.repeated(attempt, again);
    return options.give(again);
  }
  return poll(cloud, queue, {
    ...options,
    give(messages) {
      queue.attempts.begun(attempt, messages, cloud.now());
      return options.give(messages);
    },
  });
}
