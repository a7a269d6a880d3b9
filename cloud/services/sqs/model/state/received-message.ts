import type { Message as Received, MessageAttributeValue } from "@aws-sdk/client-sqs";
import { getAttributesMd5 } from "../digest";
import type { Envelope, Message, StoredAttribute } from "../../store/message";
import type { Queue } from "../queue/queue";
import { formatSequenceNumber } from "../sending/prepare-message";
import { createReceiptHandle } from "../queue/hidden";

/** The attributes that a receive requests. */
export interface RequestedAttributes {
  /** System attributes: `All`, or names. */
  readonly system: readonly string[];
  /** Message attributes: `All`, `*`, `.*`, names, or prefixes such as `bar.*`. */
  readonly user: readonly string[];
}

/**
 * A message in the answer of ReceiveMessage. The receive must already be counted: the receipt handle is that of the
 * latest receive.
 */
export function createReceivedMessage(queue: Queue, message: Message, expected: RequestedAttributes): Received {
  const { envelope, body } = queue.read(message);
  // Most receives request none.
  const system = expected.system.length === 0 ? [] : listSystemAttributes(queue, message, envelope);
  const requested = expected.system.includes("All")
    ? system
    : system.filter(([name]) => expected.system.includes(name));
  const user =
    expected.user.length === 0
      ? {}
      : Object.fromEntries(
          Object.entries(envelope.attributes).filter(([name]) => expected.user.some((item) => isMeant(item, name))),
        );
  // The digest of the returned attributes, not of all that were sent (measured).
  const digest = getAttributesMd5(user);
  return {
    MessageId: envelope.id,
    ReceiptHandle: createReceiptHandle(message),
    MD5OfBody: envelope.bodyMd5,
    Body: body.toString("utf8"),
    Attributes: requested.length === 0 ? undefined : Object.fromEntries(requested),
    MD5OfMessageAttributes: digest,
    MessageAttributes: digest === undefined ? undefined : createAttributeValues(user),
  };
}

function listSystemAttributes({ settings }: Queue, message: Message, envelope: Envelope): [string, string][] {
  const all: readonly [string, string | undefined][] = [
    ["SenderId", envelope.sender],
    ["SentTimestamp", String(message.sentAt)],
    ["ApproximateReceiveCount", String(message.receives)],
    ["ApproximateFirstReceiveTimestamp", String(message.firstReceivedAt)],
    ["MessageGroupId", envelope.group],
    ["MessageDeduplicationId", envelope.deduplicationId],
    ["SequenceNumber", settings.isFifo ? formatSequenceNumber(message.number) : undefined],
    ["AWSTraceHeader", envelope.trace],
    ["DeadLetterQueueSourceArn", envelope.deadLetterSource],
  ];
  return all.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
}

function isMeant(requested: string, name: string): boolean {
  if (requested === "All" || requested === ".*" || requested === "*") return true;
  return requested.endsWith(".*") ? name.startsWith(requested.slice(0, -2)) : requested === name;
}

const createAttributeValues = (
  attributes: Readonly<Record<string, StoredAttribute>>,
): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { type, text, base64 }]) => [
      name,
      {
        DataType: type,
        ...(base64 === undefined ? { StringValue: text ?? "" } : { BinaryValue: Buffer.from(base64, "base64") }),
      },
    ]),
  );
