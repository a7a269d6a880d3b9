import { Deque } from "./deque";
import { DueHeap } from "../../../../core/due-heap";
import type { Message } from "../../store/message";

const SPARE = 64;
const isThere = ({ place }: Message): boolean => place !== "gone";

/** The messages of a queue by age, which decides when they expire. */
export class MessageAges {
  /** Each message is as old as the one before it, or younger. Includes deleted messages. */
  readonly #inOrder = new Deque<Message>();
  /** Messages that came from another queue and are older than the last one of this queue. */
  readonly #older = new DueHeap<Message>();
  readonly #count: () => number;

  /** @param count how many messages the queue has */
  constructor(count: () => number) {
    this.#count = count;
  }

  /** The oldest message; undefined if there is none. */
  get oldest(): Message | undefined {
    while (this.#inOrder.getItem(0)?.place === "gone") this.#inOrder.shift();
    while (this.#older.first?.item.place === "gone") this.#older.removeFirst();
    const [one, other] = [this.#inOrder.getItem(0), this.#older.first?.item];
    return one === undefined || (other !== undefined && other.upMs < one.upMs) ? other : one;
  }

  add(message: Message): void {
    const last = this.#inOrder.getItem(this.#inOrder.length - 1);
    if (last !== undefined && last.upMs > message.upMs) this.#older.add(message.upMs, message);
    else this.#inOrder.push(message);
    this.#tidyUp();
  }

  /** Removes and returns the messages that were sent at this uptime (ms) or before. */
  takeUntil(upMs: number): Message[] {
    const taken: Message[] = [];
    for (let { oldest } = this; oldest !== undefined && oldest.upMs <= upMs; { oldest } = this) {
      taken.push(oldest);
      if (this.#inOrder.getItem(0) === oldest) this.#inOrder.shift();
      else this.#older.removeFirst();
    }
    return taken;
  }

  /** Removes deleted messages from the lists: they must not stay in memory behind an old message that still exists. */
  #tidyUp(): void {
    if (this.#inOrder.length > 2 * this.#count() + SPARE) this.#inOrder.keepOnly(isThere);
    if (this.#older.size > 2 * this.#count() + SPARE) this.#older.keepOnly(({ item }) => isThere(item));
  }
}
