import type { Core } from "../../../../core/core";
import { createTooManyInFlightFault } from "../faults";
import type { Meter } from "../meter";
import { writeIfDiskHasSpace } from "../../../../core/write-if-disk-has-space";
import type { Delivery, RememberedDuplicate } from "../../store/frames";
import type { Message } from "../../store/message";
import type { MessageStore, StoredMessage } from "../../store/message-store";
import { ReceiveAttempts, Deduplication } from "./attempts";
import { Contents, type Sample } from "./contents";
import { createDeadLetterDraft, createDraft, renewDraft, type Arrival, type NewMessage } from "./drafts";
import { type StoredQueue, parseSettings, type Settings } from "./attributes";
import { getItemAt } from "../../../../../foundation/item-at";
import type { Clock } from "../../../../core/clock";

/** Receives that wait for a message. */
class Waiters {
  readonly #wake = new Set<() => void>();

  /** How many receives wait at this moment. */
  get count(): number {
    return this.#wake.size;
  }

  /** Wakes all waiting receives; each checks by itself whether a message is left for it. */
  wakeAll(): void {
    for (const wake of [...this.#wake]) wake();
  }

  /** Waits until `wakeAll`, until `at` (ms since the epoch, cloud clock), or until the client disconnects. */
  wait(clock: Clock, at: number, disconnected: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wake.delete(wake);
        timer.cancel();
        disconnected.removeEventListener("abort", wake);
        resolve();
      };
      const timer = clock.schedule(at, wake);
      disconnected.addEventListener("abort", wake);
      this.#wake.add(wake);
      if (disconnected.aborted) wake();
    });
  }
}

/** Parts of the service that all queues share. */
export interface QueueParts {
  readonly core: Core;
  readonly store: MessageStore;
  /** Finds a queue by its ARN, for dead letters. */
  readonly findByArn: (arn: string) => Queue | undefined;
  readonly createId: () => string;
}

/** How messages are received. */
export interface ReceiveOptions {
  readonly max: number;
  /** Visibility timeout in ms; by default the queue's own. */
  readonly visibilityMs?: number | undefined;
  /** The share of a standard queue that a short poll sees. */
  readonly sample?: Sample | undefined;
}

/**
 * The maximum number of messages that may be in flight. Beyond it a standard queue refuses receives, and a FIFO queue returns no
 * messages.
 */
const MAX_IN_FLIGHT = 120_000;

/** A queue. Its stored document is changed through Sqs.change, which writes it first. */
export class Queue {
  readonly arn: string;
  /** Receives that wait for a message. */
  readonly waiters = new Waiters();
  readonly deduplication = new Deduplication();
  readonly attempts = new ReceiveAttempts();
  readonly contents: Contents;
  /** The queue's metrics for CloudWatch, while the queue is in use. */
  meter: Meter | undefined;
  readonly #parts: QueueParts;
  #stored: StoredQueue;
  #settings: Settings;
  #isDeleted = false;

