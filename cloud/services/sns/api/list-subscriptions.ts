import { ListSubscriptions$, type ListSubscriptionsInput, type ListSubscriptionsResponse } from "@aws-sdk/client-sns";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { anyText } from "../model/fields";
import { createPage } from "./page";
import { describeSubscription } from "./describe-subscription";

const members = { NextToken: optional(anyText) } satisfies Members<ListSubscriptionsInput>;

export const listSubscriptions = operation(
  ListSubscriptions$,
  members,
  (cloud, { NextToken: token }): ListSubscriptionsResponse => {
    const { items, ...page } = createPage(cloud.sns.getSubscriptions(), ({ topic, id }) => `${topic} ${id}`, token);
    return { Subscriptions: items.map((item) => describeSubscription(cloud, item)), ...page };
  },
);
