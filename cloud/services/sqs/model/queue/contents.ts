import type { Message } from "../../store/message";
import { HiddenMessages } from "./hidden";
import { Deque } from "./deque";
import { DueHeap } from "../../../../core/due-queue";
import type { Random } from "../../../../../foundation/random";

/**
 * The order in which a queue's messages are received: the only difference between the classes for standard and FIFO
 * queues.
 */
interface ReadyQueue {
  /** Adds a message after the others. */
  add(message: Message): void;
  /** Called when messages have become ready, in that order. */
  addReady(messages: readonly Message[]): void;
  /** Called when a message is no longer ready, although it was not taken. */
  withdraw(message: Message): void;
  /** Called when a message was removed. */
  forgetMessage(message: Message): void;
  /**
   * Takes ready messages, in the order of a receive.
   *
   * @param sample the share of a standard queue that a short poll sees; the whole queue if left out
   */
  take(max: number, sample?: Sample): Message[];
  /** Puts messages back to the front that were taken, but not returned to a client. */
  putBack(messages: readonly Message[]): void;
}

/** Whether a short poll sees a message. */
export type Sample = (message: Message) => boolean;

/** How many outdated entries the list may have, in addition to as many as its ready messages. */
const SPARE_READY = 64;

/**
 * Messages of a standard queue: roughly in the order of sending. Messages that become ready again come first, as on
 * AWS.
 */
class StandardReadyQueue implements ReadyQueue {
  /** Also holds messages that are no longer ready; these are skipped in their turn. */
  readonly #ready = new Deque<Message>();
  readonly #countReady: () => number;

  /** @param readyCount how many messages of the queue are ready */
  constructor(readyCount: () => number) {
    this.#countReady = readyCount;
  }

  add(): void {
    // A message that is not ready yet is added when it becomes ready.
  }

  addReady(messages: readonly Message[]): void {
    const again = messages.filter(({ receives }) => receives > 0);
    if (again.length > 0) this.#ready.unshift(again);
    for (const message of messages) if (message.receives === 0) this.#ready.push(message);
    this.#tidyUp();
  }

  withdraw(message: Message): void {
    // Otherwise the message would be in the list twice when it becomes ready again.
    this.#ready.keepOnly((item) => item !== message);
  }

  forgetMessage(): void {
    this.#tidyUp();
  }

  take(max: number, sample: Sample = () => true): Message[] {
    const taken: Message[] = [];
    const passedOver: Message[] = [];
    while (taken.length < max) {
      const message = this.#ready.shift();
      if (message === undefined) break;
      if (message.receivability !== "ready") continue;
      if (sample(message)) taken.push(message);
      else passedOver.push(message);
    }
    this.#ready.unshift(passedOver);
    return taken;
  }

  putBack(messages: readonly Message[]): void {
    this.#ready.unshift(messages);
  }

  #tidyUp(): void {
    if (this.#ready.length > 2 * this.#countReady() + SPARE_READY)
      this.#ready.keepOnly(({ receivability }) => receivability === "ready");
  }
}

/** The messages of one MessageGroupId, in the order of sending. */
interface Group {
  readonly id: string;
  readonly messages: Deque<Message>;
  /** Whether the group is in the list of groups that may have available messages. */
  isOffered: boolean;
}

/**
 * Messages of a FIFO queue: in strict order within a group. A hidden message (in flight or delayed) blocks all later
 * messages of its group. A receive takes as many messages as possible of one group before the next.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
class FifoReadyQueue implements ReadyQueue {
  readonly #groups = new Map<string, Group>();
  readonly #offered = new Deque<Group>();

  add(message: Message): void {
    const id = getGroup(message);
    const group = this.#groups.get(id) ?? { id, messages: new Deque<Message>(), isOffered: false };
    this.#groups.set(id, group);
    group.messages.push(message);
  }

  addReady(messages: readonly Message[]): void {
    for (const message of messages) this.#offer(this.#groups.get(getGroup(message)));
  }

  withdraw(): void {
    // Nothing to do: groups are examined again at each `take`.
  }

  forgetMessage(message: Message): void {
    const group = this.#groups.get(getGroup(message));
    if (group === undefined) return;
    while (group.messages.getItem(0)?.receivability === "gone") group.messages.shift();
    const first = group.messages.getItem(0);
    if (first === undefined) this.#groups.delete(group.id);
    else if (first.receivability === "ready") this.#offer(group);
  }

  take(max: number): Message[] {
    const taken: Message[] = [];
    while (taken.length < max) {
      const group = this.#offered.getItem(0);
      if (group === undefined) break;
      taken.push(...takeReadyInFront(group, max - taken.length));
      // The group's remaining messages are blocked by a message in flight.
      this.#offered.shift();
      group.isOffered = false;
    }
    return taken;
  }

  putBack(messages: readonly Message[]): void {
    this.addReady(messages);
  }

  #offer(group: Group | undefined): void {
    if (group === undefined || group.isOffered) return;
    group.isOffered = true;
    this.#offered.push(group);
  }
}

function takeReadyInFront({ messages }: Group, max: number): Message[] {
  const taken: Message[] = [];
  for (let position = 0; taken.length < max; position++) {
    const message = messages.getItem(position);
    if (message?.receivability === "gone") continue;
    if (message?.receivability !== "ready") break;
    taken.push(message);
  }
  return taken;
}

const getGroup = ({ group }: Message): string => group ?? "";

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
