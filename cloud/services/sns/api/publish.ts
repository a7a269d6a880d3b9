import { Publish$, PublishBatch$ } from "@aws-sdk/client-sns";
import type * as sdk from "@aws-sdk/client-sns";
import type { Call } from "../../../core/call";
import { AwsFault } from "../../../core/faults";
import { optional, refused, required, structure, type CheckedInput, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operation } from "../../framework/operation";
import { TRACE_HEADER } from "../../sqs/model/sending/prepare-message";
import { createInvalidParameterFault, createTooLongFault } from "../model/faults";
import { anyText, messageAttributes } from "../model/fields";
import { createEnvelope, createFunctionEvent, getRawAttributes, type Notification } from "../model/envelope";
import type { StoredTopic } from "../model/topics";

/** A message to publish. */
interface PublishedMessage {
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, sdk.MessageAttributeValue>>;
  /** The call's header `x-amzn-trace-id`, which a message to a queue has as AWSTraceHeader. */
  readonly trace: string | undefined;
  createMessageFor(protocol: string): string;
}

/** Delivers a message to a topic's queues and functions. @returns its id */
function deliver(
  { sns, region, ...services }: Pick<Services, "sns" | "region" | "now">,
  { name }: StoredTopic,
  { subject, attributes, trace, createMessageFor }: PublishedMessage,
): string {
  const id = sns.createId();
  const { subscribers } = sns;
  const common = { id, topicArn: sns.createArn(name), subject, attributes, at: services.now(), region };
  for (const subscription of sns.listSubscriptions(name)) {
    const { protocol, endpoint, isRaw } = subscription;
    const message = createMessageFor(protocol);
    const notification: Notification = { ...common, message, subscriptionArn: sns.createSubscriptionArn(subscription) };
    if (protocol === "sqs")
      subscribers.send(
        endpoint,
        {
          MessageBody: isRaw ? message : createEnvelope(notification),
          ...getRawAttributes(attributes, subscription),
        },
        trace,
      );
    else if (protocol === "lambda")
      subscribers.invoke(endpoint, { id: sns.createId(), payload: createFunctionEvent(notification) });
  }
  return id;
}

/**
 * The text of a message for each protocol: the same for all, or with the structure `json` the member with the
 * protocol's name, otherwise `default`.
 *
 * @throws AwsFault InvalidParameter
 */
function createMessageFor(message: string, structure: string | undefined): (protocol: string) => string {
  if (structure === undefined || structure === "") return () => message;
  if (structure !== "json") throw createInvalidParameterFault("MessageStructure");
  const texts = parseTexts(message);
  const usual = texts.get("default");
  if (usual === undefined)
    throw createInvalidParameterFault("Message Structure - No default entry in JSON message body");
  return (protocol) => texts.get(protocol) ?? usual;
}

function parseTexts(message: string): ReadonlyMap<string, string> {
  try {
    const read: unknown = JSON.parse(message);
    if (typeof read === "object" && read !== null && !Array.isArray(read))
      return new Map(
        Object.entries(read).flatMap(([name, text]: [string, unknown]) =>
          typeof text === "string" ? [[name, text] as const] : [],
        ),
      );
  } catch {
    // Falls through: the message is not JSON.
  }
  throw createInvalidParameterFault("Message Structure - JSON message body failed to parse");
}

/** The members of a message, alone or in a batch. */
const messageMembers = {
  Message: required(anyText),
  Subject: optional(anyText),
  MessageStructure: optional(anyText),
  MessageAttributes: optional(messageAttributes),
  MessageDeduplicationId: refused(),
  MessageGroupId: refused(),
};

const members = {
  ...messageMembers,
  TopicArn: optional(anyText),
  TargetArn: optional(anyText),
  PhoneNumber: refused(),
} satisfies Members<sdk.PublishInput>;

const MAX_BYTES = 256 * 1024;
const MAX_SUBJECT_LENGTH = 99;
/** Characters that can be part of a line. */
// eslint-disable-next-line no-control-regex -- these are what a subject cannot hold
const CONTROL = /[\0-\x1f\x7f]/;

