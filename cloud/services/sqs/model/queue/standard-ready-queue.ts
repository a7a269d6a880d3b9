import { Deque } from "./deque";
import type { Message } from "../../store/message";

/**
 * The order in which a queue's messages are received: the only difference between the classes for standard and FIFO
 * queues.
 */
export interface ReadyQueue {
  /** Adds a message after the others. */
  add(message: Message): void;
  /** Called when messages have become ready, in that order. */
  addReady(messages: readonly Message[]): void;
  /** Called when a message is no longer ready, although it was not taken. */
  withdraw(message: Message): void;
  /** Called when a message was removed. */
  forgetMessage(message: Message): void;
  /**
   * Takes ready messages, in the order of a receive.
   *
   * @param sample the share of a standard queue that a short poll sees; the whole queue if left out
   */
  take(max: number, sample?: Sample): Message[];
  /** Puts messages back to the front that were taken, but not returned to a client. */
  putBack(messages: readonly Message[]): void;
}

/** Whether a short poll sees a message. */
export type Sample = (message: Message) => boolean;

/** How many outdated entries the list may have, in addition to as many as its ready messages. */
const SPARE = 64;

/**
 * Messages of a standard queue: roughly in the order of sending. Messages that become ready again come first, as on
 * AWS.
 */
export class StandardReadyQueue implements ReadyQueue {
  /** Also holds messages that are no longer ready; these are skipped in their turn. */
  readonly #ready = new Deque<Message>();
  readonly #countReady: () => number;

  /** @param readyCount how many messages of the queue are ready */
  constructor(readyCount: () => number) {
    this.#countReady = readyCount;
  }

  add(): void {
    // A message that is not ready yet is added when it becomes ready.
  }

  addReady(messages: readonly Message[]): void {
    const again = messages.filter(({ receives }) => receives > 0);
    if (again.length > 0) this.#ready.unshift(again);
    for (const message of messages) if (message.receives === 0) this.#ready.push(message);
    this.#tidyUp();
  }

  withdraw(message: Message): void {
    // Otherwise the message would be in the list twice when it becomes ready again.
    this.#ready.keepOnly((item) => item !== message);
  }

  forgetMessage(): void {
    this.#tidyUp();
  }

  take(max: number, sample: Sample = () => true): Message[] {
    const taken: Message[] = [];
    const passedOver: Message[] = [];
    while (taken.length < max) {
      const message = this.#ready.shift();
      if (message === undefined) break;
      if (message.receivability !== "ready") continue;
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
    if (this.#ready.length > 2 * this.#countReady() + SPARE)
      this.#ready.keepOnly(({ receivability }) => receivability === "ready");
  }
}