  constructor(parts: QueueParts, stored: StoredQueue) {
    this.#parts = parts;
    this.#stored = stored;
    this.#settings = parseSettings(stored);
    this.arn = parts.core.createArn("sqs", stored.name);
    this.contents = new Contents(this.#settings.isFifo, () => this.waiters.wakeAll());
  }

  get name(): string {
    return this.#stored.name;
  }

  get stored(): StoredQueue {
    return this.#stored;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get isDeleted(): boolean {
    return this.#isDeleted;
  }

  /** Adds the messages that were on disk. */
  restore(messages: readonly Message[]): void {
    for (const message of messages) {
      message.visibleAt = this.#getVisibleAt(message);
      this.contents.add(message, this.#now());
    }
  }

  /** Applies a changed document. */
  take(stored: StoredQueue): void {
    const { delayMs } = this.#settings;
    this.#stored = stored;
    this.#settings = parseSettings(stored);
    if (this.#settings.delayMs !== delayMs && this.#settings.isFifo) this.#delayAgain();
  }

  /** Brings the queue up to date: removes expired messages, and makes messages visible whose time has come. */
  settle(): void {
    const aged = this.contents.takeAged(this.#parts.core.clock.getUpMs() - this.#settings.retentionMs);
    // If the disk is full, the messages expire again after the next start.
    if (aged.length > 0 && !writeIfDiskHasSpace(() => this.#parts.store.remove(aged))) this.#parts.store.forget(aged);
    this.contents.remove(aged);
    this.contents.showDue(this.#now());
  }

  /** Writes messages: all, or none. The caller leaves out duplicates for a FIFO queue. */
  send(messages: readonly NewMessage[]): { readonly id: string; readonly number: number }[] {
    const now = this.#now();
    const arrival = this.#createArrival();
    const drafts = messages.map((message) =>
      createDraft(arrival, message, { id: this.#parts.createId(), delayMs: message.delayMs ?? this.#settings.delayMs }),
    );
    const added = this.#parts.store.add(drafts);
    const sent = added.map(({ number }, index) => {
      const { id, deduplicationKey: key } = getItemAt(drafts, index).envelope;
      return { number, id, key };
    });
    for (const { key, number, id } of sent)
      if (key !== undefined)
        this.deduplication.rememberMessage({ queue: this.#stored.serial, key, number, id, sentAt: now });
    for (const message of added) this.contents.add(message, now);
    return sent;
  }

  /** The message that recently used a deduplication key, if any. */
  findSentBefore(key: string): RememberedDuplicate | undefined {
    return this.deduplication.find(key, this.#now());
  }

  /**
   * Receives the messages available at this moment. Messages that were received too often go to the dead-letter queue
   * instead.
   *
   * @throws AwsFault OverLimit
   */
  receive({ max, visibilityMs = this.#settings.visibilityMs, sample }: ReceiveOptions): Message[] {
    this.settle();
    const room = MAX_IN_FLIGHT - this.contents.counts.inFlight;
    if (room <= 0 && !this.#settings.isFifo) throw createTooManyInFlightFault(MAX_IN_FLIGHT);
    const received: Message[] = [];
    for (;;) {
      const taken = this.contents.take(Math.min(max, room) - received.length, sample);
      const dead = taken.filter((message) => this.#isDead(message));
      const alive = dead.length === 0 ? taken : taken.filter((message) => !dead.includes(message));
      this.#giveOut(alive, visibilityMs, taken);
      received.push(...alive);
      if (dead.length === 0) return received;
      this.#moveToDeadLetterQueue(dead);
    }
  }

  /** Moves messages here from another queue, each in one step: a message is never in both queues, nor in neither. */
  adopt(from: Queue, messages: readonly Message[], as: "dead letters" | "new messages"): void {
    const { store, createId } = this.#parts;
    const now = this.#now();
    const { isFifo } = this.#settings;
    const added = store.add(
      messages.map((message) => {
        const known = { message, stored: store.read(message) };
        return as === "new messages"
          ? renewDraft(this.#createArrival(), known, createId())
          : createDeadLetterDraft(this.#createArrival(), known, { isFifo, source: from.arn });
      }),
    );
    store.forget(messages);
    from.contents.remove(messages);
    for (const message of added) this.contents.add(message, now);
  }

  /** Removes messages for good. */
  remove(messages: readonly Message[]): void {
    this.#parts.store.remove(messages);
    this.contents.remove(messages);
  }

  /** Sets the time until which a message is hidden. @param visibleAt ms since the epoch */
  hideUntil(message: Message, visibleAt: number): void {
    const { receives, firstReceivedAt, lastReceivedAt } = message;
    this.#parts.store.deliver([{ message, delivery: { visibleAt, receives, firstReceivedAt, lastReceivedAt } }]);
    this.contents.noteMoved(message, this.#now());
  }

  /** A message's content from disk. */
  read(message: Message): StoredMessage {
    return this.#parts.store.read(message);
  }

  /** Removes all messages, including those in flight. */
  purge(): void {
    const all = this.contents.listAll();
    this.#parts.store.purge(this.#stored.serial, all);
    this.deduplication.clear();
    this.contents.remove(all);
  }

  /** Ends a deleted queue, which is never read again. */
  end(): void {
    this.#isDeleted = true;
    const all = this.contents.listAll();
    this.#parts.store.forget(all);
    this.contents.remove(all);
    this.waiters.wakeAll();
  }

  #now(): number {
    return this.#parts.core.now();
  }

  #createArrival(): Arrival {
    return { queue: this.#stored.serial, sentAt: this.#now(), upMs: this.#parts.core.clock.getUpMs() };
  }

  /** Writes that messages are in flight. @param taken all messages to put back if the write fails */
  #giveOut(messages: readonly Message[], visibilityMs: number, taken: readonly Message[]): void {
    if (messages.length === 0) return;
    const now = this.#now();
    const getDelivery = ({ receives, firstReceivedAt }: Message): Delivery => ({
      visibleAt: now + visibilityMs,
      receives: receives + 1,
      firstReceivedAt: firstReceivedAt || now,
      lastReceivedAt: now,
    });
    this.#putBackOnFailure(taken, () =>
      this.#parts.store.deliver(messages.map((message) => ({ message, delivery: getDelivery(message) }))),
    );
    this.contents.hide(messages);
  }

  #isDead({ receives }: Message): boolean {
    const { redrive } = this.#settings;
    return (
      redrive !== undefined &&
      receives >= redrive.maxReceives &&
      this.#parts.findByArn(redrive.deadLetterArn) !== undefined
    );
  }

  #moveToDeadLetterQueue(dead: readonly Message[]): void {
    const target = this.#parts.findByArn(this.#settings.redrive?.deadLetterArn ?? "");
    this.#putBackOnFailure(dead, () => target?.adopt(this, dead, "dead letters"));
  }

  /** Puts taken messages back if the disk is full, so that they are not lost. */
  #putBackOnFailure(taken: readonly Message[], write: () => void): void {
    try {
      write();
    } catch (error) {
      this.contents.putBack(taken);
      throw error;
    }
  }

  /** Applies a changed delay: in a FIFO queue to messages already in it, in a standard queue only to later messages. */
  #delayAgain(): void {
    for (const message of this.contents.listAll()) {
      message.visibleAt = this.#getVisibleAt(message);
      this.contents.noteMoved(message, this.#now());
    }
  }

  #getVisibleAt({ receives, sentAt, visibleAt }: Message): number {
    return this.#settings.isFifo && receives === 0 ? sentAt + this.#settings.delayMs : visibleAt;
  }
}
