import { Deque } from "./deque";
import type { Message } from "../../store/message";
import type { ReadyQueue } from "./standard-ready-queue";

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
export class FifoReadyQueue implements ReadyQueue {
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
