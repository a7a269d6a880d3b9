import { ListSubscriptions$, type ListSubscriptionsInput, type ListSubscriptionsResponse } from "@aws-sdk/client-sns";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { anyText } from "../fields";
import { pageOf } from "../page";
import { toldSubscription } from "../told-subscription";

const members = { NextToken: optional(anyText) } satisfies Members<ListSubscriptionsInput>;

export const listSubscriptions = operation(
  ListSubscriptions$,
  members,
  (cloud, { NextToken: token }): ListSubscriptionsResponse => {
    const { items, ...page } = pageOf(cloud.sns.subscriptions(), ({ topic, id }) => `${topic} ${id}`, token);
    return { Subscriptions: items.map((one) => toldSubscription(cloud, one)), ...page };
  },
);
