import { SendMessage$, type SendMessageRequest, type SendMessageResult } from "@aws-sdk/client-sqs";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyNumber, anyText, attributeValues, systemAttributeValues, url } from "../fields";
import { createSentFigures } from "../metrics";
import { findQueueAt } from "../queue-url";
import { prepareMessage, TRACE_HEADER } from "../sending/prepare-message";
import { send } from "../sending/send";

const members = {
  QueueUrl: required(url),
  MessageBody: required(anyText),
  DelaySeconds: optional(anyNumber),
  MessageAttributes: optional(attributeValues),
  MessageSystemAttributes: optional(systemAttributeValues),
  MessageDeduplicationId: optional(anyText),
  MessageGroupId: optional(anyText),
} satisfies Members<SendMessageRequest>;

export const sendMessage = operation(SendMessage$, members, (cloud, request, call): SendMessageResult => {
  const queue = findQueueAt(cloud, request.QueueUrl);
  const message = prepareMessage(queue, request, {
    id: call.caller.userId,
    isEntry: false,
    trace: call.http.headers[TRACE_HEADER],
  });
  const [sent] = send(queue, [message]);
  cloud.sqs.metrics.createCount(queue, createSentFigures([message.bytes]));
  return sent ?? {};
});
