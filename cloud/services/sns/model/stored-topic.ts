import { createInvalidParameterFault, createNotEmulatedFault } from "./faults";

export interface StoredTopic {
  readonly name: string;
  /** The attributes that were set, by AWS's names; values unchanged. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** How many subscriptions were removed. */
  readonly unsubscribed: number;
}

export interface StoredSubscription {
  /** The last part of the subscription's ARN. */
  readonly id: string;
  /** The topic's name. */
  readonly topic: string;
  readonly protocol: string;
  /** A queue's or a function's ARN; or an outside address, to which no message is ever delivered. */
  readonly endpoint: string;
  /** Whether messages reach a queue as they were published, without the envelope. */
  readonly isRaw: boolean;
}

/** The protocols to which messages are delivered; subscriptions with others stay unconfirmed. */
const DELIVERED = ["sqs", "lambda"] as const;

export const isDelivered = ({ protocol }: Pick<StoredSubscription, "protocol">): boolean =>
  DELIVERED.some((item) => item === protocol);

/** The attributes that AWS has beside raw delivery. */
const OTHERS = ["DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "ReplayPolicy", "ReplayStatus"];

/**
 * Whether messages are delivered to a queue raw.
 *
 * @param before the setting until now
 * @throws AwsFault InvalidParameter; NotImplemented for attributes that the lab cloud does not have
 */
export function hasRawDelivery(
  attributes: Readonly<Record<string, string>>,
  protocol: string,
  before = false,
): boolean {
  for (const [name, value] of Object.entries(attributes)) {
    if ([...OTHERS, "SubscriptionRoleArn"].includes(name)) {
      if (value === "") continue;
      throw createNotEmulatedFault(`the attribute '${name}' of a subscription`);
    }
    if (name !== "RawMessageDelivery") throw createInvalidParameterFault("AttributeName");
    if (!/^(?:true|false)$/i.test(value))
      throw createInvalidParameterFault(
        `Attributes Reason: RawMessageDelivery: Invalid value [${value}]. Must be true or false.`,
      );
    if (value.toLowerCase() === "true" && !["sqs", "http", "https"].includes(protocol))
      throw createInvalidParameterFault(
        `Attributes Reason: Delivery protocol [${protocol}] does not support raw message delivery.`,
      );
  }
  const rawDelivery = attributes["RawMessageDelivery"];
  return rawDelivery === undefined ? before : rawDelivery.toLowerCase() === "true";
}
