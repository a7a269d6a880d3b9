import type { Message } from "../../store/message";
import { Deque } from "./deque";
import type { RememberedDuplicate } from "../../store/frames";

/** How long an attempt can be repeated. */
const LIFE_MS = 300_000;

/** The messages of one receive, and the state in which it left each of them. */
interface Attempt {
  /** ms since the epoch. */
  readonly at: number;
  receipts: readonly { readonly message: Message; readonly receives: number; readonly visibleAt: number }[];
}

/**
 * The receives of a FIFO queue with a ReceiveRequestAttemptId. Repeated within five minutes, an attempt returns the
 * same messages with the same receipt handles, if none of them was deleted, changed or received since.
 *
 * @remarks Attempts do not survive a restart: a repeated attempt then counts as a new one.
 */
export class ReceiveAttempts {
  readonly #byId = new Map<string, Attempt>();

  /** The messages of an earlier attempt, if it can be repeated. @param now ms since the epoch */
  repeatAttempt(id: string, now: number): readonly Message[] | undefined {
    const attempt = this.#byId.get(id);
    if (attempt === undefined || now >= attempt.at + LIFE_MS) return undefined;
    const isUnchanged = attempt.receipts.every(
      ({ message, receives, visibleAt }) =>
        message.receivability === "hidden" &&
        message.receives === receives &&
        message.visibleAt === visibleAt &&
        visibleAt > now,
    );
    return isUnchanged ? attempt.receipts.map(({ message }) => message) : undefined;
  }

  /** Notes the messages of a new attempt. */
  recordAttempt(id: string, messages: readonly Message[], now: number): void {
    for (const [old, { at }] of this.#byId) {
      if (now < at + LIFE_MS) break;
      this.#byId.delete(old);
    }
    this.#byId.delete(id);
    if (messages.length > 0) this.#byId.set(id, { at: now, receipts: toReceipts(messages) });
  }

  /** Notes the messages' state after a repeated attempt. The attempt's five minutes do not start again. */
  noteRepeated(id: string, messages: readonly Message[]): void {
    const attempt = this.#byId.get(id);
    if (attempt !== undefined) attempt.receipts = toReceipts(messages);
  }
}

const toReceipts = (messages: readonly Message[]): Attempt["receipts"] =>
  messages.map((message) => ({ message, receives: message.receives, visibleAt: message.visibleAt }));

/** How long the same deduplication id means the same message. */
export const DEDUPLICATION_MS = 300_000;

/**
 * The messages that a FIFO queue accepted in the last five minutes, deleted ones included, by their deduplication keys.
 */
export class Deduplication {
  readonly #byKey = new Map<string, RememberedDuplicate>();
  readonly #inOrder = new Deque<RememberedDuplicate>();

  /** The message that was sent with this key less than five minutes before `now` (ms since the epoch). */
  find(key: string, now: number): RememberedDuplicate | undefined {
    this.#forget(now);
    return this.#byKey.get(key);
  }

  /** Forgets all keys: after a purge the same ids count as new (test_purge_queue_clears_fifo_deduplication_cache of LocalStack, validated on AWS). */
  clear(): void {
    this.#byKey.clear();
    while (this.#inOrder.shift() !== undefined);
  }

  rememberMessage(message: RememberedDuplicate): void {
    this.#byKey.set(message.key, message);
    this.#inOrder.push(message);
  }

  #forget(now: number): void {
    for (
      let first = this.#inOrder.getItem(0);
      first !== undefined && first.sentAt <= now - DEDUPLICATION_MS;
      first = this.#inOrder.getItem(0)
    ) {
      this.#inOrder.shift();
      if (this.#byKey.get(first.key) === first) this.#byKey.delete(first.key);
    }
  }
}
