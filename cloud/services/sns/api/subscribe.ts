import { Subscribe$, type SubscribeInput, type SubscribeResponse } from "@aws-sdk/client-sns";
import { createStoredNote } from "../../../core/notes";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operationWithNotes } from "../../framework/operation";
import { createInvalidParameterFault, createNotEmulatedFault } from "../model/faults";
import { anyText, textMap } from "../model/fields";
import { isDelivered, hasRawDelivery } from "../model/stored-topic";

const members = {
  TopicArn: required(anyText),
  Protocol: required(anyText),
  Endpoint: optional(anyText),
  Attributes: optional(textMap),
  ReturnSubscriptionArn: optional(boolean()),
} satisfies Members<SubscribeInput>;

/** The endpoints of queues and functions: ARNs. */
const ENDPOINTS = {
  sqs: /^arn:[^:]+:sqs:[^:]+:\d{12}:[\w.-]{1,80}$/,
  lambda: /^arn:[^:]+:lambda:[^:]+:\d{12}:function:[\w-]{1,64}(?::[\w$-]{1,128})?$/,
} as const;

/** Endpoints outside the lab cloud, for which no confirmation ever comes. */
const OUTSIDE: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+$/,
  http: /^http:\/\/./,
  https: /^https:\/\/./,
  sms: /^\+?[\d ()-]{3,}$/,
};

const TO_OUTSIDE = createStoredNote("SNS: a subscription by email, SMS or HTTP");

/**
 * Subscribes a queue or a function, to which messages are delivered at once. Other endpoints are stored as unconfirmed:
 * no message is ever sent to them, and the answer and the log say so.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export const subscribe = operationWithNotes(TO_OUTSIDE)(
  Subscribe$,
  members,
  (cloud, request, call): SubscribeResponse => {
    const { TopicArn, Protocol: protocol, Endpoint: endpoint = "", Attributes = {} } = request;
    const { sns } = cloud;
    const { name: topic } = sns.requireByArn(TopicArn);
    checkEndpoint(protocol, endpoint);
    const isRaw = hasRawDelivery(Attributes, protocol);
    const before = sns
      .listSubscriptions(topic)
      .find((subscription) => subscription.protocol === protocol && subscription.endpoint === endpoint);
    if (before !== undefined && before.isRaw !== isRaw && Attributes["RawMessageDelivery"] !== undefined)
      throw createInvalidParameterFault("Attributes Reason: Subscription already exists with different attributes");
    const subscription = before ?? { id: sns.createId(), topic, protocol, endpoint, isRaw };
    if (before === undefined) sns.saveSubscription(subscription);
    if (isDelivered(subscription)) return { SubscriptionArn: sns.createSubscriptionArn(subscription) };
    call.addNote(TO_OUTSIDE);
    const isAsked = request.ReturnSubscriptionArn === true;
    return { SubscriptionArn: isAsked ? sns.createSubscriptionArn(subscription) : "pending confirmation" };
  },
);

/** @throws AwsFault InvalidParameter; NotImplemented for endpoints that the lab cloud does not have */
function checkEndpoint(protocol: string, endpoint: string): void {
  if (protocol === "firehose" || protocol === "application")
    throw createNotEmulatedFault(`subscriptions by ${protocol}`);
  if (protocol === "sqs" || protocol === "lambda") {
    if (!ENDPOINTS[protocol].test(endpoint))
      throw createInvalidParameterFault(`${protocol === "sqs" ? "SQS" : "Lambda"} endpoint ARN`);
    if (endpoint.endsWith(".fifo")) throw createNotEmulatedFault("subscriptions of FIFO queues");
    return;
  }
  const form = Object.hasOwn(OUTSIDE, protocol) ? OUTSIDE[protocol] : undefined;
  if (form === undefined)
    throw createInvalidParameterFault(`Amazon SNS does not support this protocol string: ${protocol}`);
  if (!form.test(endpoint)) throw createInvalidParameterFault("Endpoint");
}
