import type { Message } from "../messages/message";

/** Which of a queue's messages are given first. Standard and FIFO queues differ in this alone. */
export interface ReadyQueue {
  /** Puts a message behind the others. */
  add(message: Message): void;
  /** Told when messages have become ready; in the order in which they did. */
  ready(messages: readonly Message[]): void;
  /** Told when a message is no longer ready, though it was not taken. */
  withdrawn(message: Message): void;
  /** Told when a message is gone. */
  gone(message: Message): void;
  /**
   * Takes ready messages out, as they are to be given.
   *
   * @param sample which share of a standard queue a short poll looks at; all of it if left out
   */
  take(most: number, sample?: Sample): Message[];
  /** Puts back, in front, what was taken and then not given. */
  putBack(messages: readonly Message[]): void;
}

/** The messages that one short poll looks at. */
export type Sample = (message: Message) => boolean;
