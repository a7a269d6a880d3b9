import type { Core } from "../../../../core/core";
import { getAttributesMd5 } from "../digest";
import type { Message, StoredAttribute } from "../../store/message";
import { poll } from "../queue/poll";
import type { Queue } from "../queue/queue";
import { changeVisibility, deleteByHandle } from "../queue/receipts";
import { createReceivedMessage } from "./received-message";
import type { Sqs } from "./sqs";
import { createReceiptHandle } from "../queue/hidden";

/** A message as a service receives it. */
export interface SourceMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  /** System attributes, by AWS's names. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, StoredAttribute>>;
  /** Undefined if the message has no attributes. */
  readonly md5OfMessageAttributes: string | undefined;
}

/**
 * A queue as other services (Lambda's event sources) read it. Receipt handles expire, and receives count, as for any
 * client.
 */
export interface QueueSource {
  readonly arn: string;
  readonly isFifo: boolean;
  /** The visibility timeout in ms. Lambda requires it to be at least the function's timeout. */
  readonly visibilityMs: number;
  /**
   * Receives available messages, or waits for some. A standard queue gives all visible messages, unlike in a short
   * poll.
   *
   * @param requested `most` 1 or more; `waitMs` of cloud time, 0 answers at once; `gone` aborts the wait
   * @throws AwsFault QueueDoesNotExist if the queue is deleted meanwhile, OverLimit
   */
  receive(requested: {
    readonly max: number;
    readonly waitMs: number;
    readonly disconnected: AbortSignal;
  }): Promise<SourceMessage[]>;
  /** Deletes processed messages. Invalid handles are ignored. */
  delete(handles: readonly string[]): void;
  /** Makes failed messages visible at once, without waiting for their visibility timeout. */
  giveBack(handles: readonly string[]): void;
}

/**
 * Opens a queue as a source.
 *
 * @returns undefined if there is no such queue; call it again for every round of receives
 */
export function openSource(core: Core, sqs: Sqs, arn: string): QueueSource | undefined {
  const queue = sqs.findByArn(arn);
  if (queue === undefined) return undefined;
  return {
    arn,
    isFifo: queue.settings.isFifo,
    visibilityMs: queue.settings.visibilityMs,
    receive: async (requested) =>
      poll(core, queue, {
        ...requested,
        getDisconnectSignal: () => requested.disconnected,
        deliver: (messages) => messages.map((message) => createSourceMessage(queue, message)),
      }),
    delete: (handles) => void deleteByHandle(queue, handles),
    giveBack(handles) {
      for (const handle of handles) changeVisibility(queue, handle, { now: core.now(), seconds: 0 });
    },
  };
}

function createSourceMessage(queue: Queue, message: Message): SourceMessage {
  const {
    MessageId: messageId = "",
    Body: body = "",
    MD5OfBody: md5OfBody = "",
    Attributes: attributes = {},
  } = createReceivedMessage(queue, message, { system: ["All"], user: [] });
  const messageAttributes = queue.read(message).envelope.attributes;
  return {
    messageId,
    body,
    md5OfBody,
    attributes,
    receiptHandle: createReceiptHandle(message),
    messageAttributes,
    md5OfMessageAttributes: getAttributesMd5(messageAttributes),
  };
}
