import type { Subscription } from "@aws-sdk/client-sns";
import type { Services } from "../../framework/services";
import { isDelivered, type StoredSubscription } from "../model/stored-topic";

/** A subscription in listings, where an unconfirmed one has no ARN. */
export const describeSubscription = ({ sns, account }: Services, subscription: StoredSubscription): Subscription => ({
  SubscriptionArn: isDelivered(subscription) ? sns.createSubscriptionArn(subscription) : "PendingConfirmation",
  Owner: account,
  Protocol: subscription.protocol,
  Endpoint: subscription.endpoint,
  TopicArn: sns.createArn(subscription.topic),
});
