/** A message as it lies in its queue. Times are ms since the epoch, cloud clock. */
export interface SeenMessage {
  /** Grows from message to message: to be asked on with. */
  readonly number: number;
  readonly id: string;
  readonly body: string;
  readonly state: "ready" | "in flight" | "delayed";
  readonly sentAt: number;
  /** Until when it cannot be received, if it cannot. */
  readonly hiddenUntil?: number;
  readonly receives: number;
  readonly firstReceivedAt?: number;
  readonly sender: string;
  readonly group?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  /** The ARN of the queue that it came from as a dead letter. */
  readonly deadLetterSource?: string;
  /** Message attributes; those of bytes in base64. */
  readonly attributes: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
}

/** What a lookup answers. */
export interface MessagesLookup {
  readonly messages: readonly SeenMessage[];
  /** The `after` of the next page; undefined at the end. */
  readonly next?: number;
}