/**
 * Delivers a message to all subscribed queues and functions, before the call is answered.
 *
 * @remarks AWS delivers after its answer, and retries failed deliveries; here the log reports them.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const publish = operation(Publish$, members, (cloud, request, call): sdk.PublishResponse => {
  const { TopicArn, TargetArn = TopicArn } = request;
  if (TargetArn === undefined)
    throw createInvalidParameterFault("TopicArn or TargetArn Reason: no value for required parameter");
  checkMessage(request);
  if (Buffer.byteLength(request.Message) > MAX_BYTES) throw createTooLongFault();
  return { MessageId: deliverMessage(cloud, { topicArn: TargetArn, message: request, call }) };
});

const entry = { ...messageMembers, Id: required(anyText) } satisfies Members<sdk.PublishBatchRequestEntry>;

const batchMembers = {
  TopicArn: required(anyText),
  PublishBatchRequestEntries: required(list(structure(entry))),
} satisfies Members<sdk.PublishBatchInput>;

const MAX_ENTRIES = 10;
const MAX_ID_LENGTH = 80;

/**
 * Delivers up to ten messages. A message that `Publish` would refuse fails alone.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export const publishBatch = operation(PublishBatch$, batchMembers, (cloud, request, call): sdk.PublishBatchResponse => {
  const { TopicArn, PublishBatchRequestEntries: entries } = request;
  cloud.sns.requireByArn(TopicArn);
  checkEntries(entries);
  const response: Required<sdk.PublishBatchResponse> = { Successful: [], Failed: [] };
  for (const message of entries) {
    try {
      checkMessage(message);
      response.Successful.push({
        Id: message.Id,
        MessageId: deliverMessage(cloud, { topicArn: TopicArn, message, call }),
      });
    } catch (error) {
      if (!(error instanceof AwsFault) || error.status >= 500) throw error;
      response.Failed.push({ Id: message.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return response;
});

type SentMessage = CheckedInput<typeof messageMembers>;

/** @throws AwsFault for the whole batch (recorded on AWS by LocalStack, 2023-08-24, 2024-09-04 and 2025-12-23) */
function checkEntries(entries: readonly CheckedInput<typeof entry>[]): void {
  if (entries.length === 0) throw new AwsFault("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  if (entries.length > MAX_ENTRIES)
    throw new AwsFault("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
  for (const { Id: id } of entries) {
    if (id.length > MAX_ID_LENGTH)
      throw new AwsFault("InvalidBatchEntryId", `The Id of a batch entry in the batch request is too long: ${id}`);
    if (!/^[\w-]+$/.test(id))
      throw new AwsFault(
        "InvalidBatchEntryId",
        `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
      );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsFault("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
  if (entries.reduce((sum, { Message }) => sum + Buffer.byteLength(Message), 0) > MAX_BYTES)
    throw new AwsFault("BatchRequestTooLong", "The length of all the messages put together is more than the limit.");
}

function checkMessage({ Message, Subject }: SentMessage): void {
  if (Message === "") throw createInvalidParameterFault("Empty message");
  if (Subject !== undefined && (Subject === "" || Subject.length > MAX_SUBJECT_LENGTH || CONTROL.test(Subject)))
    throw createInvalidParameterFault("Subject");
}

interface Delivery {
  readonly topicArn: string;
  readonly message: SentMessage;
  readonly call: Pick<Call, "http">;
}

/** @returns the message's id */
function deliverMessage(cloud: Services, { topicArn, message, call }: Delivery): string {
  const { Message, Subject, MessageStructure, MessageAttributes = {} } = message;
  return deliver(cloud, cloud.sns.requireByArn(topicArn), {
    subject: Subject,
    attributes: MessageAttributes,
    trace: call.http.headers[TRACE_HEADER],
    createMessageFor: createMessageFor(Message, MessageStructure),
  });
}
