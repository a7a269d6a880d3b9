import {
  ListSubscriptionsByTopic$,
  type ListSubscriptionsByTopicInput,
  type ListSubscriptionsByTopicResponse,
} from "@aws-sdk/client-sns";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText } from "../fields";
import { pageOf } from "../page";
import { toldSubscription } from "../told-subscription";

const members = {
  TopicArn: required(anyText),
  NextToken: optional(anyText),
} satisfies Members<ListSubscriptionsByTopicInput>;

export const listSubscriptionsByTopic = operation(
  ListSubscriptionsByTopic$,
  members,
  (cloud, { TopicArn, NextToken: token }): ListSubscriptionsByTopicResponse => {
    const { name } = cloud.sns.withArn(TopicArn);
    const { items, ...page } = pageOf(cloud.sns.subscriptionsOf(name), ({ id }) => id, token);
    return { Subscriptions: items.map((one) => toldSubscription(cloud, one)), ...page };
  },
);
