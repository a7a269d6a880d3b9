import {
  Subscribe$,
  GetSubscriptionAttributes$,
  SetSubscriptionAttributes$,
  ListSubscriptions$,
  ListSubscriptionsByTopic$,
  Unsubscribe$,
} from "@aws-sdk/client-sns";
import type * as sdk from "@aws-sdk/client-sns";
import { createStoredNote } from "../../../core/notes";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operationWithNotes, operation } from "../../framework/operation";
import { createInvalidParameterFault, createNotEmulatedFault, createSubscriptionNotFoundFault } from "../model/faults";
import { anyText, textMap } from "../model/fields";
import { isDelivered, hasRawDelivery, type StoredSubscription } from "../model/topics";
import { createPage as cut } from "../../framework/page";
import type { Services } from "../../framework/services";

const getSubscriptionAttributesMembers = {
  SubscriptionArn: required(anyText),
} satisfies Members<sdk.GetSubscriptionAttributesInput>;

export const getSubscriptionAttributes = operation(
  GetSubscriptionAttributes$,
  getSubscriptionAttributesMembers,
  ({ sns, account }, { SubscriptionArn }): sdk.GetSubscriptionAttributesResponse => {
    const found = sns.findSubscription(SubscriptionArn);
    if (found === undefined) throw createSubscriptionNotFoundFault();
    return {
      Attributes: {
        SubscriptionArn,
        TopicArn: sns.createArn(found.topic),
        Owner: account,
        Protocol: found.protocol,
        Endpoint: found.endpoint,
        RawMessageDelivery: String(found.isRaw),
        PendingConfirmation: String(!isDelivered(found)),
        ConfirmationWasAuthenticated: String(isDelivered(found)),
        SubscriptionPrincipal: `arn:aws:iam::${account}:root`,
      },
    };
  },
);

const setSubscriptionAttributesMembers = {
  SubscriptionArn: required(anyText),
  AttributeName: required(anyText),
  AttributeValue: optional(anyText),
} satisfies Members<sdk.SetSubscriptionAttributesInput>;

export const setSubscriptionAttributes = operation(
  SetSubscriptionAttributes$,
  setSubscriptionAttributesMembers,
  ({ sns }, { SubscriptionArn, AttributeName: name, AttributeValue: value = "" }): void => {
    const found = sns.findSubscription(SubscriptionArn);
    if (found === undefined) throw createSubscriptionNotFoundFault();
    sns.saveSubscription({ ...found, isRaw: hasRawDelivery({ [name]: value }, found.protocol, found.isRaw) });
  },
);

/** A subscription in listings, where an unconfirmed one has no ARN. */
const describeSubscription = ({ sns, account }: Services, subscription: StoredSubscription): sdk.Subscription => ({
  SubscriptionArn: isDelivered(subscription) ? sns.createSubscriptionArn(subscription) : "PendingConfirmation",
  Owner: account,
  Protocol: subscription.protocol,
  Endpoint: subscription.endpoint,
  TopicArn: sns.createArn(subscription.topic),
});

const PAGE = 100;

/** One page of a list that is in the order of its keys. @throws AwsFault InvalidParameter */
export function createPage<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  token: string | undefined,
): { readonly items: T[]; readonly NextToken?: string } {
  const { items, next } = cut(all, keyOf, {
    token,
    size: PAGE,
    createInvalidFault: () => createInvalidParameterFault("NextToken"),
  });
  return next === undefined ? { items } : { items, NextToken: next };
}

const listSubscriptionsMembers = { NextToken: optional(anyText) } satisfies Members<sdk.ListSubscriptionsInput>;

export const listSubscriptions = operation(
  ListSubscriptions$,
  listSubscriptionsMembers,
  (cloud, { NextToken: token }): sdk.ListSubscriptionsResponse => {
    const { items, ...page } = createPage(cloud.sns.getSubscriptions(), ({ topic, id }) => `${topic} ${id}`, token);
    return { Subscriptions: items.map((item) => describeSubscription(cloud, item)), ...page };
  },
);

const listSubscriptionsByTopicMembers = {
  TopicArn: required(anyText),
  NextToken: optional(anyText),
} satisfies Members<sdk.ListSubscriptionsByTopicInput>;

export const listSubscriptionsByTopic = operation(
  ListSubscriptionsByTopic$,
  listSubscriptionsByTopicMembers,
  (cloud, { TopicArn, NextToken: token }): sdk.ListSubscriptionsByTopicResponse => {
    const { name } = cloud.sns.requireByArn(TopicArn);
    const { items, ...page } = createPage(cloud.sns.listSubscriptions(name), ({ id }) => id, token);
    return { Subscriptions: items.map((item) => describeSubscription(cloud, item)), ...page };
  },
);

const listMembers = { SubscriptionArn: required(anyText) } satisfies Members<sdk.UnsubscribeInput>;

/** Removing a missing subscription isn't an error, as on AWS. */
export const unsubscribe = operation(Unsubscribe$, listMembers, ({ sns }, { SubscriptionArn: arn }): void => {
  if (!/^arn:[^:]+:sns:[^:]+:\d{12}:[^:]+:[^:]+$/.test(arn)) throw createInvalidParameterFault("SubscriptionArn");
  const found = sns.findSubscription(arn);
  if (found !== undefined) sns.unsubscribe(found);
});

const members = {
  TopicArn: required(anyText),
  Protocol: required(anyText),
  Endpoint: optional(anyText),
  Attributes: optional(textMap),
  ReturnSubscriptionArn: optional(boolean()),
} satisfies Members<sdk.SubscribeInput>;

/** The endpoints of queues and functions: ARNs. */
const ENDPOINTS = {
  sqs: /^arn:[^:]+:sqs:[^:]+:\d{12}:[\w.-]{1,80}$/,
  lambda: /^arn:[^:]+:lambda:[^:]+:\d{12}:function:[\w-]{1,64}(?::[\w$-]{1,128})?$/,
} as const;

/** Endpoints outside the lab cloud, which never confirm. */
const OUTSIDE: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+$/,
  http: /^http:\/\/./,
  https: /^https:\/\/./,
  sms: /^\+?[\d ()-]{3,}$/,
};

const TO_OUTSIDE = createStoredNote("SNS: a subscription by email, SMS or HTTP");

/**
 * Subscribes a queue or a function, which receives messages at once. Other endpoints are stored as unconfirmed:
 * no message is ever sent to them, and the answer and the log say so.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export const subscribe = operationWithNotes(TO_OUTSIDE)(
  Subscribe$,
  members,
  (cloud, request, call): sdk.SubscribeResponse => {
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
