import { Deque } from "./deque";
import type { RememberedDuplicate } from "../../store/frames";

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
