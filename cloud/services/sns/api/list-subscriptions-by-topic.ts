import {
  ListSubscriptionsByTopic$,
  type ListSubscriptionsByTopicInput,
  type ListSubscriptionsByTopicResponse,
} from "@aws-sdk/client-sns";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { anyText } from "../model/fields";
import { createPage } from "./page";
import { describeSubscription } from "./describe-subscription";

const members = {
  TopicArn: required(anyText),
  NextToken: optional(anyText),
} satisfies Members<ListSubscriptionsByTopicInput>;

export const listSubscriptionsByTopic = operation(
  ListSubscriptionsByTopic$,
  members,
  (cloud, { TopicArn, NextToken: token }): ListSubscriptionsByTopicResponse => {
    const { name } = cloud.sns.requireByArn(TopicArn);
    const { items, ...page } = createPage(cloud.sns.listSubscriptions(name), ({ id }) => id, token);
    return { Subscriptions: items.map((item) => describeSubscription(cloud, item)), ...page };
  },
);
