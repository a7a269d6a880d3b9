import type { Envelope, Message } from "../../store/message";
import type { Draft } from "../../store/frames";
import type { StoredMessage } from "../../store/message-store";

/** A message to be sent. */
export interface NewMessage {
  readonly envelope: Omit<Envelope, "id">;
  readonly body: Buffer;
  /** Delay in ms; by default the queue's own. */
  readonly delayMs?: number | undefined;
}

/** Where and when a message arrives: the queue's serial number, ms since the epoch, and uptime in ms. */
export interface Arrival {
  readonly queue: number;
  readonly sentAt: number;
  readonly upMs: number;
}

const NOTHING = { queue: 0, number: 0 };

/** The draft of a newly sent message. */
export function createDraft(
  { queue, sentAt, upMs }: Arrival,
  { envelope, body }: NewMessage,
  { id, delayMs }: { readonly id: string; readonly delayMs: number },
): Draft {
  // Member by member, since spread syntax was a large part of the time in profiles.
  const head = {
    queue,
    sentAt,
    upMs,
    visibleAt: sentAt + delayMs,
    receives: 0,
    firstReceivedAt: 0,
    lastReceivedAt: 0,
    replaces: NOTHING,
  };
  const { bodyMd5, sender, attributes, trace, group, deduplicationId, deduplicationKey, deadLetterSource } = envelope;
  return {
    head,
    envelope: { id, bodyMd5, sender, attributes, trace, group, deduplicationId, deduplicationKey, deadLetterSource },
    body,
  };
}

/** The draft of a dead letter: in a standard queue it keeps its age, in a FIFO queue its age starts again at 0. */
export function createDeadLetterDraft(
  arrival: Arrival,
  { message, stored }: KnownMessage,
  { isFifo, source }: { readonly isFifo: boolean; readonly source: string },
): Draft {
  const { queue, number, sentAt, upMs, receives, firstReceivedAt, lastReceivedAt } = message;
  const head = {
    ...arrival,
    ...(isFifo ? {} : { sentAt, upMs }),
    visibleAt: arrival.sentAt,
    receives,
    firstReceivedAt,
    lastReceivedAt,
    replaces: { queue, number },
  };
  return { ...stored, head, envelope: { ...stored.envelope, deduplicationKey: undefined, deadLetterSource: source } };
}

/** The draft of a dead letter that a move task moves: it counts as sent at this moment. */
export function renewDraft(arrival: Arrival, { message: { queue, number }, stored }: KnownMessage, id: string): Draft {
  const received = { receives: 0, firstReceivedAt: 0, lastReceivedAt: 0 };
  const head = { ...arrival, ...received, visibleAt: arrival.sentAt, replaces: { queue, number } };
  return {
    ...stored,
    head,
    envelope: { ...stored.envelope, id, deduplicationKey: undefined, deadLetterSource: undefined },
  };
}

/** A message in memory, with its content from disk. */
interface KnownMessage {
  readonly message: Message;
  readonly stored: StoredMessage;
}
