import type { SendMessageResult } from "@aws-sdk/client-sqs";
import { getAttributesMd5 } from "../digest";
import type { Queue } from "../queue/queue";
import type { PreparedMessage } from "./prepare-message";

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
