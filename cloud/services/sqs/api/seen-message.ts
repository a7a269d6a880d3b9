/** A message in its queue, as the lookup shows it. Times are ms since the epoch, cloud clock. */
export interface QueuedMessage {
  /** Grows from message to message; the `after` of a further lookup. */
  readonly number: number;
  readonly id: string;
  readonly body: string;
  readonly state: "ready" | "in flight" | "delayed";
  readonly sentAt: number;
  /** Until when the message cannot be received; undefined if it is visible. */
  readonly hiddenUntil?: number;
  readonly receives: number;
  readonly firstReceivedAt?: number;
  readonly sender: string;
  readonly group?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  /** The ARN of the source queue of a dead letter. */
  readonly deadLetterSource?: string;
  /** Message attributes; binary values in base64. */
  readonly attributes: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
}

/** The answer of a lookup. */
export interface MessagesLookup {
  readonly messages: readonly QueuedMessage[];
  /** The `after` of the next page; undefined at the end. */
  readonly next?: number;
}
