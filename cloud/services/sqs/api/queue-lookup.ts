import { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";

/** The answer of a lookup. */
interface QueueLookup {
  readonly queue: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  /** How many long polls wait for a message at this moment, which AWS does not show. */
  readonly waitingReceivers: number;
}

/**
 * The state of a queue at this moment.
 *
 * @param query `queue`: its name
 * @throws AwsFault QueueDoesNotExist, ValidationError for a query without a name
 */
export function lookUpQueue({ sqs }: Services, query: URLSearchParams): QueueLookup {
  const name = query.get("queue") ?? "";
  if (name === "") throw new AwsFault("ValidationError", "Ask with ?queue=<queue name>.");
  const queue = sqs.requireQueue(name);
  queue.settle();
  const { ready, inFlight, delayed } = queue.contents.counts;
  return { queue: name, visible: ready, inFlight, delayed, waitingReceivers: queue.waiters.count };
}
