import { AwsFault } from "../../core/faults";
import type { Lab } from "../lab";

/** What a lookup answers. */
export interface QueueLookup {
  readonly queue: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** How many receives wait for a message at this moment: long polls. AWS does not tell. */
  readonly waitingReceivers: number;
}

/**
 * How a queue stands at this moment.
 *
 * @param query `queue`: its name
 * @throws AwsFault QueueDoesNotExist, ValidationError for a question without a name
 */
export function queueLookup({ sqs }: Lab, query: URLSearchParams): QueueLookup {
  const name = query.get("queue") ?? "";
  if (name === "") throw new AwsFault("ValidationError", "Ask with ?queue=<queue name>.");
  const queue = sqs.named(name);
  queue.settle();
  const { ready, inFlight, delayed } = queue.contents.counts;
  return { queue: name, visible: ready, inFlight, delayed, waitingReceivers: queue.waiters.count };
}
