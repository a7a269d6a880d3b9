import type { Message } from "../../store/message";
import { FifoReadyQueue } from "./fifo-ready-queue";
import { HiddenMessages } from "./hidden";
import { StandardReadyQueue, type ReadyQueue, type Sample } from "./standard-ready-queue";
import { Deque } from "./deque";
import { DueHeap } from "../../../../core/due-queue";
import type { Random } from "../../../../core/random";

const SPARE = 64;
const isThere = ({ receivability }: Message): boolean => receivability !== "gone";

/** The messages of a queue by age, which decides when they expire. */
class MessageAges {
  /** Each message is as old as the one before it, or younger. Includes deleted messages. */
  readonly #inOrder = new Deque<Message>();
  /** Messages that came from another queue and are older than the last one of this queue. */
  readonly #older = new DueHeap<Message>();
  readonly #count: () => number;

  /** @param count how many messages the queue has */
  constructor(count: () => number) {
    this.#count = count;
  }

  /** The oldest message; undefined if there is none. */
  get oldest(): Message | undefined {
    while (this.#inOrder.getItem(0)?.receivability === "gone") this.#inOrder.shift();
    while (this.#older.first?.item.receivability === "gone") this.#older.removeFirst();
    const [first, second] = [this.#inOrder.getItem(0), this.#older.first?.item];
    return first === undefined || (second !== undefined && second.upMs < first.upMs) ? second : first;
  }

  add(message: Message): void {
    const last = this.#inOrder.getItem(this.#inOrder.length - 1);
    if (last !== undefined && last.upMs > message.upMs) this.#older.add(message.upMs, message);
    else this.#inOrder.push(message);
    this.#tidyUp();
  }

  /** Removes and returns the messages that were sent at this uptime (ms) or before. */
  takeUntil(upMs: number): Message[] {
    const taken: Message[] = [];
    for (let { oldest } = this; oldest !== undefined && oldest.upMs <= upMs; { oldest } = this) {
      taken.push(oldest);
      if (this.#inOrder.getItem(0) === oldest) this.#inOrder.shift();
      else this.#older.removeFirst();
    }
    return taken;
  }

  /** Removes deleted messages from the lists: they must not stay in memory behind an old message that still exists. */
  #tidyUp(): void {
    if (this.#inOrder.length > 2 * this.#count() + SPARE) this.#inOrder.keepOnly(isThere);
    if (this.#older.size > 2 * this.#count() + SPARE) this.#older.keepOnly(({ item }) => isThere(item));
  }
}

/** The messages of a queue in memory: ready, hidden, and by age. Writes nothing to disk: the queue writes a change first, and then calls this class. */
export class Contents {
  readonly #messages = new Map<number, Message>();
  readonly #hidden = new HiddenMessages();
  readonly #ages = new MessageAges(() => this.#messages.size);
  readonly #readyQueue: ReadyQueue;
  readonly #isFifo: boolean;
  readonly #onReady: () => void;
  #ready = 0;

  /** @param onReady called when a message can be received */
  constructor(isFifo: boolean, onReady: () => void) {
    this.#isFifo = isFifo;
    this.#readyQueue = isFifo ? new FifoReadyQueue() : new StandardReadyQueue(() => this.#ready);
    this.#onReady = onReady;
  }

  /** The number of messages in each state. */
  get counts(): { readonly ready: number; readonly inFlight: number; readonly delayed: number } {
    return { ready: this.#ready, inFlight: this.#hidden.inFlight, delayed: this.#hidden.delayed };
  }

  get oldest(): Message | undefined {
    return this.#ages.oldest;
  }

  /** When the next hidden message becomes visible, ms since the epoch. */
  get nextVisibleAt(): number | undefined {
    return this.#hidden.next;
  }

  listAll(): readonly Message[] {
    return [...this.#messages.values()];
  }

  find(number: number): Message | undefined {
    return this.#messages.get(number);
  }

  /** Adds a message that is on disk, after all others. @param now ms since the epoch */
  add(message: Message, now: number): void {
    this.#messages.set(message.number, message);
    this.#readyQueue.add(message);
    this.#ages.add(message);
    if (message.visibleAt > now) this.#hidden.add(message);
    else this.#makeReady([message]);
  }

  /** Makes messages visible whose time has come. */
  showDue(now: number): void {
    const first = this.#hidden.takeDue(now);
    if (first === undefined) return;
    const due = [first];
    for (let next = this.#hidden.takeDue(now); next !== undefined; next = this.#hidden.takeDue(now)) due.push(next);
    this.#makeReady(due);
  }

  /** Takes ready messages in the order of a receive; each must then be hidden, put back or removed. */
  take(max: number, sample?: Sample): Message[] {
    return this.#readyQueue.take(max, sample);
  }

  putBack(messages: readonly Message[]): void {
    this.#readyQueue.putBack(messages);
  }

  /** Moves messages that were taken to those in flight. */
  hide(messages: readonly Message[]): void {
    this.#ready -= messages.length;
    for (const message of messages) this.#hidden.add(message);
  }

  /** Updates the lists after a change of a message's `visibleAt`. */
  noteMoved(message: Message, now: number): void {
    if (message.receivability === "ready" && message.visibleAt > now) {
      this.#readyQueue.withdraw(message);
      this.hide([message]);
    } else if (message.receivability === "hidden" && message.visibleAt > now) this.#hidden.wait(message);
    else if (message.receivability === "hidden") {
      this.#hidden.remove(message);
      this.#makeReady([message]);
    }
  }

  remove(messages: readonly Message[]): void {
    for (const message of messages) {
      if (message.receivability === "ready") this.#ready -= 1;
      if (message.receivability === "hidden") this.#hidden.remove(message);
      message.receivability = "gone";
      this.#messages.delete(message.number);
      this.#readyQueue.forgetMessage(message);
    }
    // The next messages of their groups may be received now.
    if (this.#isFifo && messages.length > 0 && this.#ready > 0) this.#onReady();
  }

  /**
   * Removes the messages that were sent at this uptime (ms) or before from the list of ages; `remove` them afterward.
   */
  takeAged(upMs: number): readonly Message[] {
    return this.#ages.takeUntil(upMs);
  }

  #makeReady(messages: readonly Message[]): void {
    for (const message of messages) message.receivability = "ready";
    this.#ready += messages.length;
    this.#readyQueue.addReady(messages);
    this.#onReady();
  }
}

/** The number of machines that store a standard queue's messages; AWS does not document its number. */
const MACHINES = 8;
/** Knuth's multiplicative hash, so that consecutive messages are on different machines. */
const SPREAD = 2_654_435_761;

const getMachine = ({ number }: { readonly number: number }): number => Math.imul(number, SPREAD) >>> 29;

/**
 * The shares of a standard queue that one long poll tries, one after the other, until one has a message: it asks all
 * machines, and takes the answer of the first one with messages. So a queue with few messages returns one or two at a
 * time, but never none.
 *
 * @remarks Seen on AWS in a public lab's report: of seven messages, ReceiveMessage with MaxNumberOfMessages 10 and
 * WaitTimeSeconds 5 repeatedly returned one. AWS documents only that a long poll asks all machines, and that fewer
 * messages than wanted may come.
 */
export function createTurns(random: Random): readonly Sample[] {
  const first = random.drawBelow(MACHINES);
  return Array.from({ length: MACHINES }, (_, n) => (message) => getMachine(message) === (first + n) % MACHINES);
}

/**
 * The share of a standard queue that one short poll sees: all machines but one, chosen at random each time. So a queue
 * with few messages often returns fewer than requested, and a queue with a single message sometimes none.
 *
 * @remarks AWS documents that a short poll asks a weighted random subset; the size of the share is this project's
 * choice.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export function drawSample(random: Random): Sample {
  const left = random.drawBelow(MACHINES);
  return (message) => getMachine(message) !== left;
}
