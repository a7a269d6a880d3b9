import type { Subscription } from "@aws-sdk/client-sns";
import type { Lab } from "../lab";
import { isDelivered, type StoredSubscription } from "./stored-topic";

/** A subscription as listings tell it: one that waits to be confirmed has no ARN there. */
export const toldSubscription = ({ sns, account }: Lab, one: StoredSubscription): Subscription => ({
  SubscriptionArn: isDelivered(one) ? sns.subscriptionArn(one) : "PendingConfirmation",
  Owner: account,
  Protocol: one.protocol,
  Endpoint: one.endpoint,
  TopicArn: sns.arn(one.topic),
});
