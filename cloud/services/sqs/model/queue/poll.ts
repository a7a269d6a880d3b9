import type { Core } from "../../../../core/core";
import { createQueueDoesNotExistFault } from "../faults";
import type { Message } from "../../store/message";
import type { Queue, ReceiveOptions } from "./queue";
import type { Sample } from "./contents";

/** A receive that may wait. */
export interface Poll<T> extends ReceiveOptions {
  /** ms of cloud time; 0 answers at once. */
  readonly waitMs: number;
  /** Returns the signal that is aborted when the client disconnects; called only if the poll has to wait. */
  readonly getDisconnectSignal: () => AbortSignal;
  /**
   * Makes the answer, in the instant of the receive: a moment later a message may be purged, and no longer readable.
   */
  readonly deliver: (messages: readonly Message[]) => T;
  /** The shares of the queue that are tried one after the other, until one has a message; the whole queue if left out. */
  readonly inTurn?: (() => readonly Sample[]) | undefined;
}

/** In a queue with more messages than this, each machine has enough for any receive. */
const FEW_MESSAGES = 200;

/**
 * A long poll: receives as soon as there is a message, and answers after `waitMs` at the latest (SVC-004).
 *
 * @throws AwsFault QueueDoesNotExist if the queue is deleted meanwhile, OverLimit
 */
export function poll<T>(core: Core, queue: Queue, options: Poll<T>): T | Promise<T> {
  const received = receiveInTurn(queue, options);
  return received.length > 0 || options.waitMs === 0 ? options.deliver(received) : wait(core, queue, options);
}

async function wait<T>({ clock }: Core, queue: Queue, options: Poll<T>): Promise<T> {
  const until = clock.now() + options.waitMs;
  const disconnected = options.getDisconnectSignal();
  for (;;) {
    await queue.waiters.wait(clock, Math.min(until, queue.contents.nextVisibleAt ?? Infinity), disconnected);
    // Messages for a client that has disconnected would only be hidden from others.
    if (disconnected.aborted) return options.deliver([]);
    const received = receiveInTurn(queue, options);
    if (received.length > 0 || clock.now() >= until) return options.deliver(received);
  }
}

function receiveInTurn<T>(queue: Queue, options: Poll<T>): readonly Message[] {
  if (queue.isDeleted) throw createQueueDoesNotExistFault();
  if (options.inTurn === undefined || queue.contents.counts.ready > FEW_MESSAGES) return queue.receive(options);
  for (const sample of options.inTurn()) {
    const received = queue.receive({ ...options, sample });
    if (received.length > 0) return received;
  }
  return [];
}
