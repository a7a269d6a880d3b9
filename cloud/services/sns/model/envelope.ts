import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { StoredSubscription } from "./topics";

/** A message for one subscription. */
export interface Notification {
  readonly id: string;
  readonly topicArn: string;
  readonly subscriptionArn: string;
  readonly subject: string | undefined;
  /** The text for this subscription's protocol. */
  readonly message: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** ms since the epoch. */
  readonly at: number;
  readonly region: string;
}

/** A placeholder, since the lab cloud cannot sign as AWS does. */
const SIGNATURE = Buffer.from("The lab cloud signs nothing.").toString("base64");

/** The members that envelopes and events have in common, in the order of AWS's envelope. */
const createParts = ({ id, topicArn, subscriptionArn, region, at }: Notification) => ({
  type: "Notification",
  id,
  topicArn,
  timestamp: new Date(at).toISOString(),
  version: "1",
  certificate: `https://sns.${region}.amazonaws.com/SimpleNotificationService-none.pem`,
  leave: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
});

/** An attribute's value as in the JSON of envelopes and events. */
const formatAttribute = ({ DataType = "", StringValue, BinaryValue }: MessageAttributeValue) => ({
  Type: DataType,
  Value: BinaryValue === undefined ? (StringValue ?? "") : Buffer.from(BinaryValue).toString("base64"),
});

const formatAttributes = (attributes: Notification["attributes"]) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, formatAttribute(value)]));

/**
 * The body of a queue's message.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html
 */
export function createEnvelope(notification: Notification): string {
  const { type, id, topicArn, timestamp, version, certificate, leave } = createParts(notification);
  const { subject, message, attributes } = notification;
  const all = {
    Type: type,
    MessageId: id,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: timestamp,
    SignatureVersion: version,
    Signature: SIGNATURE,
    SigningCertURL: certificate,
    UnsubscribeURL: leave,
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: formatAttributes(attributes) }),
  };
  return JSON.stringify(all, null, 2).replace(/^( *"(?:[^"\\]|\\.)*"): /gm, "$1 : ");
}

/**
 * The event of a function's call.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function createFunctionEvent(notification: Notification): string {
  const { type, id, topicArn, timestamp, version, certificate, leave } = createParts(notification);
  const { subject = null, message, attributes, subscriptionArn } = notification;
  const Sns = {
    Type: type,
    MessageId: id,
    TopicArn: topicArn,
    Subject: subject,
    Message: message,
    Timestamp: timestamp,
    SignatureVersion: version,
    Signature: SIGNATURE,
    SigningCertUrl: certificate,
    UnsubscribeUrl: leave,
    MessageAttributes: formatAttributes(attributes),
  };
  return JSON.stringify({
    Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: subscriptionArn, Sns }],
  });
}

/** The attributes of a message with raw delivery to a queue: the ones that fit into an SQS message. */
export const getRawAttributes = (attributes: Notification["attributes"], { isRaw }: StoredSubscription) =>
  isRaw && Object.keys(attributes).length > 0 ? { MessageAttributes: attributes } : {};
