import type { Subscription } from "@aws-sdk/client-sns";
import type { Lab } from "../lab";
import { isDelivered, type StoredSubscription } from "./stored-topic";

/** A subscription in listings, where an unconfirmed one has no ARN. */
export const describeSubscription = ({ sns, account }: Lab, one: StoredSubscription): Subscription => ({
  SubscriptionArn: isDelivered(one) ? sns.createSubscriptionArn(one) : "PendingConfirmation",
  Owner: account,
  Protocol: one.protocol,
  Endpoint: one.endpoint,
  TopicArn: sns.createArn(one.topic),
});
