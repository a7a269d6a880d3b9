import { DueHeap } from "../../../core/due-heap";
import type { Message } from "../messages/message";

const SPARE = 64;

/** The messages of a queue that cannot be received at this moment, by when they can. */
export class Hidden {
  /** Holds what is no longer hidden, or until another instant, too: it is left out when its turn comes. */
  readonly #heap = new DueHeap<Message>();
  #inFlight = 0;
  #delayed = 0;

  /** Received, and neither deleted nor visible again. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Sent with a delay that is not over. */
  get delayed(): number {
    return this.#delayed;
  }

  /** When the next message becomes visible, ms since the epoch. */
  get next(): number | undefined {
    while (this.#heap.first !== undefined && !isHiddenUntil(this.#heap.first)) this.#heap.removeFirst();
    return this.#heap.first?.at;
  }

  /** Hides a message until its `visibleAt`. */
  add(message: Message): void {
    message.place = "hidden";
    this.#count(message, 1);
    this.wait(message);
  }

  /** A message that is hidden already has another `visibleAt` now. */
  wait(message: Message): void {
    this.#heap.add(message.visibleAt, message);
    if (this.#heap.size > 2 * (this.#inFlight + this.#delayed) + SPARE) this.#heap.keepOnly(isHiddenUntil);
  }

  /** Takes out a message that is hidden. What it is then, the caller says. */
  remove(message: Message): void {
    this.#count(message, -1);
  }

  /** Takes out the next message that has become visible at `now` or before; the message is ready then. */
  takeDue(now: number): Message | undefined {
    const { next } = this;
    const message = this.#heap.first?.item;
    if (next === undefined || next > now || message === undefined) return undefined;
    this.#heap.removeFirst();
    this.remove(message);
    // The heap may hold a message twice with the same instant: received, made visible and received again within one millisecond.
    message.place = "ready";
    return message;
  }

  #count({ receives }: Message, by: 1 | -1): void {
    if (receives > 0) this.#inFlight += by;
    else this.#delayed += by;
  }
}

const isHiddenUntil = ({ at, item }: { readonly at: number; readonly item: Message }): boolean =>
  item.place === "hidden" && item.visibleAt === at;
