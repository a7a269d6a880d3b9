import { createHash } from "node:crypto";
import type { MessageAttributeValue, MessageSystemAttributeValue, SendMessageResult } from "@aws-sdk/client-sqs";
import { getBodyMd5, getAttributesMd5 } from "../digest";
import {
  createBadContentsFault,
  createInvalidParametersFault,
  createInvalidValueFault,
  createMessageTooLongFault,
  createMissingParameterFault,
  createNoDeduplicationIdFault,
  createNotForThisQueueFault,
} from "../faults";
import type { NewMessage } from "../queue/drafts";
import type { Queue } from "../queue/queue";
import type { StoredAttribute } from "../../store/message";

/** Matches characters outside U+0020 to U+D7FF. Most messages have none, and so no excluded character either. */
const ELSEWHERE = /[^\u0020-\ud7ff]/;

/** Characters that XML cannot hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
// oxlint-disable-next-line no-control-regex -- these are the characters that the API reference excludes
const EXCLUDED = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Whether a string can be a message: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF. */
const hasOnlyAllowedCharacters = (text: string): boolean => !ELSEWHERE.test(text) || !EXCLUDED.test(text);

/**
 * Checks a token of the sender's choice: printable ASCII without spaces, 1 to 128 characters.
 *
 * @param parameter its name in AWS's text
 * @throws AwsFault InvalidParameterValueException (measured)
 */
