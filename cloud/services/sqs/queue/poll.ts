import type { Core } from "../../../core/core";
import { queueDoesNotExist } from "../faults";
import type { Message } from "../messages/message";
import type { Queue, ReceiveOptions } from "./queue";

/** A receive that may wait. */
export interface Poll<T> extends ReceiveOptions {
  /** ms of cloud time; 0 answers at once. */
  readonly waitMs: number;
  /** The signal that fires when nobody wants the messages any more; asked for only if there is something to wait for. */
  readonly gone: () => AbortSignal;
  /** Makes the answer, in the instant of the receive: a moment later a message may be purged, and not be readable. */
  readonly give: (messages: readonly Message[]) => T;
}

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
    const received = queue.receive(options);
    if (received.length > 0 || clock.now() >= until) return give(received);
    signal ??= gone();
    await queue.waiters.wait(clock, Math.min(until, queue.contents.nextVisibleAt ?? Infinity), signal);
  }
}
