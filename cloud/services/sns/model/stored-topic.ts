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