export function checkToken(
  token: string | undefined,
  parameter: "MessageGroupId" | "MessageDeduplicationId" | "ReceiveRequestAttemptId",
): void {
  if (token === undefined || /^[!-~]{1,128}$/.test(token)) return;
  throw createInvalidValueFault(
    token,
    parameter,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

const MAX_ATTRIBUTES = 10;
const MAX_BYTES = 256;

/** Shared by the many messages without attributes. */
const NO_ATTRIBUTES: Readonly<Record<string, StoredAttribute>> = {};

/**
 * Checks the attributes of a sent message, and converts them to their stored form.
 *
 * @throws AwsFault InvalidParameterValueException. Which attributes are refused is measured, and so is the text for an
 * empty value; the other texts are known from reports, or are this project's
 */
function checkMessageAttributes(
  attributes?: Readonly<Record<string, MessageAttributeValue>>,
): Readonly<Record<string, StoredAttribute>> {
  if (attributes === undefined) return NO_ATTRIBUTES;
  const entries = Object.entries(attributes);
  if (entries.length > MAX_ATTRIBUTES)
    throw createInvalidParametersFault(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MAX_ATTRIBUTES}].`,
    );
  return Object.fromEntries(
    entries.map(([name, value]) => {
      checkName(name);
      checkType(name, value.DataType ?? "");
      return [name, storeAttribute(name, value)];
    }),
  );
}

/** How many bytes attributes add to a message: names, types and values. */
const countAttributesBytes = (attributes: Readonly<Record<string, StoredAttribute>>): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { type, text = "", base64 = "" }]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(type) +
      Buffer.byteLength(text) +
      Buffer.byteLength(base64, "base64"),
    0,
  );

function checkName(name: string): void {
  if (name.length > MAX_BYTES)
    throw createInvalidParametersFault("Message (user) attribute names must be shorter than 256 Bytes");
  if (!/^[\p{L}\p{N}_.-]+$/u.test(name)) {
    throw createInvalidParametersFault(
      "Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ",
    );
  }
  if (/^(aws\.|amazon\.|\.)|\.$|\.\./i.test(name)) {
    throw createInvalidParametersFault(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
    );
  }
}

function checkType(name: string, type: string): void {
  if (type.length > MAX_BYTES)
    throw createInvalidParametersFault("Message (user) attribute types must be shorter than 256 Bytes");
  if (!/^(String|Number|Binary)(\..+)?$/.test(type)) {
    throw createInvalidParametersFault(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
}

function storeAttribute(
  name: string,
  { DataType: type = "", StringValue: text, BinaryValue: bytes }: MessageAttributeValue,
): StoredAttribute {
  if (type.startsWith("Binary")) {
    if (bytes === undefined || bytes.byteLength === 0) throw createEmptyError(name, "Binary");
    return { type, base64: Buffer.from(bytes).toString("base64") };
  }
  const base = type.startsWith("Number") ? "Number" : "String";
  if (text === undefined || text === "") throw createEmptyError(name, base);
  // The fault differs from the one for a body (measured).
  if (!hasOnlyAllowedCharacters(text)) throw createInvalidParametersFault(createBadContentsFault().message);
  if (base === "Number" && !isNumber(text))
    throw createInvalidParametersFault(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  return { type, text };
}

const createEmptyError = (name: string, type: string): Error =>
  createInvalidParametersFault(`Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`);

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

/** A message as SendMessage and the entries of SendMessageBatch give it. */
export interface SendRequest {
  readonly MessageBody: string;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
  readonly MessageSystemAttributes?: Readonly<Record<string, MessageSystemAttributeValue>> | undefined;
  readonly MessageDeduplicationId?: string | undefined;
  readonly MessageGroupId?: string | undefined;
}

/** A message that can be sent. */
export interface PreparedMessage extends NewMessage {
  /** Bytes of body and attributes; system attributes do not count. */
  readonly bytes: number;
}

/** The sender of messages. */
interface Sender {
  /** The caller's user id. */
  readonly id: string;
  /** Whether the message is an entry of a batch, where AWS has other texts for the same faults. */
  readonly isEntry: boolean;
  /** The trace header of the call, which a message without one of its own takes over (measured). */
  readonly trace?: string | undefined;
}

/** The header that X-Ray's clients send with every call. */
export const TRACE_HEADER = "x-amzn-trace-id";

const MAX_DELAY_SECONDS = 900;

/**
 * Checks whether a message can be sent to a queue, and prepares it.
 *
 * @throws AwsFault for an invalid message
 */
export function prepareMessage(
  queue: Queue,
  request: SendRequest,
  { id: sender, isEntry, trace: traceOfCall }: Sender,
): PreparedMessage {
  const { MessageBody: text, MessageGroupId: group } = request;
  if (text === "") throw createMissingParameterFault("MessageBody");
  checkToken(group, "MessageGroupId");
  const delayMs = getDelay(queue, request.DelaySeconds);
  const { deduplicationId, deduplicationKey } = getDeduplication(queue, request);
  if (!hasOnlyAllowedCharacters(text)) throw createBadContentsFault();
  const attributes = checkMessageAttributes(request.MessageAttributes);
  const trace = getTrace(request.MessageSystemAttributes) ?? traceOfCall;
  const body = Buffer.from(text);
  const bytes = body.byteLength + countAttributesBytes(attributes);
  if (bytes > queue.settings.maxBytes) throw createMessageTooLongFault(queue.settings.maxBytes, isEntry);
  return {
    bytes,
    body,
    delayMs,
    envelope: { bodyMd5: getBodyMd5(body), sender, attributes, trace, group, deduplicationId, deduplicationKey },
  };
}

/** @returns ms, or undefined for the queue's own delay */
function getDelay({ settings }: Queue, seconds: number | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  if (seconds < 0 || seconds > MAX_DELAY_SECONDS)
    throw createInvalidValueFault(seconds, "DelaySeconds", `DelaySeconds must be >= 0 and <= ${MAX_DELAY_SECONDS}.`);
  if (!settings.isFifo) return seconds * 1000;
  if (seconds > 0) throw createNotForThisQueueFault(seconds, "DelaySeconds");
  return undefined;
}

function getDeduplication(
  { settings }: Queue,
  { MessageBody, MessageDeduplicationId: id, MessageGroupId: group }: SendRequest,
): { readonly deduplicationId?: string; readonly deduplicationKey?: string } {
  checkToken(id, "MessageDeduplicationId");
  if (!settings.isFifo) {
    if (id !== undefined) throw createNotForThisQueueFault(id, "MessageDeduplicationId");
    return {};
  }
  if (group === undefined) throw createMissingParameterFault("MessageGroupId");
  if (id === undefined && !settings.deduplicatesContent) throw createNoDeduplicationIdFault();
  const deduplicationId = id ?? createHash("sha256").update(MessageBody).digest("hex");
  // Separated by a space, which tokens cannot contain, so that two pairs never make the same key.
  return {
    deduplicationId,
    deduplicationKey: settings.deduplicatesByGroup ? `${group} ${deduplicationId}` : deduplicationId,
  };
}

/** The fault's texts are this project's. */
function getTrace(attributes: SendRequest["MessageSystemAttributes"] = {}): string | undefined {
  const { AWSTraceHeader: trace, ...others } = attributes;
  const [other] = Object.keys(others);
  if (other !== undefined) throw createInvalidParametersFault(`Message system attribute name '${other}' is invalid.`);
  if (trace === undefined) return undefined;
  if (trace.DataType !== "String" || !trace.StringValue)
    throw createInvalidParametersFault(
      "Message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'.",
    );
  return trace.StringValue;
}

/** The answer for one sent message. */
type SendResult = Required<Pick<SendMessageResult, "MessageId" | "MD5OfMessageBody">> & SendMessageResult;

/**
 * Sends messages in one go: all, or none. A FIFO queue does not accept the same deduplication id again within five
 * minutes; the sender gets the answer for the first message.
 */
export function send(queue: Queue, messages: readonly PreparedMessage[]): SendResult[] {
  const written = queue.settings.isFifo ? sendOnce(queue, messages) : queue.send(messages);
  return messages.map((message, index) => {
    const item = written[index];
    if (item === undefined) throw new Error(`a message to ${queue.name} was neither written nor known`);
    return describeSent(queue, message, item);
  });
}

function sendOnce(queue: Queue, messages: readonly PreparedMessage[]): (WrittenMessage | undefined)[] {
  const news = new Map<string | PreparedMessage, PreparedMessage>();
  for (const message of messages) {
    const key = getKey(message);
    const isKnown = typeof key === "string" && (news.has(key) || queue.findSentBefore(key) !== undefined);
    if (!isKnown) news.set(key, message);
  }
  const written = news.size === 0 ? [] : queue.send([...news.values()]);
  const sent = new Map([...news.keys()].map((key, index) => [key, written[index]]));
  return messages.map((message) => {
    const key = getKey(message);
    return sent.get(key) ?? (typeof key === "string" ? queue.findSentBefore(key) : undefined);
  });
}

interface WrittenMessage {
  readonly id: string;
  readonly number: number;
}

/** Messages without a deduplication key are all different. */
const getKey = (message: PreparedMessage): string | PreparedMessage => message.envelope.deduplicationKey ?? message;

function describeSent({ settings }: Queue, { envelope }: PreparedMessage, { id, number }: WrittenMessage): SendResult {
  return {
    MessageId: id,
    MD5OfMessageBody: envelope.bodyMd5,
    MD5OfMessageAttributes: getAttributesMd5(envelope.attributes),
    MD5OfMessageSystemAttributes:
      envelope.trace === undefined
        ? undefined
        : getAttributesMd5({ AWSTraceHeader: { type: "String", text: envelope.trace } }),
    SequenceNumber: settings.isFifo ? formatSequenceNumber(number) : undefined,
  };
}

const FIRST_SEQUENCE = 18_849_496_460_467_696_128n;
const SEQUENCE_STEP = 256n;

/** The sequence number in a FIFO queue: 20 digits, which grow, but not by one. */
export const formatSequenceNumber = (number: number): string => String(FIRST_SEQUENCE + SEQUENCE_STEP * BigInt(number));
