import type { MessageAttributeValue, Tag } from "@aws-sdk/client-sns";
import { optional, required, structure, type Members } from "../../../core/members";
import { blob, list, map, string } from "../../../core/rules";
import type { Notifier } from "../../../core/notes";

export const anyText = string();
export const textMap = map(anyText, anyText);

const tag = {
  Key: required(string({ length: { min: 1, max: 128 } })),
  Value: required(string({ length: { max: 256 } })),
} satisfies Members<Tag>;
export const tags = list(structure(tag), { max: 50 });
export const tagKeys = list(string({ length: { min: 1, max: 128 } }));

const attributeValue = {
  DataType: required(anyText),
  StringValue: optional(anyText),
  BinaryValue: optional(blob()),
} satisfies Members<MessageAttributeValue>;
export const messageAttributes = map(anyText, structure(attributeValue));

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
