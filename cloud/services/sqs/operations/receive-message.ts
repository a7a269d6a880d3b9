import { ReceiveMessage$, type MessageSystemAttributeName, type QueueAttributeName, type ReceiveMessageRequest, type ReceiveMessageResult } from "@aws-sdk/client-sqs";
import { optional, refused, required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../operation";
import { hiddenSeconds, named, texts, upTo10, url, waitSeconds } from "../fields";
import { receivedFigures } from "../metrics";
import { poll } from "../queue/poll";
import { queueAt } from "../queue-url";
import { receivedMessage } from "../received-message";

const members = {
  QueueUrl: required(url),
  AttributeNames: optional(list(named<QueueAttributeName>())),
  MessageSystemAttributeNames: optional(list(named<MessageSystemAttributeName>())),
  MessageAttributeNames: optional(texts),
  MaxNumberOfMessages: optional(upTo10),
  VisibilityTimeout: optional(hiddenSeconds),
  WaitTimeSeconds: optional(waitSeconds),
  ReceiveRequestAttemptId: refused(),
} satisfies Members<ReceiveMessageRequest>;

/** Without messages the answer has no `Messages` (SVC-004). */
export const receiveMessage = operation(ReceiveMessage$, members, async (cloud, request, call): Promise<ReceiveMessageResult> => {
  const queue = queueAt(cloud, request.QueueUrl);
  const { MaxNumberOfMessages: most = 1, VisibilityTimeout, WaitTimeSeconds } = request;
  const waitMs = WaitTimeSeconds === undefined ? queue.settings.waitMs : WaitTimeSeconds * 1000;
  const isShort = waitMs === 0 && !queue.settings.isFifo;
  const messages = await poll(cloud, queue, {
    most, waitMs, gone: call.gone,
    visibilityMs: VisibilityTimeout === undefined ? undefined : VisibilityTimeout * 1000,
    sample: isShort ? cloud.sqs.sample() : undefined,
  });
  cloud.sqs.metrics.count(queue, receivedFigures(messages.length));
  const wanted = { system: [...(request.AttributeNames ?? []), ...(request.MessageSystemAttributeNames ?? [])], user: request.MessageAttributeNames ?? [] };
  return messages.length === 0 ? {} : { Messages: messages.map((message) => receivedMessage(queue, message, wanted)) };
});
