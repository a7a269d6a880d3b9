import type { AwsFault } from "../../../../core/faults";
import {
  createBadReceiptHandleFault,
  createHandleExpiredFault,
  createHiddenTooLongFault,
  createNotInFlightFault,
} from "../faults";
import type { Message } from "../../store/message";
import type { Queue } from "./queue";
import { parseReceiptHandle } from "./hidden";

/** How long a message can be hidden after its last receive: at most twelve hours. */
const MAX_HIDDEN_MS = 43_200_000;

/** The message of a handle, if it still exists, and whether it was received again since. */
interface NamedMessage {
  readonly message: Message | undefined;
  readonly isLatest: boolean;
}

/**
 * Deletes messages by their receipt handles.
 *
 * A standard queue accepts the handle of a message that is visible again or already deleted; a handle from before the
 * latest receive has no effect. A FIFO queue refuses an expired handle.
 *
 * @returns for each handle undefined, or the fault if it was refused
 */
export function deleteByHandle(queue: Queue, handles: readonly string[]): (AwsFault | undefined)[] {
  queue.settle();
  const required = new Set<Message>();
  const refusals = handles.map((handle): AwsFault | undefined => {
    const named = findNamed(queue, handle);
    if (named === undefined) return createBadReceiptHandleFault(handle);
    const { message, isLatest } = named;
    if (message === undefined) return undefined;
    if (queue.settings.isFifo && !(isLatest && message.receivability === "hidden"))
      return createHandleExpiredFault(handle);
    if (isLatest) required.add(message);
    return undefined;
  });
  queue.remove([...required]);
  return refusals;
}

/**
 * Changes for how long a message stays hidden, counted from now. A standard queue accepts the handle of an earlier
 * receive as well (test_terminate_visibility_timeout_after_receive of LocalStack, validated on AWS).
 *
 * @param change `now` in ms since the epoch, `seconds` 0 to 43200
 * @returns undefined, or the fault if the change was refused
 */
export function changeVisibility(
  queue: Queue,
  handle: string,
  { now, seconds }: { readonly now: number; readonly seconds: number },
): AwsFault | undefined {
  queue.settle();
  const named = findNamed(queue, handle);
  if (named === undefined) return createBadReceiptHandleFault(handle);
  const { message, isLatest } = named;
  // In a standard queue, a message that became visible and was not received again can still be hidden.
  if (message === undefined || (queue.settings.isFifo && !(isLatest && message.receivability === "hidden")))
    return createNotInFlightFault(handle);
  const until = now + seconds * 1000;
  if (until > message.lastReceivedAt + MAX_HIDDEN_MS) return createHiddenTooLongFault(seconds);
  queue.hideUntil(message, until);
  return undefined;
}

function findNamed(queue: Queue, handle: string): NamedMessage | undefined {
  const receipt = parseReceiptHandle(handle);
  if (receipt === undefined || receipt.queue !== queue.stored.serial) return undefined;
  const message = queue.contents.find(receipt.number);
  return { message, isLatest: message?.receives === receipt.receives };
}
