import { createHash } from "node:crypto";
import type { MessageAttributeValue, MessageSystemAttributeValue } from "@aws-sdk/client-sqs";
import { getBodyMd5 } from "../digest";
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
import { countAttributesBytes, checkMessageAttributes } from "./attributes";
import { hasOnlyAllowedCharacters, checkToken } from "./characters";

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
