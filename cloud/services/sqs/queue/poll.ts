import type { Core } from "../../../core/core";
import { queueDoesNotExist } from "../faults";
import type { Message } from "../messages/message";
import type { Sample } from "./line";
import type { Queue, ReceiveOptions } from "./queue";

/** A receive that may wait. */
export interface Poll<T> extends ReceiveOptions {
  /** ms of cloud time; 0 answers at once. */
  readonly waitMs: number;
  /** The signal that fires when nobody wants the messages any more; asked for only if there is something to wait for. */
  readonly gone: () => AbortSignal;
  /** Makes the answer, in the instant of the receive: a moment later a message may be purged, and not be readable. */
  readonly give: (messages: readonly Message[]) => T;
  /** The shares of the queue that are asked one after the other, until one gives something; the whole queue if left out. */
  readonly inTurn?: (() => readonly Sample[]) | undefined;
}

/** Each machine of a queue with more messages than this has enough for any receive. */
const FEW_MESSAGES = 200;

/**
 * Receives as soon as there is something to receive, and after `waitMs` at the latest: a long poll (SVC-004).
 *
 * @throws AwsFault QueueDoesNotExist if the queue is deleted meanwhile, OverLimit
 */
export async function poll<T>({ clock }: Core, queue: Queue, { waitMs, gone, give, ...options }: Poll<T>): Promise<T> {
  const until = clock.now() + waitMs;
  let signal: AbortSignal | undefined;
  for (;;) {
    if (queue.isDeleted) throw queueDoesNotExist();
    // Messages for a client that has left would only be hidden from others.
    if (signal?.aborted) return give([]);
    const received = receiveInTurn(queue, options);
    if (received.length > 0 || clock.now() >= until) return give(received);
    signal ??= gone();
    await queue.waiters.wait(clock, Math.min(until, queue.contents.nextVisibleAt ?? Infinity), signal);
  }
}

function receiveInTurn<T>(queue: Queue, { inTurn, ...options }: Omit<Poll<T>, "waitMs" | "gone" | "give">): readonly Message[] {
  if (inTurn === undefined || queue.contents.counts.ready > FEW_MESSAGES) return queue.receive(options);
  for (const sample of inTurn()) {
    const received = queue.receive({ ...options, sample });
    if (received.length > 0) return received;
  }
  return [];
}
