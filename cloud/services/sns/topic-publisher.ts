import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { Teller } from "../teller";

/** What a service publishes. */
export interface ServiceMessage {
  readonly TopicArn: string;
  readonly Message: string;
  readonly Subject?: string | undefined;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
}

/** The account's topics, as other services publish to them. */
export interface TopicPublisher {
  isThere(arn: string): boolean;
  /** Publishes in the same turn; what the topic does not take is told in the cloud's log. Policies of topics are not weighed. */
  publish(message: ServiceMessage, teller: Teller): void;
}
