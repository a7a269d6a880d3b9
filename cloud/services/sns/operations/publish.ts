import { Publish$, type PublishInput, type PublishResponse } from "@aws-sdk/client-sns";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { deliver } from "../deliver";
import { createInvalidParameterFault, createTooLongFault } from "../faults";
import { anyText, messageAttributes } from "../fields";
import { createMessageFor } from "../message-structure";

const members = {
  TopicArn: optional(anyText),
  TargetArn: optional(anyText),
  PhoneNumber: refused(),
  Message: required(anyText),
  Subject: optional(anyText),
  MessageStructure: optional(anyText),
  MessageAttributes: optional(messageAttributes),
  MessageDeduplicationId: refused(),
  MessageGroupId: refused(),
} satisfies Members<PublishInput>;

const MAX_BYTES = 256 * 1024;
const MAX_SUBJECT_LENGTH = 99;
/** What can be part of a line. */
// eslint-disable-next-line no-control-regex -- these are what a subject cannot hold
const CONTROL = /[\0-\x1f\x7f]/;

/**
 * Delivers a message to all subscribed queues and functions, before the call is answered.
 *
 * @remarks AWS delivers after its answer, and retries failed deliveries; here the log reports them.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const publish = operation(Publish$, members, (cloud, request): PublishResponse => {
  const { TopicArn, TargetArn = TopicArn, Message, Subject, MessageStructure, MessageAttributes = {} } = request;
  if (TargetArn === undefined)
    throw createInvalidParameterFault("TopicArn or TargetArn Reason: no value for required parameter");
  if (Message === "") throw createInvalidParameterFault("Empty message");
  if (Subject !== undefined && (Subject === "" || Subject.length > MAX_SUBJECT_LENGTH || CONTROL.test(Subject)))
    throw createInvalidParameterFault("Subject");
  if (Buffer.byteLength(Message) > MAX_BYTES) throw createTooLongFault();
  const topic = cloud.sns.requireByArn(TargetArn);
  const MessageId = deliver(cloud, topic, {
    subject: Subject,
    attributes: MessageAttributes,
    createMessageFor: createMessageFor(Message, MessageStructure),
  });
  return { MessageId };
});
