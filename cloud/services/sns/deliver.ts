import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { Lab } from "../lab";
import { envelope, functionEvent, rawAttributes, type Notification } from "./envelope";
import type { StoredTopic } from "./stored-topic";

/** A message to publish. */
interface Published {
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  messageFor(protocol: string): string;
}

/** Delivers a message to a topic's queues and functions. @returns its id */
export function deliver(
  { sns, region, ...lab }: Pick<Lab, "sns" | "region" | "now">,
  { name }: StoredTopic,
  { subject, attributes, messageFor }: Published,
): string {
  const id = sns.newId();
  const { subscribers } = sns;
  const common = { id, topicArn: sns.arn(name), subject, attributes, at: lab.now(), region };
  for (const subscription of sns.subscriptionsOf(name)) {
    const { protocol, endpoint, isRaw } = subscription;
    const message = messageFor(protocol);
    const one: Notification = { ...common, message, subscriptionArn: sns.subscriptionArn(subscription) };
    if (protocol === "sqs")
      subscribers.send(endpoint, {
        MessageBody: isRaw ? message : envelope(one),
        ...rawAttributes(attributes, subscription),
      });
    else if (protocol === "lambda") subscribers.invoke(endpoint, { id: sns.newId(), payload: functionEvent(one) });
  }
  return id;
}
