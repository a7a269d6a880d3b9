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
