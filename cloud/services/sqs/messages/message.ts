import type { Segment } from "./segment";

/** A message attribute as it is kept: text, or bytes in base64. */
export interface StoredAttribute {
  /** `String`, `Number` or `Binary`, with a label of the sender's behind a dot. */
  readonly type: string;
  readonly text?: string;
  readonly base64?: string;
}

/** What is known of a message beside its body and where it stands. All of it lies on disk. */
export interface Envelope {
  /** The MessageId. */
  readonly id: string;
  readonly bodyMd5: string;
  readonly sender: string;
  readonly attributes: Readonly<Record<string, StoredAttribute>>;
  /** AWSTraceHeader. */
  readonly trace?: string;
  readonly group?: string;
  readonly deduplicationId?: string;
  /** What later messages are compared with, where the queue keeps them apart: the id, and the group if that is the scope. */
  readonly deduplicationKey?: string | undefined;
  /** The ARN of the queue that it came from, if it was moved here as a dead letter. */
  readonly deadLetterSource?: string | undefined;
}

/** Whether a message can be received: `ready`, `hidden` (delayed or in flight), or `gone`. */
export type Receivability = "ready" | "hidden" | "gone";

/** A message in memory: where it lies on disk, and what changes with each receive. Its body is not here. */
export interface Message {
  /** 1, 2, 3, … over all queues of a cloud, in the order of sending. A message that is moved gets a new one. */
  readonly number: number;
  /** Serial number of its queue. */
  readonly queue: number;
  /** ms since the epoch. */
  readonly sentAt: number;
  /** For how long the cloud had been up when it was sent, in ms; retention counts this. */
  readonly upMs: number;
  /** Only where the order within a group counts. */
  readonly group: string | undefined;
  /** Where its frame lies. */
  segment: Segment;
  offset: number;
  /** Of the frame's payload. */
  length: number;
  place: Receivability;
  /** ms since the epoch; when it can be received, if it is hidden. */
  visibleAt: number;
  /** How often it was received, over all queues. */
  receives: number;
  /** ms since the epoch; 0 if it never was. */
  firstReceivedAt: number;
  lastReceivedAt: number;
}
