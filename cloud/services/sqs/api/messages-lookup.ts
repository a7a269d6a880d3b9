import { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";
import type { Message } from "../store/message";
import type { Queue } from "../model/queue/queue";
import type { MessagesLookup, QueuedMessage } from "./seen-message";
import { formatSequenceNumber } from "../model/sending/prepare-message";

const MAX = 100;
/** A page ends after the message that pushes its bodies over this size. */
const MAX_BYTES = 1024 * 1024;

/**
 * The messages of a queue, in the order of sending, in flight and delayed messages included. AWS has no such lookup:
 * there a message has to be received to be seen, which hides it and counts. This lookup changes nothing: no visibility,
 * no count of receives, no metric.
 *
 * @param query `queue`: its name; `after`: the number of the last message of the page before
 * @throws AwsFault QueueDoesNotExist, ValidationError
 */
export function lookUpMessages({ sqs }: Services, query: URLSearchParams): MessagesLookup {
  const name = query.get("queue") ?? "";
  const after = Number(query.get("after") ?? 0);
  if (name === "" || !Number.isInteger(after) || after < 0)
    throw new AwsFault(
      "ValidationError",
      "Ask with ?queue=<queue name>, and &after=<number of a message> to continue.",
    );
  const queue = sqs.requireQueue(name);
  queue.settle();
  const left = queue.contents
    .listAll()
    .filter(({ number }) => number > after)
    .sort((a, b) => a.number - b.number);
  const messages: QueuedMessage[] = [];
  let bytes = 0;
  for (const message of left) {
    if (messages.length === MAX || bytes > MAX_BYTES) break;
    const seen = describeMessage(queue, message);
    bytes += seen.body.length;
    messages.push(seen);
  }
  const last = messages.at(-1);
  return { messages, ...(last === undefined || messages.length === left.length ? {} : { next: last.number }) };
}

function describeMessage(queue: Queue, message: Message): QueuedMessage {
  const { number, receivability, receives, sentAt, visibleAt, firstReceivedAt } = message;
  const { envelope, body } = queue.read(message);
  const { id, sender, group, deduplicationId, deadLetterSource, attributes } = envelope;
  return {
    number,
    id,
    body: body.toString("utf8"),
    state: receivability === "ready" ? "ready" : receives > 0 ? "in flight" : "delayed",
    sentAt,
    ...(receivability === "ready" ? {} : { hiddenUntil: visibleAt }),
    receives,
    ...(firstReceivedAt === 0 ? {} : { firstReceivedAt }),
    sender,
    ...(group === undefined ? {} : { group }),
    ...(deduplicationId === undefined ? {} : { deduplicationId }),
    ...(queue.settings.isFifo ? { sequenceNumber: formatSequenceNumber(number) } : {}),
    ...(deadLetterSource === undefined ? {} : { deadLetterSource }),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, { type, text, base64 }]) => [key, { type, value: base64 ?? text ?? "" }]),
    ),
  };
}
