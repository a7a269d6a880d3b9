import { decodeEnvelope, type Address, type Change, type MessageHead, type RememberedDuplicate } from "./frames";
import type { Message } from "./message";

/** The state that a replay of the log gives. */
export interface ReplayResult {
  /** The messages that exist, by the serial number of their queue, in the order of sending. */
  readonly messages: ReadonlyMap<number, readonly Message[]>;
  /** The deduplication keys that were used lately. */
  readonly remembered: readonly RememberedDuplicate[];
}

/** The information that a replay needs. */
export interface ReplayOptions {
  /** Whether a queue, by its serial number, is FIFO; undefined for a deleted queue. */
  readonly isFifo: (queue: number) => boolean | undefined;
  /** Deduplication keys of messages that were sent before this instant (ms since the epoch) are no longer needed. */
  readonly rememberedSince: number;
}

type FramePosition = Pick<Message, "segment" | "offset" | "length">;

/** Rebuilds the messages from the changes in the log. */
export class Replay {
  readonly #asks: ReplayOptions;
  readonly #messages = new Map<number, Map<number, Message>>();
  #remembered: RememberedDuplicate[] = [];
  #next = 1;

  constructor(asks: ReplayOptions) {
    this.#asks = asks;
  }

  /** The number that the next message gets. */
  get next(): number {
    return this.#next;
  }

  /** @param position the position of the change's frame */
  take(change: Change, position: FramePosition): void {
    if (change.kind === "message") this.#replayMessage(change.head, change.payload, position);
    else if (change.kind === "delivery") this.#replayDelivery(change);
    else if (change.kind === "deleted") this.#forget(change.address);
    else if (change.kind === "purged") this.#purge(change.queue, change.upTo);
    else if (change.kind === "remembered") this.#rememberMessage(change.remembered);
    else this.#next = Math.max(this.#next, change.number);
  }

  finishLoading(): ReplayResult {
    const messages = [...this.#messages].map(([queue, all]): [number, Message[]] => [
      queue,
      [...all.values()].sort((a, b) => a.number - b.number),
    ]);
    return { messages: new Map(messages), remembered: this.#remembered };
  }

  #replayMessage(head: MessageHead, payload: Buffer, position: FramePosition): void {
    this.#next = Math.max(this.#next, head.number + 1);
    const isFifo = this.#asks.isFifo(head.queue);
    this.#forget(head.replaces);
    if (isFifo === undefined) return;
    // This is a later copy of the message, which replaces the earlier one.
    this.#forget(head);
    const { queue, number, sentAt, upMs, visibleAt, receives, firstReceivedAt, lastReceivedAt } = head;
    const { group, deduplicationKey: key, id } = isFifo ? decodeEnvelope(payload) : noEnvelope;
    if (key !== undefined) this.#rememberMessage({ queue, key, number, id, sentAt });
    const messages = this.#messages.get(queue) ?? new Map<number, Message>();
    this.#messages.set(queue, messages);
    position.segment.liveBytes += position.length;
    messages.set(number, {
      queue,
      number,
      sentAt,
      upMs,
      group,
      visibleAt,
      receives,
      firstReceivedAt,
      lastReceivedAt,
      receivability: "hidden",
      ...position,
    });
  }

  #rememberMessage(remembered: RememberedDuplicate): void {
    if (remembered.sentAt >= this.#asks.rememberedSince) this.#remembered.push(remembered);
  }

  #replayDelivery({ address, delivery }: Extract<Change, { kind: "delivery" }>): void {
    const message = this.#messages.get(address.queue)?.get(address.number);
    if (message !== undefined) Object.assign(message, delivery);
  }

  #purge(queue: number, upTo: number): void {
    for (const { number } of this.#messages.get(queue)?.values() ?? [])
      if (number <= upTo) this.#forget({ queue, number });
    this.#remembered = this.#remembered.filter((duplicate) => duplicate.queue !== queue || duplicate.number > upTo);
  }

  #forget({ queue, number }: Address): void {
    const message = this.#messages.get(queue)?.get(number);
    if (message === undefined) return;
    this.#messages.get(queue)?.delete(number);
    message.segment.liveBytes -= message.length;
  }
}

/** Used for standard queues: envelopes are read only for FIFO queues. */
const noEnvelope: { readonly group: undefined; readonly deduplicationKey: undefined; readonly id: "" } = {
  group: undefined,
  deduplicationKey: undefined,
  id: "",
};
