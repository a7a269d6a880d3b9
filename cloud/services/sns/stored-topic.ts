/** A topic as it is stored. */
export interface StoredTopic {
  readonly name: string;
  /** Those that were set, by AWS's names; texts as they came. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** How many subscriptions were taken away. */
  readonly unsubscribed: number;
}

/** A subscription as it is stored. */
export interface StoredSubscription {
  /** The last part of its ARN. */
  readonly id: string;
  /** The topic's name. */
  readonly topic: string;
  readonly protocol: string;
  /** A queue's or a function's ARN; an address, to which nothing is ever delivered. */
  readonly endpoint: string;
  /** Whether messages reach a queue as they were published, without the envelope. */
  readonly isRaw: boolean;
}

/** What messages are delivered to; the others are kept as if nobody ever confirmed them. */
export const DELIVERED = ["sqs", "lambda"] as const;

export const isDelivered = ({ protocol }: Pick<StoredSubscription, "protocol">): boolean =>
  DELIVERED.some((one) => one === protocol);
