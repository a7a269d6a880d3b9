import { Deque } from "../messages/deque";
import type { Message } from "../messages/message";
import type { ReadyQueue, Sample } from "./ready-queue";

/** A list may hold so many messages that are taken or gone, beside as many as are in it. */
const SPARE = 64;

/** Messages of a standard queue: roughly in the order of sending. What becomes ready again comes first, as on AWS. */
export class StandardReadyQueue implements ReadyQueue {
  /** Holds messages that are no longer ready, too: they are left out when their turn comes. */
  readonly #ready = new Deque<Message>();
  readonly #readyCount: () => number;

  /** @param readyCount how many messages of the queue are ready */
  constructor(readyCount: () => number) {
    this.#readyCount = readyCount;
  }

  add(): void {
    // A message that is not ready yet joins the queue when it is.
  }

  ready(messages: readonly Message[]): void {
    const again = messages.filter(({ receives }) => receives > 0);
    if (again.length > 0) this.#ready.unshift(again);
    for (const message of messages) if (message.receives === 0) this.#ready.push(message);
    this.#tidyUp();
  }

  withdrawn(message: Message): void {
    // Or it would be there twice when it is ready again.
    this.#ready.keepOnly((one) => one !== message);
  }

  gone(): void {
    this.#tidyUp();
  }

  take(most: number, sample: Sample = () => true): Message[] {
    const taken: Message[] = [];
    const passedOver: Message[] = [];
    while (taken.length < most) {
      const message = this.#ready.shift();
      if (message === undefined) break;
      if (message.place !== "ready") continue;
      if (sample(message)) taken.push(message);
      else passedOver.push(message);
    }
    this.#ready.unshift(passedOver);
    return taken;
  }

  putBack(messages: readonly Message[]): void {
    this.#ready.unshift(messages);
  }

  #tidyUp(): void {
    if (this.#ready.length > 2 * this.#readyCount() + SPARE) this.#ready.keepOnly(({ place }) => place === "ready");
  }
}
