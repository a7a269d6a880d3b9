import {
  ListSubscriptions$,
  type ListSubscriptionsInput,
  type ListSubscriptionsResponse,
  ListSubscriptionsByTopic$,
  type ListSubscriptionsByTopicInput,
  type ListSubscriptionsByTopicResponse,
  Unsubscribe$,
  type UnsubscribeInput,
  type Subscription,
} from "@aws-sdk/client-sns";
import { optional, type Members, required } from "../../../core/members";
import { operation } from "../../framework/operation";
import { anyText } from "../model/fields";
import { createInvalidParameterFault } from "../model/faults";
import { createPage as cut } from "../../framework/page";
import type { Services } from "../../framework/services";
import { isDelivered, type StoredSubscription } from "../model/stored-topic";

/** A subscription in listings, where an unconfirmed one has no ARN. */
const describeSubscription = ({ sns, account }: Services, subscription: StoredSubscription): Subscription => ({
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

const listSubscriptionsMembers = { NextToken: optional(anyText) } satisfies Members<ListSubscriptionsInput>;

export const listSubscriptions = operation(
  ListSubscriptions$,
  listSubscriptionsMembers,
  (cloud, { NextToken: token }): ListSubscriptionsResponse => {
    const { items, ...page } = createPage(cloud.sns.getSubscriptions(), ({ topic, id }) => `${topic} ${id}`, token);
    return { Subscriptions: items.map((item) => describeSubscription(cloud, item)), ...page };
  },
);

const listSubscriptionsByTopicMembers = {
  TopicArn: required(anyText),
  NextToken: optional(anyText),
} satisfies Members<ListSubscriptionsByTopicInput>;

export const listSubscriptionsByTopic = operation(
  ListSubscriptionsByTopic$,
  listSubscriptionsByTopicMembers,
  (cloud, { TopicArn, NextToken: token }): ListSubscriptionsByTopicResponse => {
    const { name } = cloud.sns.requireByArn(TopicArn);
    const { items, ...page } = createPage(cloud.sns.listSubscriptions(name), ({ id }) => id, token);
    return { Subscriptions: items.map((item) => describeSubscription(cloud, item)), ...page };
  },
);

const members = { SubscriptionArn: required(anyText) } satisfies Members<UnsubscribeInput>;

/** Removing a missing subscription is no error, as on AWS. */
export const unsubscribe = operation(Unsubscribe$, members, ({ sns }, { SubscriptionArn: arn }): void => {
  if (!/^arn:[^:]+:sns:[^:]+:\d{12}:[^:]+:[^:]+$/.test(arn)) throw createInvalidParameterFault("SubscriptionArn");
  const found = sns.findSubscription(arn);
  if (found !== undefined) sns.unsubscribe(found);
});
