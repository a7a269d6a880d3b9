import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { Notifier } from "../../../core/service-note";

/** A message that a service publishes. */
interface ServiceMessage {
  readonly TopicArn: string;
  readonly Message: string;
  readonly Subject?: string | undefined;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
}

/** The account's topics, for other services to publish to. */
export interface TopicPublisher {
  isThere(arn: string): boolean;
  /** Publishes at once; the cloud's log reports a message that the topic refuses. Topics' policies are not evaluated. */
  publish(message: ServiceMessage, notifier: Notifier): void;
}
