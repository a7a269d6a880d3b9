import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { Services } from "../../framework/services";
import { createEnvelope, createFunctionEvent, getRawAttributes, type Notification } from "../model/envelope";
import type { StoredTopic } from "../model/stored-topic";

/** A message to publish. */
interface PublishedMessage {
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  createMessageFor(protocol: string): string;
}

/** Delivers a message to a topic's queues and functions. @returns its id */
export function deliver(
  { sns, region, ...services }: Pick<Services, "sns" | "region" | "now">,
  { name }: StoredTopic,
  { subject, attributes, createMessageFor }: PublishedMessage,
): string {
  const id = sns.createId();
  const { subscribers } = sns;
  const common = { id, topicArn: sns.createArn(name), subject, attributes, at: services.now(), region };
  for (const subscription of sns.listSubscriptions(name)) {
    const { protocol, endpoint, isRaw } = subscription;
    const message = createMessageFor(protocol);
    const notification: Notification = { ...common, message, subscriptionArn: sns.createSubscriptionArn(subscription) };
    if (protocol === "sqs")
      subscribers.send(endpoint, {
        MessageBody: isRaw ? message : createEnvelope(notification),
        ...getRawAttributes(attributes, subscription),
      });
    else if (protocol === "lambda")
      subscribers.invoke(endpoint, { id: sns.createId(), payload: createFunctionEvent(notification) });
  }
  return id;
}
